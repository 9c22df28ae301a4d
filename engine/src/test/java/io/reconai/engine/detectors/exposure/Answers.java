package io.reconai.engine.detectors.exposure;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.FileFacts;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.web.Baseline;
import io.reconai.engine.web.PathShape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// The answers of one origin, made by hand: random paths first, then paths, then a random path again.
final class Answers {

    static final DomainName DOMAIN = new DomainName("acme.test");
    static final Host HOST = Host.of(new DomainName("www.acme.test"), DOMAIN);

    private static final String ORIGIN = "https://www.acme.test";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String RANDOM = "qzjxkvwpmfbtdnhr";

    private final List<Exchange> exchanges = new ArrayList<>();

    /// An origin that says plainly what is not there.
    static Answers clean() {
        return new Answers().randomPaths(path -> answer(404, "text/html", "<html><body>Not found</body></html>"));
    }

    /// An origin of which only the given paths were asked.
    static Answers unknown() {
        return new Answers();
    }

    Answers randomPaths(Function<String, HttpAnswer> site) {
        for (var shape : PathShape.values()) {
            var path = shape.sample().replace("%RANDOM%", RANDOM);
            add(Baseline.PROBE, path, site.apply(path));
        }
        return this;
    }

    Answers secondRandomPaths(Function<String, HttpAnswer> site) {
        for (var shape : PathShape.values()) {
            var path = shape.sample().replace("%RANDOM%", new StringBuilder(RANDOM).reverse());
            add(Baseline.PROBE, path, site.apply(path));
        }
        return this;
    }

    Answers again(HttpAnswer answer) {
        return add(Baseline.AGAIN, "/" + RANDOM, answer);
    }

    Answers cleanAgain() {
        return again(answer(404, "text/html", "<html><body>Not found</body></html>"));
    }

    Answers path(String path, String body) {
        return path(path, answer(200, "application/octet-stream", body));
    }

    Answers path(String path, HttpAnswer answer) {
        return add(Exposure.PROBE, path, answer);
    }

    /// The answer to a request that was made for another reason.
    Answers at(String probe, String path, HttpAnswer answer) {
        return add(probe, path, answer);
    }

    private Answers add(String probe, String path, HttpAnswer answer) {
        var method = path.endsWith("heapdump") ? "HEAD" : "GET";
        exchanges.add(new Exchange(
                probe,
                method,
                ORIGIN + path,
                "203.0.113.1",
                0,
                exchanges.size(),
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                true,
                answer,
                NOW,
                1));
        return this;
    }

    static HttpAnswer answer(int status, String type, String body, String... headers) {
        var fields = new ArrayList<>(List.of(new Header("Content-Type", type)));
        for (var line : headers) {
            fields.add(new Header(line.split(": ")[0], line.split(": ")[1]));
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var sum = HexFormat.of().toHexDigits(body.hashCode());
        return new HttpAnswer(status, "http/1.1", fields, body, bytes.length, false, sum, "");
    }

    static HttpAnswer file(String kind, String... names) {
        return answer(206, "application/octet-stream", "").asFile(new FileFacts(kind, List.of(names)));
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    Evidence evidence() {
        return Evidence.builder("scan", ScanMode.ACTIVE, HOST, NOW)
                .exchanges(exchanges)
                .build();
    }

    List<Finding> findings() {
        var evidence = evidence();
        return ExposureDetectors.families()
                .flatMap(detector -> detector.detect(evidence).stream())
                .toList();
    }

    /// What is found, each as `name severity`.
    List<String> found() {
        return findings().stream()
                .map(finding -> finding.checkId().substring("exposure.".length()) + " "
                        + finding.severity().name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
