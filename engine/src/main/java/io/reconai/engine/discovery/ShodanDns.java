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

/// Names in Shodan's DNS: `GET {base}/dns/domain/{domain}?page=n`, labels without the domain. It wants its key in the
/// query.
public final class ShodanDns implements Collector {

    private static final SourceRules RULES = SourceRules.of("shodan.dns", Duration.ofSeconds(1), Duration.ofSeconds(60))
            .knowingNothingBy404();
    private static final int MOST_PAGES = 50;

    private final KeyedSource source;
    private final Sources sources;

    public ShodanDns(KeyedSource source, Sources sources) {
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
        for (var page = 1; page <= MOST_PAGES; page++) {
            var before = names.count();
            var path = "dns/domain/" + discovery.domain() + "?page=" + page;
            var request = SourceRequest.get(Addresses.of(source.base(), path))
                    .withKeyInQuery("key=" + Addresses.encoded(source.key().text()));
            var answer = session.ask(request, ShodanDns::read);
            answer.ifPresent(found -> found.path("subdomains")
                    .forEach(label -> names.heard(label.asText() + "." + discovery.domain(), "seen there")));
            if (answer.isEmpty() || !answer.get().path("more").asBoolean()) {
                return names.health(session);
            }
            if (names.count() == before || names.isFull() || session.isOutOfTime()) {
                session.limited("stopped after " + page + " pages");
                return names.health(session);
            }
        }
        session.limited("stopped after " + MOST_PAGES + " pages");
        return names.health(session);
    }

    private static JsonNode read(byte[] body) throws UnexpectedAnswerException {
        var answer = SourceJson.read(body);
        if (!answer.path("subdomains").isArray()) {
            throw new UnexpectedAnswerException("no subdomains");
        }
        return answer;
    }
}
