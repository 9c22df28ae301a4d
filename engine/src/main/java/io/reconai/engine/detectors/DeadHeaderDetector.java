package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Headers that no browser acts on any more: Expect-CT (RFC 9163) and pins of keys (RFC 7469).
///
/// Pins are only spoken of where they still pin: the way out of them was to send max-age=0.
final class DeadHeaderDetector implements Detector {

    private static final String EXPECT_CT_FIELD = "Expect-CT";
    private static final String PINS_FIELD = "Public-Key-Pins";

    private static final Check EXPECT_CT = new Check(
            "http.expect-ct",
            "HTTP Headers",
            INFO,
            "Expect-CT is sent, which browsers no longer read",
            "Browsers want certificates to be logged anyway.",
            "Leave it out",
            List.of("RFC 9163"));
    private static final Check PINS = new Check(
            "http.hpkp",
            "HTTP Headers",
            INFO,
            "Keys are pinned, which browsers no longer read",
            "A visitor with an old browser is locked out when the key changes.",
            "Leave it out",
            List.of("RFC 7469"));

    @Override
    public String id() {
        return "http_dead_header_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(EXPECT_CT, PINS);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        WebFacts.first(evidence, "https")
                .filter(first -> first.answer().status() < 500 && !first.isChallenge())
                .ifPresent(first -> {
                    if (!first.answer().header(EXPECT_CT_FIELD).isEmpty()) {
                        findings.add(finding(EXPECT_CT, EXPECT_CT_FIELD, evidence, first));
                    }
                    if (first.answer()
                            .firstHeader(PINS_FIELD)
                            .filter(DeadHeaderDetector::pins)
                            .isPresent()) {
                        findings.add(finding(PINS, PINS_FIELD, evidence, first));
                    }
                });
        return findings;
    }

    private static boolean pins(String field) {
        var value = field.toLowerCase(Locale.ROOT).replace(" ", "");
        return value.contains("pin-sha256=") && !value.matches("(.*;)?max-age=\"?0+\"?(;.*)?");
    }

    private Finding finding(Check check, String field, Evidence evidence, WebFacts.Fact first) {
        return Finding.of(check, id(), evidence, first.origin(), first.header(field));
    }
}
