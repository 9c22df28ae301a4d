package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.dns.WildcardFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names like those that were found: other numbers, environments and regions, parts swapped or joined otherwise.
///
/// Each kind of change is tried on the names found so far in small lots, and given up when some lots lead to nothing:
/// it is tried only where it pays. Names that differ from others in their numbers alone come first, those with most
/// siblings before all: where there is a pattern, there is more of it. At most 50,000 names in a scan.
public final class Permutations implements Collector {

    private static final String ID = "dns.permutations";
    private static final int MOST_NAMES = 50_000;
    private static final int LOT = 500;
    private static final int LOTS_WITHOUT_GAIN = 4;
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private final DnsClient client;
    private final WildcardFilter wildcards;

    public Permutations(DnsClient client, WildcardFilter wildcards) {
        this.client = client;
        this.wildcards = wildcards;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public ScanMode leastMode() {
        return ScanMode.ACTIVE;
    }

    @Override
    public boolean guesses() {
        return true;
    }

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var health = new SweepHealth(ID);
        var names = new SourceNames(discovery, ID);
        var tried = new HashSet<String>();
        var families = new HashMap<String, Integer>();
        discovery.forEachBatch(hosts -> {
            var below = hosts.stream()
                    .map(FoundHost::name)
                    .filter(name -> name.isBelow(discovery.domain()))
                    .toList();
            below.forEach(name -> families.merge(family(name), 1, Integer::sum));
            var found = below.stream()
                    .sorted(Comparator.comparing((DomainName name) -> -families.getOrDefault(family(name), 0)))
                    .toList();
            for (var change : LabelChange.values()) {
                apply(change, found, tried, names, health);
            }
        });
        if (tried.size() >= MOST_NAMES) {
            health.note("stopped after " + MOST_NAMES + " names");
        }
        return health.health(names.count());
    }

    /// What names have in common that differ in their numbers alone.
    private static String family(DomainName name) {
        return DIGITS.matcher(name.value()).replaceAll("#");
    }

    private void apply(
            LabelChange change, List<DomainName> found, Set<String> tried, SourceNames names, SweepHealth health)
            throws InterruptedException {
        var lot = new ArrayList<String>();
        var withoutGain = 0;
        for (var name : found) {
            var dot = name.value().indexOf('.');
            var parent = name.value().substring(dot);
            for (var label : change.of(name.value().substring(0, dot))) {
                if (tried.size() < MOST_NAMES && tried.add(label + parent)) {
                    lot.add(label + parent);
                }
            }
            if (lot.size() >= LOT) {
                withoutGain = ask(change, lot, names, health) ? 0 : withoutGain + 1;
                lot.clear();
                if (withoutGain == LOTS_WITHOUT_GAIN) {
                    return;
                }
            }
        }
        ask(change, lot, names, health);
    }

    /// True when a name of the lot exists that was not known.
    private boolean ask(LabelChange change, List<String> lot, SourceNames names, SweepHealth health)
            throws InterruptedException {
        for (var parent : lot.stream().flatMap(name -> parent(name).stream()).collect(Collectors.toSet())) {
            wildcards.prepare(parent);
        }
        var before = names.count();
        health.add(client.sweep(lot.iterator(), RecordType.A, hit -> {
            var parent = parent(hit.name());
            if (parent.isPresent() && !wildcards.covers(parent.get(), hit)) {
                names.hint(hit.name(), change.words());
            }
        }));
        return names.count() > before;
    }

    private static Optional<DomainName> parent(String name) {
        return DomainName.parse(name.substring(name.indexOf('.') + 1));
    }
}
