package io.reconai.engine.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.sources.SourceJson;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.SourceSession;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.function.Predicate;

/// Names that Shodan's InternetDB holds for the addresses that were found: `GET {base}/{address}`.
///
/// One address a second, for half a minute at most; addresses that are nobody's on the internet are never sent.
public final class InternetDb implements Collector {

    /// Names the source in reports.
    public static final String ID = "internetdb";

    private static final SourceRules RULES = new SourceRules(
                    ID, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(30))
            .knowingNothingBy404();

    private final URI base;
    private final Sources sources;
    private final Predicate<InetAddress> isPublic;

    /// @param base such as `https://internetdb.shodan.io/`
    /// @param isPublic the addresses that may be named to others
    public InternetDb(URI base, Sources sources, Predicate<InetAddress> isPublic) {
        this.base = base;
        this.sources = sources;
        this.isPublic = isPublic;
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
    public boolean isSlow() {
        return true;
    }

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var session = sources.open(RULES);
        var names = new SourceNames(discovery, id());
        var known = new HashSet<InetAddress>();
        discovery.forEachBatch(hosts -> {
            for (var address :
                    hosts.stream().flatMap(host -> host.addresses().stream()).toList()) {
                if (isPublic.test(address) && known.add(address)) {
                    ask(session, address, names);
                }
            }
        });
        return names.health(session);
    }

    private void ask(SourceSession session, InetAddress address, SourceNames names) throws InterruptedException {
        if (session.isOutOfTime()) {
            session.limited("its time was up before all addresses were asked about");
            return;
        }
        var text = IpAddresses.text(address);
        session.ask(SourceRequest.get(Addresses.of(base, text)), InternetDb::read)
                .ifPresent(answer -> add(answer, text, names));
    }

    private static JsonNode read(byte[] body) throws UnexpectedAnswerException {
        var answer = SourceJson.read(body);
        if (!answer.path("hostnames").isArray()) {
            throw new UnexpectedAnswerException("no hostnames");
        }
        return answer;
    }

    private static void add(JsonNode answer, String address, SourceNames names) {
        answer.path("hostnames").forEach(name -> names.heard(name.asText(), "said to be at " + address));
    }
}
