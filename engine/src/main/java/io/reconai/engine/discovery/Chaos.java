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

/// Names in ProjectDiscovery's Chaos: `GET {base}/dns/{domain}/subdomains`, labels without the domain, wildcards too.
public final class Chaos implements Collector {

    private static final SourceRules RULES = SourceRules.of("chaos", Duration.ofSeconds(1), Duration.ofSeconds(60))
            .knowingNothingBy404();

    private final KeyedSource source;
    private final Sources sources;

    public Chaos(KeyedSource source, Sources sources) {
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
        var address = Addresses.of(source.base(), "dns/" + discovery.domain() + "/subdomains");
        var request =
                SourceRequest.get(address).withKey("Authorization", source.key().text());
        session.ask(request, Chaos::read).ifPresent(labels -> labels.path("subdomains")
                .forEach(label -> names.heard(label.asText() + "." + discovery.domain(), "seen there")));
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
