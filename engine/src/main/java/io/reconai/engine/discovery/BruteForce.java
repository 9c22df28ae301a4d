package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Consumer;

/// Tries the labels of a word list below the domain. The list is read as it is used.
public final class BruteForce implements Collector {

    private static final String ID = "dns.brute-force";

    private final DnsClient client;

    public BruteForce(DnsClient client) {
        this.client = client;
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
    public SourceHealth collect(DomainName domain, Consumer<DiscoveredName> names) throws InterruptedException {
        var began = System.nanoTime();
        var counts = new Counts();
        try (var words = new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
            client.askAll(questions(words, domain), answer -> {
                counts.add(answer);
                if (answer.outcome() == DnsOutcome.NOERROR
                        || !answer.cnameChain().isEmpty()) {
                    var name = new DomainName(answer.name());
                    names.accept(new DiscoveredName(name, new DiscoveryStep(ID, "in the word list"), false));
                }
            });
        } catch (IOException broken) {
            throw new UncheckedIOException("the word list cannot be read", broken);
        }
        return counts.health(Duration.ofNanos(System.nanoTime() - began));
    }

    private static final class Counts {
        private long asked;
        private long answered;
        private long found;

        void add(DnsLookup answer) {
            asked++;
            answered += answer.outcome().isAnswer() ? 1 : 0;
            found += answer.outcome() == DnsOutcome.NOERROR
                            || !answer.cnameChain().isEmpty()
                    ? 1
                    : 0;
        }

        SourceHealth health(Duration elapsed) {
            var lost = asked - answered;
            var status = answered == 0 && asked > 0
                    ? SourceHealth.Status.FAILED
                    : lost > 0 ? SourceHealth.Status.LIMITED : SourceHealth.Status.ANSWERED;
            var detail = lost == 0 ? "" : lost + " of " + asked + " questions were not answered";
            return new SourceHealth(ID, status, asked, answered, found, detail, elapsed.toMillis());
        }
    }

    private static Iterator<DnsQuestion> questions(BufferedReader words, DomainName domain) {
        return words.lines()
                .map(String::strip)
                .filter(word -> !word.isEmpty() && !word.startsWith("#"))
                .flatMap(word -> domain.child(word).stream())
                .map(name -> new DnsQuestion(name, RecordType.A))
                .iterator();
    }

    private static java.io.InputStream open() {
        var words = BruteForce.class.getResourceAsStream("words.txt");
        if (words == null) {
            throw new IllegalStateException("words.txt is missing from the build");
        }
        return words;
    }
}
