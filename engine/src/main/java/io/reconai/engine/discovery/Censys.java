package io.reconai.engine.discovery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.Text;
import io.reconai.engine.sources.CensysAccess;
import io.reconai.engine.sources.SourceJson;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.SourceSession;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;

/// Names in Censys: of hosts by its Search API 2 (id and secret), or of certificates by its Platform API 3 (token).
///
/// The Platform API's search needs a paid plan; without one it refuses with 403: then the source counts as skipped.
public final class Censys implements Collector {

    private static final SourceRules RULES = SourceRules.of("censys", Duration.ofMillis(1_000), Duration.ofSeconds(90));
    private static final int MOST_PAGES = 100;
    private static final int MOST_DETAIL = 100;

    private final URI base;
    private final CensysAccess access;
    private final Sources sources;

    public Censys(URI base, CensysAccess access, Sources sources) {
        this.base = base;
        this.access = access;
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
        return switch (access) {
            case CensysAccess.None _ -> SourceHealth.skipped(id(), "no key");
            case CensysAccess.Search search ->
                collect(discovery, page -> search(search, discovery, page), Censys::hosts);
            case CensysAccess.Platform platform ->
                collect(discovery, page -> platform(platform, discovery, page), Censys::certificates);
        };
    }

    /// A page of either interface: names for the yield, and the mark of the next page.
    @FunctionalInterface
    private interface Reader {
        String read(JsonNode answer, SourceNames names) throws UnexpectedAnswerException;
    }

    @FunctionalInterface
    private interface Asker {
        SourceRequest page(String mark);
    }

    private SourceHealth collect(Discovery discovery, Asker asker, Reader reader) throws InterruptedException {
        SourceSession session = sources.open(RULES);
        var names = new SourceNames(discovery, id());
        var marks = new HashSet<String>();
        var mark = "";
        do {
            var next = session.ask(asker.page(mark), body -> reader.read(SourceJson.read(body), names));
            mark = next.orElse("");
            if (!mark.isEmpty()
                    && (!marks.add(mark) || marks.size() >= MOST_PAGES || names.isFull() || session.isOutOfTime())) {
                session.limited("stopped after " + marks.size() + " pages");
                mark = "";
            }
        } while (!mark.isEmpty());
        var health = names.health(session);
        return session.isForbidden() && names.count() == 0
                ? SourceHealth.skipped(id(), "plan: " + health.detail())
                : health;
    }

    private SourceRequest search(CensysAccess.Search search, Discovery discovery, String cursor) {
        var query = "api/v2/hosts/search?q=" + Addresses.encoded("dns.names: " + discovery.domain()) + "&per_page=100";
        var page = cursor.isEmpty() ? query : query + "&cursor=" + Addresses.encoded(cursor);
        var credentials = (search.id() + ":" + search.secret().text()).getBytes(StandardCharsets.UTF_8);
        return SourceRequest.get(Addresses.of(base, page))
                .withKey("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private static String hosts(JsonNode answer, SourceNames names) throws UnexpectedAnswerException {
        var hits = answer.path("result").path("hits");
        if (!hits.isArray()) {
            throw new UnexpectedAnswerException(answer.path("error").asText("no hits"));
        }
        for (var hit : hits) {
            var detail = "a host at " + Text.visible(hit.path("ip").asText("?"), MOST_DETAIL);
            hit.path("dns").path("names").forEach(name -> names.heard(name.asText(), detail));
            hit.path("names").forEach(name -> names.heard(name.asText(), detail));
        }
        return answer.path("result").path("links").path("next").asText("");
    }

    private SourceRequest platform(CensysAccess.Platform platform, Discovery discovery, String token) {
        var query = "{\"query\":\"" + json("cert.names: \"" + discovery.domain() + "\"")
                + "\",\"fields\":[\"cert.names\"],\"page_size\":100"
                + (token.isEmpty() ? "" : ",\"page_token\":\"" + json(token) + "\"") + "}";
        var request = SourceRequest.get(Addresses.of(base, "v3/global/search/query"))
                .withKey("Authorization", "Bearer " + platform.token().text())
                .with("Accept", "application/json");
        return (platform.organisation().isEmpty()
                        ? request
                        : request.with("X-Organization-ID", platform.organisation()))
                .posting(query);
    }

    private static String certificates(JsonNode answer, SourceNames names) throws UnexpectedAnswerException {
        var hits = answer.path("result").path("hits");
        if (!hits.isArray()) {
            throw new UnexpectedAnswerException(answer.path("detail").asText("no hits"));
        }
        for (var hit : hits) {
            hit.path("certificate_v1")
                    .path("resource")
                    .path("names")
                    .forEach(name -> names.proven(name.asText(), "a certificate"));
            var host = hit.path("host_v1").path("resource");
            var detail = "a host at " + Text.visible(host.path("ip").asText("?"), MOST_DETAIL);
            host.path("dns").path("names").forEach(name -> names.heard(name.asText(), detail));
        }
        return answer.path("result").path("next_page_token").asText("");
    }

    private static String json(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
