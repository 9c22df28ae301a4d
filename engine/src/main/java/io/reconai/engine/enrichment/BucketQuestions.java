package io.reconai.engine.enrichment;

import io.reconai.engine.asset.BucketAnswer;
import io.reconai.engine.asset.BucketAnswer.Link;
import io.reconai.engine.asset.BucketAnswer.State;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.sources.BucketAddresses;
import io.reconai.engine.sources.SourceClient;
import io.reconai.engine.sources.SourceRequest;
import io.reconai.engine.takeover.BucketCandidate;
import io.reconai.engine.takeover.BucketCandidate.Store;
import io.reconai.engine.takeover.BucketNames;
import io.reconai.engine.takeover.BucketReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks stores, without credentials, for the first five names in a bucket: one reading request, a few a second.
///
/// Each bucket once in a scan. Those that a host mentions are asked for that host; those that are called as the domain,
/// or nearly so, for the scanned domain alone. Nothing is read from a bucket, nothing written. Of guesses only what is
/// public is kept: that a name is taken says nothing. A store that does not answer is not asked for guesses any more.
/// One scan's; safe for use by many threads.
public final class BucketQuestions {

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration SPACING = Duration.ofMillis(250);
    private static final int GIVE_UP = 3;

    /// An address and what it answered.
    private record Asked(String url, int status, BucketReply reply) {}

    private final SourceClient client;
    private final BucketAddresses addresses;
    private final DnsClient dns;
    private final Duration spacing;
    private final Map<String, Asked> known = new ConcurrentHashMap<>();
    private final Map<Store, Long> nextAt = new EnumMap<>(Store.class);
    private final Map<Store, Integer> silent = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /// @param pause between two requests to one store
    public BucketQuestions(
            SourceClient client, BucketAddresses addresses, DnsClient dns, java.util.Optional<Duration> pause) {
        this.client = client;
        this.addresses = addresses;
        this.dns = dns;
        spacing = pause.orElse(SPACING);
    }

