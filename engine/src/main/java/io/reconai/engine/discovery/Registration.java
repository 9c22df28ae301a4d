package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.DomainRegistration;
import io.reconai.engine.asset.DomainStanding;
import io.reconai.engine.asset.NetworkRegistration;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.net.CidrRange;
import io.reconai.engine.sources.Rdap;
import io.reconai.engine.sources.RdapBootstrap;
import io.reconai.engine.sources.SourceRules;
import io.reconai.engine.sources.SourceSession;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.Whois;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Whose the domain and its networks are: RDAP first, WHOIS where that has no answer. One scan's.
///
/// Its name servers are names like others; what else it says is evidence of the domain and a part of the report.
public final class Registration implements Collector {

    private static final SourceRules RULES = new SourceRules(
                    "rdap", Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60))
            .knowingNothingBy404();

    private static final int MOST_NETWORKS = 10;

    private final Whois whois;
    private final Predicate<InetAddress> isPublic;
    private final SourceSession session;
    private final Rdap rdap;
    private final DomainName scanned;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Optional<DomainRegistration> domain;
    private final List<NetworkRegistration> networks = new CopyOnWriteArrayList<>();

    /// @param isPublic the addresses that may be named to others
    public Registration(
            DomainName scanned,
            RdapBootstrap bootstrap,
            Sources sources,
            Whois whois,
            Predicate<InetAddress> isPublic) {
        this.scanned = scanned;
        this.whois = whois;
        this.isPublic = isPublic;
        session = sources.open(RULES);
        rdap = new Rdap(bootstrap, session);
    }

    @Override
    public String id() {
        return RULES.id();
    }

    @Override
    public ScanMode leastMode() {
        return ScanMode.PASSIVE;
    }

    /// What the registry says of the domain; asked for once.
    public Optional<DomainRegistration> domain() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (domain == null) {
                domain = ask();
            }
            return domain;
        } finally {
            lock.unlock();
        }
    }

    private Optional<DomainRegistration> ask() throws InterruptedException {
        var registered = PublicSuffixes.registrable(scanned);
        if (registered.isEmpty()) {
            return Optional.empty();
        }
        var found = rdap.domain(registered.get());
        return found.isPresent() ? found : whois.domain(registered.get());
    }

    /// What the registry says of whether a domain is registered.
    ///
    /// @param status of the registration, in lower case
    public record Word(DomainStanding.Registry registry, List<String> status) {

        public Word {
            status = List.copyOf(status);
        }

        /// Nobody was asked.
        public static Word unasked() {
            return new Word(DomainStanding.Registry.UNKNOWN, List.of());
        }
    }

    /// Asks whether a domain of others is registered, by RDAP alone: WHOIS says "no match" in too many ways.
    ///
    /// @param registered one label below a suffix at which registries sell names
    public Word standing(DomainName registered) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var server = rdap.hasServer(registered);
            var found = server ? rdap.domain(registered) : Optional.<DomainRegistration>empty();
            if (found.isPresent()) {
                return new Word(DomainStanding.Registry.REGISTERED, found.get().status());
            }
            return server && session.isAnswered()
                    ? new Word(DomainStanding.Registry.NOT_FOUND, List.of())
                    : Word.unasked();
        } finally {
            lock.unlock();
        }
    }

    /// The networks that the found addresses lie in, at most ten, so far.
    public List<NetworkRegistration> networks() {
        return List.copyOf(networks);
    }

    /// How WHOIS fared; skipped where RDAP sufficed.
    public SourceHealth whois() {
        return whois.health();
    }

    @Override
    public boolean isSlow() {
        return true;
    }

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var names = new SourceNames(discovery, id());
        domain().ifPresent(found -> found.nameServers().forEach(server -> names.hint(server, "a name server")));
        var asked = new ArrayList<CidrRange>();
        discovery.forEachBatch(hosts -> {
            for (var host : hosts) {
                for (var address : host.addresses()) {
                    ask(address, asked);
                }
            }
        });
        if (asked.size() >= MOST_NETWORKS) {
            session.limited("only the first " + MOST_NETWORKS + " networks were asked about");
        }
        return names.health(session);
    }

    /// Networks are rarely smaller than this; one question for each is enough.
    private void ask(InetAddress address, List<CidrRange> asked) throws InterruptedException {
        if (asked.size() >= MOST_NETWORKS
                || !isPublic.test(address)
                || asked.stream().anyMatch(network -> network.contains(address))) {
            return;
        }
        asked.add(new CidrRange(address, address instanceof Inet4Address ? 24 : 48));
        lock.lockInterruptibly();
        try {
            var found = rdap.network(address);
            (found.isPresent() ? found : whois.network(address))
                    .filter(network -> !networks.contains(network))
                    .ifPresent(networks::add);
        } finally {
            lock.unlock();
        }
    }
}
