package io.reconai.engine.detectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another project's program that ours is compared with.
public final class PeerProgram {

    private PeerProgram() {}

    /// True when the command can be run and ends well.
    public static boolean runs(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What the command prints when it is given this.
    static byte[] answer(byte[] given, String... command) throws IOException, InterruptedException {
        var in = Files.createTempFile("peer", ".in");
        var out = Files.createTempFile("peer", ".out");
        var errors = Files.createTempFile("peer", ".err");
        try {
            Files.write(in, given);
            var process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(Files.readString(errors));
            }
            return Files.readAllBytes(out);
        } finally {
            for (var file : List.of(in, out, errors)) {
                Files.delete(file);
            }
        }
    }

    /// A text beside the tests.
    static String resource(String name) {
        try (var in = PeerProgram.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no such resource: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
