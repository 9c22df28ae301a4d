package io.reconai.engine.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.Text;
import io.reconai.engine.sources.KeyedSource;
import io.reconai.engine.sources.SourceJson;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.time.Duration;

/// Passive DNS of AlienVault's Open Threat Exchange: `GET {base}/api/v1/indicators/domain/{domain}/passive_dns`.
public final class Otx implements Collector {

    private static final SourceRules RULES =
            SourceRules.of("otx", Duration.ofSeconds(2), Duration.ofSeconds(60)).knowingNothingBy404();

    private static final int MOST_DETAIL = 100;

    private final KeyedSource source;
    private final Sources sources;

    /// @param source such as `https://otx.alienvault.com/`; without a key it soon asks us to wait
    public Otx(KeyedSource source, Sources sources) {
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
        var session = sources.open(RULES);
        var names = new SourceNames(discovery, id());
        var address = Addresses.of(source.base(), "api/v1/indicators/domain/" + discovery.domain() + "/passive_dns");
        var request = SourceRequest.get(address);
        session.ask(
                        source.key().isNone()
                                ? request
                                : request.withKey("X-OTX-API-KEY", source.key().text()),
                        Otx::rows)
                .ifPresent(rows -> rows.forEach(row -> names.heard(
                        row.path("hostname").asText(),
                        "seen " + Text.visible(row.path("last").asText("at some time"), MOST_DETAIL))));
        return names.health(session);
    }

    private static JsonNode rows(byte[] body) throws UnexpectedAnswerException {
        var answer = SourceJson.read(body);
        if (!answer.path("passive_dns").isArray()) {
            throw new UnexpectedAnswerException(
                    answer.path("detail").asText(answer.path("error").asText("no passive_dns")));
        }
        return answer.path("passive_dns");
    }
}
