package io.reconai.engine.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.Breach;
import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.LeakedAccounts;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.enrichment.BreachReading.Read;
import io.reconai.engine.sources.KeyedSource;
import io.reconai.engine.sources.SourceJson;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.SourceSession;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Have I Been Pwned, interface 3: leaks of the site, `GET {base}/api/v3/breaches?Domain=…`; and where the key's owner
/// has proved there that the domain is theirs, how many of its addresses are in leaks of others.
///
/// Which domains those are is asked first (`subscribeddomains`), since a question about another counts as a refusal
/// of the key. Leaks that are invented, withdrawn, or mere lists for spam do not count. The smallest plan bears ten
/// questions a minute.
public final class HaveIBeenPwned implements BreachSource {

    private static final String ID = "hibp";

    private static final SourceRules RULES = new SourceRules(
                    ID, Duration.ofSeconds(6), Duration.ofSeconds(10), Duration.ofSeconds(40))
            .knowingNothingBy404();

    /// Names of leaks of one domain's addresses; there are under a thousand leaks in all.
    private static final int MOST_NAMES = 2_000;

    private final KeyedSource source;
    private final Sources sources;
    private @Nullable SourceSession session;

    /// @param source such as `https://haveibeenpwned.com/`; not asked without a key
    public HaveIBeenPwned(KeyedSource source, Sources sources) {
        this.source = source;
        this.sources = sources;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public SourceHealth health() {
        return session == null ? SourceHealth.skipped(ID, "no key") : session.health(0);
    }

    @Override
    public Optional<BreachHistory> ask(DomainName registrable) throws InterruptedException {
        if (source.key().isNone()) {
            return Optional.empty();
        }
        var asking = sources.open(RULES);
        session = asking;
        var ofSite = asking.ask(
                SourceRequest.get(address("breaches?Domain=" + registrable)),
                body -> ofSite(body, registrable),
                Read::isWhole);
        if (!asking.isAnswered()) {
            return Optional.empty();
        }
        return Optional.of(new BreachHistory(
                registrable.value(),
                ID,
                ofSite.map(Read::breaches).orElse(List.of()),
                accounts(asking, registrable).orElse(null)));
    }

    private Optional<LeakedAccounts> accounts(SourceSession asking, DomainName registrable)
            throws InterruptedException {
        var verified = asking.ask(keyed("subscribeddomains"), HaveIBeenPwned::domains);
        if (verified.filter(domains -> domains.contains(registrable.value())).isEmpty()) {
            return Optional.empty();
        }
        var leaked = asking.ask(keyed("breacheddomain/" + registrable).aboutPeople(), HaveIBeenPwned::leaked);
        if (leaked.isEmpty()) {
            return asking.isAnswered() ? Optional.of(new LeakedAccounts(0, List.of())) : Optional.empty();
        }
        var names = leaked.get().breaches();
        var known = names.isEmpty()
                ? Optional.<Read>empty()
                : asking.ask(SourceRequest.get(address("breaches")), body -> named(body, names), Read::isWhole);
        return Optional.of(new LeakedAccounts(
                leaked.get().addresses(), known.map(Read::breaches).orElseGet(() -> nameless(names))));
    }

    /// Where the catalogue did not answer, the names are all that is known.
    private static List<Breach> nameless(Set<String> names) {
        return names.stream()
                .sorted()
                .map(name -> new Breach(name, null, List.of(), null, false))
                .toList();
    }

    private SourceRequest keyed(String path) {
        return SourceRequest.get(address(path))
                .withKey("hibp-api-key", source.key().text());
    }

    private URI address(String path) {
        var base = source.base().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "api/v3/" + path);
    }

    static Read ofSite(byte[] body, DomainName registrable) throws UnexpectedAnswerException {
        var breaches = new ArrayList<Breach>();
        var isWhole = SourceJson.readArray(body, row -> {
            if (breaches.size() < BreachReading.MOST
                    && counts(row)
                    && BreachReading.concerns(row.path("Domain"), registrable)) {
                breaches.add(breach(row));
            }
        });
        return new Read(breaches, isWhole);
    }

    static Read named(byte[] body, Set<String> names) throws UnexpectedAnswerException {
        var breaches = new ArrayList<Breach>();
        var isWhole = SourceJson.readArray(body, row -> {
            if (breaches.size() < MOST_NAMES
                    && counts(row)
                    && names.contains(row.path("Name").asText(""))) {
                breaches.add(breach(row));
            }
        });
        return new Read(breaches, isWhole);
    }

    private static boolean counts(JsonNode row) {
        return !row.path("IsFabricated").asBoolean()
                && !row.path("IsRetired").asBoolean()
                && !row.path("IsSpamList").asBoolean()
                && !BreachReading.text(row.path("Name")).isEmpty();
    }

    private static Breach breach(JsonNode row) {
        return new Breach(
                BreachReading.text(row.path("Name")),
                BreachReading.day(row.path("BreachDate")),
                BreachReading.kinds(row.path("DataClasses")),
                BreachReading.count(row.path("PwnCount")),
                row.path("IsVerified").asBoolean());
    }

    static Set<String> domains(byte[] body) throws UnexpectedAnswerException {
        var domains = new HashSet<String>();
        SourceJson.readArray(
                body, row -> DomainName.parse(row.path("DomainName").asText(""))
                        .ifPresent(name -> domains.add(name.value())));
        return domains;
    }

    /// @param addresses how many; who they are is left where it was
    record Leaked(int addresses, Set<String> breaches) {}

    /// An object of the part before the `@` to an array of names of leaks.
    static Leaked leaked(byte[] body) throws UnexpectedAnswerException {
        var answer = SourceJson.read(body);
        if (!answer.isObject()) {
            throw new UnexpectedAnswerException("no addresses");
        }
        var names = new HashSet<String>();
        for (var ofAddress : answer) {
            for (var name : ofAddress) {
                if (names.size() < MOST_NAMES) {
                    names.add(BreachReading.text(name));
                }
            }
        }
        names.remove("");
        return new Leaked(answer.size(), names);
    }
}
