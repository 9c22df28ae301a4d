package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.dns.WildcardFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tries a word list below the domain, and its beginning below names that have names below them.
///
/// What only a wildcard answers for is dropped at once and never becomes a name.
public final class BruteForce implements Collector {

    private static final String ID = "dns.brute-force";

    /// Words that are tried on a deeper level: most of what exists there is among the first.
    private static final int DEEPER_WORDS = 1_000;

    private static final int MOST_LEVELS = 200;

    private final DnsClient client;
    private final WildcardFilter wildcards;
    private final WordList words;

    public BruteForce(DnsClient client, WildcardFilter wildcards, WordList words) {
        this.client = client;
        this.wildcards = wildcards;
        this.words = words;
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
        try {
            tryBelow(discovery.domain(), Long.MAX_VALUE, names, health);
            var tried = new HashSet<DomainName>();
            var children = new HashMap<DomainName, Integer>();
            discovery.forEachBatch(hosts -> {
                count(hosts, discovery.domain(), children);
                for (var level : levels(children, tried)) {
                    tryBelow(level, DEEPER_WORDS, names, health);
                }
            });
        } catch (UncheckedIOException unreadable) {
            return new SourceHealth(
                    ID, SourceHealth.Status.FAILED, 0, 0, names.count(), String.valueOf(unreadable.getMessage()), 0);
        }
        return health.health(names.count());
    }

    private void tryBelow(DomainName parent, long most, SourceNames names, SweepHealth health)
            throws InterruptedException {
        wildcards.prepare(parent);
        var detail = "in the word list, below " + parent;
        try (var opened = words.open()) {
            health.add(client.sweep(first(WordList.words(opened, "." + parent), most), RecordType.A, hit -> {
                if (!wildcards.covers(parent, hit)) {
                    names.hint(hit.name(), detail);
                }
            }));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the word list cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Iterator<String> first(Iterator<String> all, long most) {
        return new Iterator<>() {
            private long left = most;

            @Override
            public boolean hasNext() {
                return left > 0 && all.hasNext();
            }

            @Override
            public String next() {
                left--;
                return all.next();
            }
        };
    }

    private static void count(List<FoundHost> hosts, DomainName domain, Map<DomainName, Integer> children) {
        for (var host : hosts) {
            for (var parent = host.name().parent();
                    parent.isPresent() && parent.get().isBelow(domain);
                    parent = parent.get().parent()) {
                children.merge(parent.get(), 1, Integer::sum);
            }
        }
    }

    private static List<DomainName> levels(Map<DomainName, Integer> children, Set<DomainName> tried) {
        return children.entrySet().stream()
                .sorted(Map.Entry.<DomainName, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .filter(level -> tried.size() < MOST_LEVELS && tried.add(level))
                .toList();
    }
}
