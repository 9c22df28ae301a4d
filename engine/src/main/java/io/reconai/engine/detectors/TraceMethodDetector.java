package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import java.util.List;
import java.util.Optional;

/// TRACE (RFC 9110 §9.3.8): the server gives back the request as it saw it, fields of proxies in front included.
///
/// Proved by a random value that comes back in an answer of the type `message/http`. A 200 without it is a page that
/// is given for any method, and what Allow lists proves nothing.
final class TraceMethodDetector implements Detector {

    private static final String PROBE = "trace";
    private static final String FIELD = "X-Reconai-Trace";

    private static final Check TRACE = new Check(
            "http.method.trace",
            "HTTP Headers",
            LOW,
            "TRACE is switched on",
            "Requests are given back with what proxies add to them, such as internal addresses and credentials.",
            "Switch TRACE off (TraceEnable off in Apache)",
            List.of("RFC 9110 §9.3.8", "CWE-693", "OWASP WSTG-CONF-06"));

    @Override
    public String id() {
        return "http_trace_method_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(TRACE);
    }

    /// After the usual paths: some filters dislike the method.
    @Override
    public List<Probe> furtherProbes(Host host, List<Exchange> seen) {
        return List.of(new Probe(PROBE, "/", Probe.Manner.TRACE, List.of(new Header(FIELD, "%RANDOM%"))));
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.probed(evidence, PROBE).stream()
                .flatMap(fact -> echo(fact).stream()
                        .map(line -> Finding.of(TRACE, id(), evidence, fact.origin(), fact.body(line))
                                .proved()))
                .toList();
    }

    /// The line with our value in it.
    private static Optional<String> echo(WebFacts.Fact fact) {
        var sent = fact.exchange().requestHeaders().stream()
                .filter(header -> header.name().equalsIgnoreCase(FIELD))
                .map(Header::value)
                .findFirst();
        if (sent.isEmpty()
                || fact.answer().status() != 200
                || !fact.answer().mediaType().equals("message/http")) {
            return Optional.empty();
        }
        return fact.answer()
                .body()
                .lines()
                .filter(line -> line.contains(sent.get()))
                .findFirst();
    }
}
