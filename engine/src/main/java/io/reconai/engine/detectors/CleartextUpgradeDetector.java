package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import java.util.List;
import java.util.Locale;

/// HTTP/2 without TLS by upgrade (h2c, RFC 7540 §3.2; RFC 9113 §3.1 has given it up).
///
/// Only 101 with `Upgrade: h2c` counts: a server that goes on in HTTP/1.1 has declined, which is what it should do. The
/// connection is closed at once, nothing is said in HTTP/2. That requests can be led past a proxy follows where one
/// stands in front that passes the fields on, which cannot be seen from outside.
final class CleartextUpgradeDetector implements Detector {

    private static final String PROBE = "h2c";

    /// SETTINGS with a hundred streams at most, in base64url (RFC 7540 §3.2.1).
    private static final String SETTINGS = "AAMAAABk";

    private static final int SWITCHING = 101;

    private static final Check EXPOSED = new Check(
            "http.h2c.exposed",
            "HTTP Headers",
            LOW,
            "The server changes to HTTP/2 without TLS",
            "A proxy that passes the change on no longer sees the requests, so that its rules do not hold for them.",
            "Switch the upgrade to h2c off, and have proxies drop the Upgrade field",
            List.of("RFC 9113 §3.1", "RFC 7540 §3.2", "CWE-444"));

    @Override
    public String id() {
        return "http_cleartext_upgrade_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(EXPOSED);
    }

    /// With HEAD, so that there is nothing to send in the other protocol but a head.
    @Override
    public List<Probe> furtherProbes(Host host, List<Exchange> seen) {
        return List.of(new Probe(
                PROBE,
                "/",
                Probe.Manner.HEAD,
                List.of(
                        new Header("Connection", "Upgrade, HTTP2-Settings"),
                        new Header("Upgrade", "h2c"),
                        new Header("HTTP2-Settings", SETTINGS))));
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.probed(evidence, PROBE).stream()
                .filter(fact -> fact.answer().status() == SWITCHING)
                .flatMap(fact ->
                        fact
                                .header("Upgrade", value -> value.strip()
                                        .toLowerCase(Locale.ROOT)
                                        .equals("h2c"))
                                .stream()
                                .map(proof -> Finding.of(EXPOSED, id(), evidence, fact.origin(), proof)
                                        .proved()))
                .toList();
    }
}
