package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.web.HttpVersions;
import java.util.List;
import java.util.stream.Stream;

/// A site that speaks HTTP/1.0 alone (RFC 1945), although it was asked in HTTP/1.1.
///
/// A page must have been shown, and every answer of the host's own on the usual ports must be of that version: load
/// balancers redirect and say no in it before sites that speak newer ones. One answer that is newer, or a newer version
/// offered elsewhere (ALPN, Alt-Svc, HTTPS record), and nothing is said.
final class HttpVersionDetector implements Detector {

    private static final String OLD = "http/1.0";

    private static final Check ONLY_OLD = new Check(
            "http.version.http10-only",
            "HTTP Headers",
            INFO,
            "The site speaks HTTP/1.0 only",
            "Programs that speak no more than that are rarely maintained; connections are not used twice.",
            "Find out what answers there; put a maintained server or proxy before it",
            List.of("RFC 1945", "RFC 9112"));

    @Override
    public String id() {
        return "http_version_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(ONLY_OLD);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!isAllOld(evidence)) {
            return List.of();
        }
        var first = Stream.of("https", "http")
                .flatMap(scheme -> WebFacts.first(evidence, scheme).stream())
                .filter(WebFacts.Fact::isPage)
                .findFirst();
        return first
                .filter(_ -> HttpVersions.offered(evidence).isEmpty())
                .map(fact -> Finding.of(
                        ONLY_OLD,
                        id(),
                        evidence,
                        fact.origin(),
                        new Proof(
                                fact.place() + "/answer/protocol",
                                fact.exchange().url() + " answered in HTTP/1.0")))
                .stream()
                .toList();
    }

    private static boolean isAllOld(Evidence evidence) {
        for (var fact : WebFacts.answers(evidence)) {
            if (!OLD.equals(fact.answer().protocol()) && fact.isOf(evidence.host())) {
                return false;
            }
        }
        return true;
    }
}