    /// Asks for those that are called as the domain or nearly so, one store beside the other: it takes longer
    /// than all else that concerns the domain's own host, and nothing that is seen there is needed for it.
    /// [#of] knows the answers then.
    void askAhead(DomainName domain, Deadline deadline) throws InterruptedException {
        var stores = calledLike(domain).collect(Collectors.groupingBy(BucketCandidate::store));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = threads.invokeAll(stores.values().stream()
                    .map(candidates -> (Callable<Boolean>) () -> askAhead(candidates, deadline))
                    .toList());
            for (var store : asking) {
                store.get();
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    private boolean askAhead(List<BucketCandidate> ofOneStore, Deadline deadline) throws InterruptedException {
        for (var candidate : ofOneStore) {
            if (isWorthAsking(candidate, deadline)) {
                ask(candidate);
            }
        }
        return true;
    }

    private static Stream<BucketCandidate> calledLike(DomainName domain) {
        return Stream.concat(BucketNames.named(domain).stream(), BucketNames.guessed(domain).stream());
    }

    /// What was asked for before costs nothing.
    private boolean isWorthAsking(BucketCandidate candidate, Deadline deadline) {
        return known.containsKey(candidate.key())
                || !deadline.hasPassed() && silent.getOrDefault(candidate.store(), 0) < GIVE_UP;
    }

    /// Asks for the buckets that concern a host.
    List<BucketAnswer> of(Evidence evidence, Deadline deadline) throws InterruptedException {
        var answers = new ArrayList<BucketAnswer>();
        var mentioned = BucketNames.mentioned(evidence);
        for (var candidate : mentioned) {
            if (!deadline.hasPassed()) {
                answers.add(answer(candidate, ask(candidate)));
            }
        }
        if (evidence.host().isApex()) {
            for (var candidate : calledLike(evidence.host().domain()).toList()) {
                var isNew = mentioned.stream().noneMatch(other -> other.key().equals(candidate.key()));
                if (isNew && isWorthAsking(candidate, deadline)) {
                    var asked = ask(candidate);
                    if (isWorthKeeping(candidate, asked)) {
                        answers.add(answer(candidate, asked));
                    }
                }
            }
        }
        return answers;
    }

    private static boolean isWorthKeeping(BucketCandidate candidate, Asked asked) {
        var state = asked.reply().state();
        return state == State.PUBLIC_LIST || (state == State.PRIVATE && candidate.link() == Link.DOMAIN_NAME);
    }

    private static BucketAnswer answer(BucketCandidate candidate, Asked asked) {
        var reply = asked.reply();
        return new BucketAnswer(
                candidate.store().name().toLowerCase(Locale.ROOT),
                candidate.name(),
                candidate.link(),
                candidate.because(),
                asked.url(),
                reply.state(),
                asked.status(),
                reply.code(),
                reply.keys(),
                reply.truncated());
    }

    private Asked ask(BucketCandidate candidate) throws InterruptedException {
        var before = known.get(candidate.key());
        if (before != null) {
            return before;
        }
        var asked = askStore(candidate);
        known.put(candidate.key(), asked);
        silent.merge(candidate.store(), asked.status() == 0 ? 1 : 0, (count, one) -> one == 0 ? 0 : count + one);
        return asked;
    }

    private Asked askStore(BucketCandidate candidate) throws InterruptedException {
        var name = candidate.name();
        return switch (candidate.store()) {
            case S3 -> s3(candidate);
            case GCS -> get(candidate, with(addresses.gcs(name), "max-keys=5"), addresses.isChosen(addresses.gcs()));
            case AZURE -> azure(candidate);
            case SPACES -> get(candidate, URI.create("https://" + name + ".digitaloceanspaces.com/?max-keys=5"), false);
            case FIREBASE ->
                get(candidate, URI.create("https://" + name + ".firebaseio.com/.json?shallow=true"), false);
        };
    }

    /// Where the bucket is in another region, that is asked once.
    private Asked s3(BucketCandidate candidate) throws InterruptedException {
        var query = "list-type=2&max-keys=5";
        var chosen = addresses.isChosen(addresses.s3());
        var asked = get(candidate, with(addresses.s3(candidate.name()), query), chosen);
        var endpoint = asked.reply().endpoint();
        if (chosen || !endpoint.endsWith(".amazonaws.com")) {
            return asked;
        }
        var bucket = candidate.name();
        var region = endpoint.startsWith(bucket + ".") ? endpoint.substring(bucket.length() + 1) : endpoint;
        var there = URI.create("https://" + region + "/" + bucket + "?" + query);
        var again = get(candidate, there, false);
        return again.reply().state() == State.UNKNOWN ? asked : again;
    }

    /// An account that does not exist has no name in DNS.
    private Asked azure(BucketCandidate candidate) throws InterruptedException {
        var slash = candidate.name().indexOf('/');
        var account = candidate.name().substring(0, slash);
        var url = with(
                addresses.azure(account, candidate.name().substring(slash + 1)),
                "restype=container&comp=list&maxresults=5");
        var lookup = dns.ask(new DnsQuestion(account + ".blob.core.windows.net", RecordType.A));
        if (lookup.outcome() == DnsOutcome.NXDOMAIN) {
            var missing = new BucketReply(State.MISSING, "NXDOMAIN", List.of(), false, "");
            return new Asked(url.toString(), 0, missing);
        }
        return get(candidate, url, addresses.isChosen(addresses.azure()));
    }

    private Asked get(BucketCandidate candidate, URI url, boolean chosen) throws InterruptedException {
        awaitTurn(candidate.store());
        var plain = chosen ? SourceRequest.get(url) : SourceRequest.found(url);
        var request = candidate.store() == Store.AZURE ? plain.with("x-ms-version", "2021-12-02") : plain;
        return switch (client.ask(request, TIME)) {
            case SourceClient.Reply.Answered(var status, var _, var body, var _) -> {
                var text = new String(body, 0, Math.min(body.length, 64 * 1024), StandardCharsets.UTF_8);
                yield new Asked(
                        url.toString(), status, BucketReply.of(candidate.store(), candidate.name(), status, text));
            }
            case SourceClient.Reply.Limited _ -> none(url, "asked us to ask less");
            case SourceClient.Reply.Failed(var reason) -> none(url, reason);
            case SourceClient.Reply.Refused(var reason) -> none(url, reason);
        };
    }

    private static Asked none(URI url, String reason) {
        return new Asked(url.toString(), 0, BucketReply.none(reason));
    }

    private static URI with(URI base, String query) {
        return URI.create(base + "?" + query);
    }

    /// Waits until the store may be asked again.
    private void awaitTurn(Store store) throws InterruptedException {
        lock.lockInterruptibly();
        long slot;
        try {
            slot = Math.max(nextAt.getOrDefault(store, Long.MIN_VALUE), System.nanoTime());
            nextAt.put(store, slot + spacing.toNanos());
        } finally {
            lock.unlock();
        }
        for (var wait = slot - System.nanoTime(); wait > 0; wait = slot - System.nanoTime()) {
            LockSupport.parkNanos(this, Math.min(wait, TimeUnit.SECONDS.toNanos(1)));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
