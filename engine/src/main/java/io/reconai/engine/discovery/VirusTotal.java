package io.reconai.engine.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.sources.KeyedSource;
import io.reconai.engine.sources.SourceJson;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.time.Duration;
import java.util.HashSet;

/// Names in VirusTotal: `GET {base}/api/v3/domains/{domain}/subdomains?limit=40`, page after page by `meta.cursor`.
///
/// The public interface bears four questions a minute, so a scan gets at most as many pages as its budget holds.
public final class VirusTotal implements Collector {

    private static final SourceRules RULES = SourceRules.of(
                    "virustotal", Duration.ofSeconds(15), Duration.ofSeconds(90))
            .knowingNothingBy404();
    private static final int MOST_PAGES = 100;

    private final KeyedSource source;
    private final Sources sources;

    public VirusTotal(KeyedSource source, Sources sources) {
        this.source = source;
        this.sources = sources;
    }

    @Override
    public String id() {
        return RULES.id();
    }

    @Override
    public ScanMode leastMode() {
        return ScanMode.PASSIVE;
    }

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        if (source.key().isNone()) {
            return SourceHealth.skipped(id(), "no key");
        }
        var session = sources.open(RULES);
        var names = new SourceNames(discovery, id());
        var cursors = new HashSet<String>();
        var cursor = "";
        do {
            cursor = session.ask(request(discovery, cursor), body -> read(body, names))
                    .orElse("");
            if (!cursor.isEmpty()
                    && (!cursors.add(cursor)
                            || cursors.size() >= MOST_PAGES
                            || names.isFull()
                            || session.isOutOfTime())) {
                session.limited("stopped after " + cursors.size() + " pages");
                cursor = "";
            }
        } while (!cursor.isEmpty());
        return names.health(session);
    }

    private SourceRequest request(Discovery discovery, String cursor) {
        var path = "api/v3/domains/" + discovery.domain() + "/subdomains?limit=40";
        var page = cursor.isEmpty() ? path : path + "&cursor=" + Addresses.encoded(cursor);
        return SourceRequest.get(Addresses.of(source.base(), page))
                .withKey("x-apikey", source.key().text());
    }

    private static String read(byte[] body, SourceNames names) throws UnexpectedAnswerException {
        JsonNode answer = SourceJson.read(body);
        if (!answer.path("data").isArray()) {
            throw new UnexpectedAnswerException("no data");
        }
        answer.path("data").forEach(row -> names.heard(row.path("id").asText(), "seen there"));
        return answer.path("meta").path("cursor").asText("");
    }
}
