package io.reconai.engine.enrichment;

import io.reconai.engine.asset.Breach;
import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.sources.SourceJson;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.SourceSession;
import io.reconai.engine.sources.SourceSettings;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// XposedOrNot, which needs no key: leaks of the site, `GET {base}/v1/breaches?domain=…`.
///
/// That it knows of none it says by 404, by an empty list, or by `{"Error":"Not found"}`. Its free terms forbid
/// commercial use.
public final class XposedOrNot implements BreachSource {

    private static final String ID = "xposedornot";

    private static final SourceRules RULES = new SourceRules(
                    ID, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(20))
            .knowingNothingBy404();

    private final URI base;
    private final SourceSettings.Use use;
    private final Sources sources;
    private @Nullable SourceSession session;

    /// @param base such as `https://api.xposedornot.com/`
    public XposedOrNot(URI base, SourceSettings.Use use, Sources sources) {
        this.base = base;
        this.use = use;
        this.sources = sources;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public SourceHealth health() {
        if (use == SourceSettings.Use.COMMERCIAL) {
            return SourceHealth.skipped(ID, "off: its free terms forbid commercial use");
        }
        return session == null ? SourceHealth.skipped(ID, "another source answered") : session.health(0);
    }

    @Override
    public Optional<BreachHistory> ask(DomainName registrable) throws InterruptedException {
        if (use == SourceSettings.Use.COMMERCIAL) {
            return Optional.empty();
        }
        var asking = sources.open(RULES);
        session = asking;
        var text = base.toString();
        var address = URI.create((text.endsWith("/") ? text : text + "/") + "v1/breaches?domain=" + registrable);
        var found = asking.ask(SourceRequest.get(address), body -> breaches(body, registrable));
        return asking.isAnswered()
                ? Optional.of(new BreachHistory(registrable.value(), ID, found.orElse(List.of()), null))
                : Optional.empty();
    }

    static List<Breach> breaches(byte[] body, DomainName registrable) throws UnexpectedAnswerException {
        var answer = SourceJson.read(body);
        if (answer.path("Error").asText("").equalsIgnoreCase("not found")) {
            return List.of();
        }
        var rows = answer.path("exposedBreaches");
        if (!rows.isArray()) {
            throw new UnexpectedAnswerException("no exposedBreaches");
        }
        var breaches = new ArrayList<Breach>();
        for (var row : rows) {
            var name = BreachReading.text(row.path("breachID"));
            if (breaches.size() < BreachReading.MOST
                    && !name.isEmpty()
                    && BreachReading.concerns(row.path("domain"), registrable)) {
                breaches.add(new Breach(
                        name,
                        BreachReading.day(row.path("breachedDate")),
                        BreachReading.kinds(row.path("exposedData")),
                        BreachReading.count(row.path("exposedRecords")),
                        row.path("verified").asBoolean()));
            }
        }
        return breaches;
    }
}
