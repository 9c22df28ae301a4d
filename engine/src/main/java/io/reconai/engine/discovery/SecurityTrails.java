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

/// Names in SecurityTrails: `GET {base}/v1/domain/{domain}/subdomains`, labels without the domain.
///
/// Its 429 speaks of the month's quota; `limit_reached` says that the plan shows a part only.
public final class SecurityTrails implements Collector {

    private static final SourceRules RULES = SourceRules.of(
                    "securitytrails", Duration.ofSeconds(1), Duration.ofSeconds(60))
            .knowingNothingBy404();

    private final KeyedSource source;
    private final Sources sources;

    public SecurityTrails(KeyedSource source, Sources sources) {
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
        var address =
                Addresses.of(source.base(), "v1/domain/" + discovery.domain() + "/subdomains?children_only=false");
        var request = SourceRequest.get(address).withKey("APIKEY", source.key().text());
        session.ask(request, SecurityTrails::read).ifPresent(answer -> {
            answer.path("subdomains")
                    .forEach(label -> names.heard(label.asText() + "." + discovery.domain(), "seen there"));
            if (answer.path("meta").path("limit_reached").asBoolean()) {
                session.limited("the plan shows a part only");
            }
        });
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
