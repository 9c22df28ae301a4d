package io.reconai.engine.enrichment;

import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.asset.Text;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.dns.ReverseName;
import io.reconai.engine.net.CidrRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;

/// By whom the networks of addresses are announced, as Team Cymru's DNS tells it: `origin.asn.cymru.com` for the
/// prefix, `asn.cymru.com` for a number's name. One scan's; a prefix and a number are asked for once.
public final class Announcements {

    private static final String ID = "asn.cymru";
    private static final int TEXT = 100;

    private final DnsClient client;
    private final Map<CidrRange, CompletableFuture<Optional<Announcement>>> known = new ConcurrentHashMap<>();
    private final List<Announcement> announcements = new CopyOnWriteArrayList<>();
    private final Map<Long, String> names = new ConcurrentHashMap<>();
    private final LongAdder asked = new LongAdder();
    private final LongAdder answered = new LongAdder();

    public Announcements(DnsClient client) {
        this.client = client;
    }

    /// The announcement of an address's network; empty when it is not announced or could not be asked.
    public Optional<Announcement> of(InetAddress address) throws InterruptedException {
        for (var announcement : announcements) {
            if (CidrRange.parse(announcement.prefix())
                    .filter(prefix -> prefix.contains(address))
                    .isPresent()) {
                return Optional.of(announcement);
            }
        }
        // Nothing announced is smaller than these: the internet's routers filter it.
        var smallest = new CidrRange(address, address instanceof Inet4Address ? 24 : 48);
        var mine = new CompletableFuture<Optional<Announcement>>();
        var others = known.putIfAbsent(smallest, mine);
        try {
            if (others != null) {
                return others.get();
            }
            var found = ask(address);
            found.ifPresent(announcements::add);
            mine.complete(found);
            return found;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("it is completed with a value", impossible);
        } finally {
            mine.complete(Optional.empty());
        }
    }

    /// How the source fared.
    public SourceHealth health() {
        var lost = asked.sum() - answered.sum();
        var status = asked.sum() == 0 ? Status.SKIPPED : lost == 0 ? Status.ANSWERED : Status.LIMITED;
        var detail = asked.sum() == 0
                ? "no address to ask about"
                : lost == 0 ? "" : lost + " of " + asked.sum() + " questions were not answered";
        return new SourceHealth(ID, status, asked.sum(), answered.sum(), 0, detail, 0);
    }

    private Optional<Announcement> ask(InetAddress address) throws InterruptedException {
        var best = origin(address, texts(question(address)));
        if (best.isEmpty() || best.get().asns().isEmpty()) {
            return best;
        }
        var origin = best.get();
        var name = name(origin.asns().getFirst());
        return Optional.of(new Announcement(origin.prefix(), origin.asns(), name, origin.country()));
    }

    /// Of rows `ASN | prefix | country | registry | date` the one with the longest prefix around the address; without
    /// the name of its first ASN. The first field may hold several, the others may be empty.
    static Optional<Announcement> origin(InetAddress address, List<String> rows) {
        return rows.stream()
                .map(Announcements::fields)
                .filter(fields -> fields.size() >= 3 && prefixLength(fields, address) >= 0)
                .max(Comparator.comparingInt(fields -> prefixLength(fields, address)))
                .map(fields -> new Announcement(fields.get(1), asns(fields.getFirst()), "", fields.get(2)));
    }

    private static List<Long> asns(String field) {
        return Arrays.stream(field.split(" "))
                .filter(number -> number.matches("\\d{1,10}"))
                .map(Long::valueOf)
                .toList();
    }

    private String name(long asn) throws InterruptedException {
        var known = names.get(asn);
        if (known == null) {
            known = texts("AS" + asn + ".asn.cymru.com").stream()
                    .map(Announcements::fields)
                    .filter(fields -> fields.size() >= 5)
                    .map(fields -> fields.get(4))
                    .findFirst()
                    .orElse("");
            names.put(asn, known);
        }
        return known;
    }

    private List<String> texts(String name) throws InterruptedException {
        var lookup = client.ask(new DnsQuestion(name.toLowerCase(java.util.Locale.ROOT), RecordType.TXT));
        asked.increment();
        answered.add(lookup.outcome().isAnswer() ? 1 : 0);
        return lookup.outcome() == DnsOutcome.NOERROR ? lookup.data().toList() : List.of();
    }

    private static List<String> fields(String row) {
        return Arrays.stream(row.split("\\|", -1))
                .map(field -> Text.visible(field.strip(), TEXT))
                .toList();
    }

    /// -1 for what is no prefix around the address.
    private static int prefixLength(List<String> fields, InetAddress address) {
        return CidrRange.parse(fields.get(1))
                .filter(range -> range.contains(address))
                .map(CidrRange::length)
                .orElse(-1);
    }

    private static String question(InetAddress address) {
        var reverse = ReverseName.of(address);
        return address instanceof Inet4Address
                ? reverse.replace("in-addr.arpa", "origin.asn.cymru.com")
                : reverse.replace("ip6.arpa", "origin6.asn.cymru.com");
    }
}
