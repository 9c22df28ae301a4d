package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsSupport.Depth;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.detectors.PeerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The survey against sslyze's, of one server in many configurations.
///
/// Skipped where OpenSSL 3 or sslyze is not installed; `SSLYZE` may name the program. Two differences are known and not
/// compared: sslyze knows elliptic curves only, so the finite fields and hybrid groups that we see are left out; and it
/// offers no suite without encryption at first, so that it cannot speak to a server that has no others, and we can.
@EnabledIf("areInstalled")
class SslyzeEqualityTest {

    private static final Map<String, String> SERVERS = servers();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before everything else
    static Path folder;

    static boolean areInstalled() {
        return OpenSslServer.isInstalled() && PeerProgram.runs(program(), "--help");
    }

    private static Map<String, String> servers() {
        var servers = new TreeMap<String, String>();
        servers.put("default, RSA", "rsa");
        servers.put("default, ECDSA", "ec");
        servers.put("server's order", "ec -serverpref");
        servers.put("intermediate", "rsa -cipher ECDHE+AESGCM:ECDHE+CHACHA20");
        servers.put("only 1.3", "ec -tls1_3");
        servers.put("no 1.3", "rsa -no_tls1_3");
        servers.put("one suite", "rsa -tls1_2 -cipher AES128-SHA");
        servers.put("two suites, its order", "rsa -no_tls1_3 -cipher ECDHE+AESGCM -serverpref");
        servers.put("1.0 to 1.3", "rsa -cipher DEFAULT@SECLEVEL=0");
        servers.put("only 1.0", "rsa -tls1 -cipher DEFAULT@SECLEVEL=0");
        servers.put("groups restricted", "rsa -groups P-384:X25519");
        servers.put("one group, ECDSA", "ec -groups P-256");
        servers.put("no tickets", "ec -no_ticket");
        servers.put("default, both", "both");
        servers.put("one suite of 1.3", "rsa -tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256");
        return servers;
    }

    @Test
    void bothSeeTheSame() throws Exception {
        for (var kind : List.of("rsa", "ec")) {
            OpenSslServer.makeCertificate(folder, kind);
        }
        var started = new TreeMap<String, OpenSslServer>();
        try {
            for (var server : SERVERS.entrySet()) {
                var words = server.getValue().split(" ", 2);
                started.put(server.getKey(), OpenSslServer.start(folder, words[0], words.length > 1 ? words[1] : ""));
            }
            var theirs =
                    sslyze(started.values().stream().map(OpenSslServer::port).toList());
            assertThat(theirs).hasSameSizeAs(SERVERS.keySet());
            var softly = new SoftAssertions();
            for (var server : started.entrySet()) {
                var port = server.getValue().port();
                softly.assertThat(ours(OpenSslSurveyTest.survey(port, Depth.FULL)))
                        .as(server.getKey())
                        .isEqualTo(theirs.get(port));
            }
            softly.assertAll();
        } finally {
            for (var server : started.values()) {
                server.close();
            }
        }
    }

    private static Map<String, Object> ours(TlsSupport support) {
        var facts = new TreeMap<String, Object>();
        for (var protocol : support.protocols()) {
            if (protocol.answer() == ProtocolSupport.Answer.ACCEPTED) {
                facts.put(protocol.version().label(), new TreeSet<>(protocol.suites()));
            }
        }
        if (support.protocols().stream().anyMatch(one -> !one.groups().isEmpty())) {
            var curves = new TreeSet<String>();
            support.protocols().forEach(one -> curves.addAll(one.groups()));
            curves.removeIf(group -> group.startsWith("ffdhe") || group.contains("MLKEM"));
            facts.put("curves", normal(curves));
        }
        var features = support.features();
        if (support.accepts(TlsVersion.TLS_1_2) || support.accepts(TlsVersion.TLS_1_0)) {
            facts.put("secure renegotiation", features.secureRenegotiation() == Presence.YES);
            facts.put("extended master secret", features.extendedMasterSecret() == Presence.YES);
        }
        facts.put("compression", features.compression() == Presence.YES);
        return facts;
    }

    private static Map<Integer, Map<String, Object>> sslyze(List<Integer> ports) throws Exception {
        var out = folder.resolve("sslyze.json");
        var command = new ArrayList<>(List.of(program(), "--json_out=" + out, "--quiet", "--mozilla_config=disable"));
        command.addAll(List.of("--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3"));
        command.addAll(List.of("--elliptic_curves", "--compression", "--reneg", "--ems"));
        ports.forEach(port -> command.add("localhost:" + port));
        var log = folder.resolve("sslyze.log").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || !Files.exists(out)) {
            process.destroyForcibly();
            throw new IOException(Files.readString(log.toPath()));
        }
        var all = new TreeMap<Integer, Map<String, Object>>();
        for (var server : new ObjectMapper().readTree(out.toFile()).path("server_scan_results")) {
            all.put(server.at("/server_location/port").asInt(), theirs(server.path("scan_result")));
        }
        return all;
    }

    private static Map<String, Object> theirs(JsonNode scan) {
        var facts = new TreeMap<String, Object>();
        for (var version : TlsVersion.values()) {
            var result = scan.at("/" + key(version) + "_cipher_suites/result");
            var accepted = new TreeSet<String>();
            result.path("accepted_cipher_suites")
                    .forEach(
                            suite -> accepted.add(suite.at("/cipher_suite/name").asText()));
            if (!accepted.isEmpty()) {
                facts.put(version.label(), accepted);
            }
        }
        var curves = new TreeSet<String>();
        scan.at("/elliptic_curves/result/supported_curves")
                .forEach(curve -> curves.add(curve.path("name").asText()));
        if (!curves.isEmpty()) {
            facts.put("curves", normal(curves));
        }
        if (facts.keySet().stream().anyMatch(label -> label.startsWith("TLSv1") && !label.equals("TLSv1.3"))) {
            facts.put(
                    "secure renegotiation",
                    scan.at("/session_renegotiation/result/supports_secure_renegotiation")
                            .asBoolean());
            facts.put(
                    "extended master secret",
                    scan.at("/tls_extended_master_secret/result/supports_ems_extension")
                            .asBoolean());
        }
        facts.put(
                "compression",
                scan.at("/tls_compression/result/supports_compression").asBoolean());
        return facts;
    }

    private static String key(TlsVersion version) {
        return switch (version) {
            case SSL_2 -> "ssl_2_0";
            case SSL_3 -> "ssl_3_0";
            case TLS_1_0 -> "tls_1_0";
            case TLS_1_1 -> "tls_1_1";
            case TLS_1_2 -> "tls_1_2";
            case TLS_1_3 -> "tls_1_3";
        };
    }

    /// OpenSSL and IANA call the same curve differently and write others in different case.
    private static TreeSet<String> normal(TreeSet<String> names) {
        var normal = new TreeSet<String>();
        names.forEach(
                name -> normal.add(name.equals("prime256v1") ? "secp256r1" : name.toLowerCase(java.util.Locale.ROOT)));
        return normal;
    }

    private static String program() {
        return System.getenv().getOrDefault("SSLYZE", "sslyze");
    }
}
