package io.reconai.engine.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `openssl s_server` on a loopback port of its own, with certificates made for the test.
final class OpenSslServer implements AutoCloseable {

    private final Process process;
    private final int port;

    private OpenSslServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// True where the program is installed in a version whose answers the tests know.
    static boolean isInstalled() {
        try {
            var process = new ProcessBuilder("openssl", "version")
                    .redirectErrorStream(true)
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor() == 0 && text.startsWith("OpenSSL 3.");
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// A self-signed certificate `KIND.pem` with its key `KIND.key`; for `rsa`, `ec` and `ed25519`.
    ///
    /// @param options further ones of `openssl req`
    static void makeCertificate(Path folder, String kind, String... options) throws Exception {
        var key =
                switch (kind) {
                    case "rsa" -> List.of("rsa:2048");
                    case "ec" -> List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256");
                    default -> List.of(kind);
                };
        var command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "90", "-newkey"));
        command.addAll(key);
        command.addAll(List.of("-keyout", folder.resolve(kind + ".key").toString()));
        command.addAll(List.of("-out", folder.resolve(kind + ".pem").toString()));
        command.addAll(List.of("-subj", "/CN=" + kind, "-addext", "subjectAltName=DNS:acme.test"));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(kind + ".log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve(kind + ".log")));
        }
    }

    /// Starts a server; returns when it listens.
    ///
    /// @param kind of the certificate; `both` for RSA and ECDSA
    static OpenSslServer start(Path folder, String kind, String options) throws Exception {
        var first = kind.equals("both") ? "rsa" : kind;
        var command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0", "-www"));
        command.addAll(List.of("-cert", folder.resolve(first + ".pem").toString()));
        command.addAll(List.of("-key", folder.resolve(first + ".key").toString()));
        if (kind.equals("both")) {
            command.addAll(List.of("-dcert", folder.resolve("ec.pem").toString()));
            command.addAll(List.of("-dkey", folder.resolve("ec.key").toString()));
        }
        if (!options.isBlank()) {
            command.addAll(List.of(options.strip().split(" +")));
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var reader = process.inputReader();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("ACCEPT ")) {
                Thread.ofVirtual().start(() -> drain(reader));
                return new OpenSslServer(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
            }
        }
        throw new IOException("openssl did not listen with " + options);
    }

    int port() {
        return port;
    }

    private static void drain(BufferedReader reader) {
        try {
            while (reader.readLine() != null) {
                // It complains about every handshake that we do not finish.
            }
        } catch (IOException ended) {
            // The test is over.
        }
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly();
        process.waitFor(5, TimeUnit.SECONDS);
    }
}
