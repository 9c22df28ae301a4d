package io.reconai.engine.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.sources.SourceJson;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Hosts of the addresses that the Wayback Machine's index (CDX) holds for a domain.
///
/// An array of rows, the first of which is a header; a page ends with an empty row and a row that holds the key of the
/// next page. It is slow and asked for one page at a time.
public final class Wayback implements Collector {

    private static final SourceRules RULES =
            new SourceRules("wayback", Duration.ofSeconds(2), Duration.ofSeconds(120), Duration.ofSeconds(120));
    private static final int MOST_PAGES = 50;
    private static final int ROWS = 10_000;

    private final URI base;
    private final Sources sources;

    /// @param base such as `https://web.archive.org/`
    public Wayback(URI base, Sources sources) {
        this.base = base;
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

    /// @param next the key of the next page; empty at the last
    /// @param complete false when the array ended in the middle
    private record Page(List<String> urls, String next, boolean complete) {}

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var session = sources.open(RULES);
        var names = new SourceNames(discovery, id());
        var keys = new HashSet<String>();
        var key = "";
        do {
            var page = session.ask(request(discovery, key), Wayback::read, Page::complete);
            if (page.isEmpty()) {
                return names.health(session);
            }
            page.get().urls().forEach(url -> names.url(url, "in an archived address"));
            key = page.get().next();
            if (!key.isEmpty()
                    && (!keys.add(key) || keys.size() >= MOST_PAGES || names.isFull() || session.isOutOfTime())) {
                session.limited("stopped after " + keys.size() + " pages");
                key = "";
            }
        } while (!key.isEmpty());
        return names.health(session);
    }

    private SourceRequest request(Discovery discovery, String key) {
        var query = "cdx/search/cdx?url=" + discovery.domain()
                + "&matchType=domain&output=json&fl=original&collapse=urlkey&limit=" + ROWS + "&showResumeKey=true";
        return SourceRequest.get(
                Addresses.of(base, key.isEmpty() ? query : query + "&resumeKey=" + Addresses.encoded(key)));
    }

    private static Page read(byte[] body) throws UnexpectedAnswerException {
        var rows = new ArrayList<JsonNode>();
        var complete = SourceJson.readArray(body, rows::add);
        if (!rows.isEmpty() && !rows.getFirst().isArray()) {
            throw new UnexpectedAnswerException("its rows are no arrays");
        }
        var size = rows.size();
        var hasNext = size >= 2 && rows.get(size - 2).isEmpty();
        var next = hasNext ? rows.getLast().path(0).asText() : "";
        var urls = rows.subList(Math.min(1, size), hasNext ? size - 2 : size).stream()
                .map(row -> row.path(0).asText())
                .toList();
        return new Page(urls, next, complete);
    }
}
