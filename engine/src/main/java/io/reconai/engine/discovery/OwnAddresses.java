package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.mail.SpfTerms;
import io.reconai.engine.net.CidrRange;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Addresses that are the organisation's own although no name leads to them: single addresses that its SPF record lets
/// send mail (RFC 7208 §5.6), and those whose PTR record bears a name of the domain that has no address.
///
/// Offered as soon as the search rests, so that they are looked at beside the named hosts. An include is somebody
/// else's record, and a range is no host: neither counts.
public final class OwnAddresses implements Collector {

    private static final String ID = "dns.addresses";

    /// A few gateways and relays are usual; more is a network, which nobody asked to be looked at.
    private static final int MOST = 64;

    private final DnsClient client;
    private final ReverseNames reverseNames;
    private final Scope scope;
    private final Predicate<InetAddress> isPublic;

    /// @param isPublic the addresses that may be talked to
    public OwnAddresses(DnsClient client, ReverseNames reverseNames, Scope scope, Predicate<InetAddress> isPublic) {
        this.client = client;
        this.reverseNames = reverseNames;
        this.scope = scope;
        this.isPublic = isPublic;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public ScanMode leastMode() {
        return ScanMode.PASSIVE;
    }

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var began = System.nanoTime();
        var named = new HashSet<InetAddress>();
        var own = new LinkedHashMap<InetAddress, String>();
        var asked = new Asked();
        List<FoundHost> hosts;
        do {
            hosts = discovery.nextOrLast();
            hosts.forEach(host -> named.addAll(host.addresses()));
            addSenders(asked, own);
            addNameless(asked, named, own);
            own.keySet().removeIf(address -> named.contains(address) || !isPublic.test(address));
            own.entrySet().stream()
                    .limit(MOST)
                    .forEach(entry ->
                            discovery.offer(new FoundAddress(entry.getKey(), new DiscoveryStep(ID, entry.getValue()))));
        } while (!hosts.isEmpty());
        return new SourceHealth(
                ID,
                asked.lost == 0 ? Status.ANSWERED : asked.answered() == 0 ? Status.FAILED : Status.LIMITED,
                asked.answers.size(),
                asked.answered(),
                Math.min(MOST, own.size()),
                own.size() > MOST ? "only the first " + MOST + " of " + own.size() + " addresses" : "",
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    /// What was asked, once each, and how the questions fared.
    private static final class Asked {
        private final Map<DnsQuestion, DnsLookup> answers = new HashMap<>();
        private int lost;

        int answered() {
            return answers.size() - lost;
        }
    }

    private void addSenders(Asked asked, Map<InetAddress, String> own) throws InterruptedException {
        var records = texts(asked, scope.domain());
        if (records.size() != 1) {
            return; // none, or a permerror (RFC 7208 §4.5)
        }
        for (var term : SpfTerms.parse(records.getFirst()).terms()) {
            if (term.name().startsWith("ip") && term.qualifier() == '+') {
                single(term.value() + term.cidr())
                        .ifPresent(address -> own.putIfAbsent(address, "in the SPF record: " + term));
            }
        }
    }

    private List<String> texts(Asked asked, DomainName name) throws InterruptedException {
        return ask(asked, new DnsQuestion(name, RecordType.TXT))
                .map(lookup -> lookup.data().filter(SpfTerms::isSpf).toList())
                .orElse(List.of());
    }

    private static Optional<InetAddress> single(String range) {
        return CidrRange.parse(range)
                .filter(parsed -> parsed.length() == parsed.prefix().getAddress().length * 8)
                .map(CidrRange::prefix);
    }

    /// A name that is known to have no address; where that is not known, nothing is concluded.
    private void addNameless(Asked asked, Set<InetAddress> named, Map<InetAddress, String> own)
            throws InterruptedException {
        for (var entry : reverseNames.all().entrySet()) {
            var name = entry.getValue();
            if (own.size() > MOST) {
                return;
            }
            if (!named.contains(entry.getKey()) && scope.includes(name) && hasNoAddress(asked, name)) {
                own.putIfAbsent(entry.getKey(), "bears the name " + name + ", which has no address");
            }
        }
    }

    private boolean hasNoAddress(Asked asked, DomainName name) throws InterruptedException {
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            var lookup = ask(asked, new DnsQuestion(name, type));
            if (lookup.isEmpty() || lookup.get().outcome() == DnsOutcome.NOERROR) {
                return false;
            }
        }
        return true;
    }

    private Optional<DnsLookup> ask(Asked asked, DnsQuestion question) throws InterruptedException {
        var lookup = asked.answers.get(question);
        if (lookup == null) {
            lookup = client.ask(question);
            asked.answers.put(question, lookup);
            asked.lost += lookup.outcome().isAnswer() ? 0 : 1;
        }
        return lookup.outcome().isAnswer() ? Optional.of(lookup) : Optional.empty();
    }
}
