package io.reconai.engine.sources;

import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.asset.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// One source asked on behalf of one scan: in its turn, again where that may help, and with an account of how it went.
///
/// Errors of connections, 429 and 5xx are tried again with growing pauses; `Retry-After` is obeyed up to two minutes.
/// An answer that was given within the hour comes from the cache. Used by one thread.
public final class SourceSession {

    private static final int TRIES = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(120);
    private static final int EXCERPT = 200;
    private static final String LEFT_ALONE = "left alone for ten minutes after it failed three times";

    private final SourceRules rules;
    private final Duration pause;
    private final SourceClient client;
    private final SourceCache cache;
    private final Sources.Turn turn;
    private final long began = System.nanoTime();
    private long firstAskedAt;
    private long asked;
    private long answered;
    private Status status = Status.ANSWERED;
    private String detail = "";
    private String missed = "";

    SourceSession(SourceRules rules, Duration pause, SourceClient client, SourceCache cache, Sources.Turn turn) {
        this.rules = rules;
        this.pause = pause;
        this.client = client;
        this.cache = cache;
        this.turn = turn;
    }

    /// Reads an answer's body into something.
    @FunctionalInterface
    public interface Reading<T> {
        /// @throws UnexpectedAnswerException when it has no shape that is known; it is asked for again
        T read(byte[] body) throws UnexpectedAnswerException;
    }

    /// Asks and reads the answer.
    ///
    /// @return empty when there was no usable answer, or when the source knows nothing (404); [#health] says which
    public <T> Optional<T> ask(SourceRequest request, Reading<T> reading) throws InterruptedException {
        if (firstAskedAt == 0) {
            firstAskedAt = System.nanoTime();
        }
        var known = cache.find(rules.id(), request).flatMap(body -> read(body, reading));
        if (known.isPresent()) {
            asked++;
            answered++;
            return known;
        }
        if (turn.isLeftAlone()) {
            leftAlone();
            return Optional.empty();
        }
        for (var attempt = 1; attempt <= TRIES && !isOutOfTime(); attempt++) {
            turn.await(pause);
            asked++;
            switch (client.ask(request, rules.time())) {
                case SourceClient.Reply.Answered reply -> {
                    var end = take(request, reply, reading);
                    if (end != null) {
                        return end;
                    }
                }
                case SourceClient.Reply.Limited limited -> {
                    fail(
                            Status.LIMITED,
                            "asked us to wait " + limited.retryAfter().toSeconds() + " s");
                    if (limited.retryAfter().compareTo(LONGEST_PAUSE) > 0
                            || limited.retryAfter().compareTo(left()) > 0) {
                        return Optional.empty();
                    }
                    Thread.sleep(limited.retryAfter());
                }
                case SourceClient.Reply.Failed failed -> fail(Status.FAILED, failed.reason());
            }
            if (attempt < TRIES) {
                Thread.sleep(backOff(attempt));
            }
        }
        turn.failed();
        return Optional.empty();
    }

    /// Notes that the source gave a part only, or that we stopped asking.
    public void limited(String why) {
        missed = why;
    }

    /// True when the time that this source has in a scan is used up.
    public boolean isOutOfTime() {
        return left().isNegative();
    }

    /// How the source fared.
    ///
    /// @param names in scope and distinct, that it yielded
    public SourceHealth health(long names) {
        var elapsed = Duration.ofNanos(System.nanoTime() - began).toMillis();
        if (!missed.isEmpty()) {
            return new SourceHealth(rules.id(), Status.LIMITED, asked, answered, names, missed, elapsed);
        }
        var shown = status == Status.FAILED && names > 0 ? Status.LIMITED : status;
        return new SourceHealth(rules.id(), shown, asked, answered, names, detail, elapsed);
    }

    /// What one answer comes to; null when it should be asked for again.
    private <T> @org.jspecify.annotations.Nullable Optional<T> take(
            SourceRequest request, SourceClient.Reply.Answered reply, Reading<T> reading) {
        if (reply.status() == 401 || reply.status() == 403) {
            turn.answered();
            fail(Status.FAILED, "refused the request (status " + reply.status() + "): the key or its plan");
            return Optional.empty();
        }
        if (reply.status() == 404 || reply.status() == 422) {
            recovered();
            return Optional.empty();
        }
        if (reply.status() != 200) {
            fail(Status.FAILED, "answered with status " + reply.status());
            return null;
        }
        var result = read(reply.body(), reading);
        if (result.isEmpty()) {
            return null;
        }
        recovered();
        if (reply.truncated()) {
            limited("the answer ended in the middle");
        } else {
            cache.keep(rules.id(), request, reply.body());
        }
        return result;
    }

    private <T> Optional<T> read(byte[] body, Reading<T> reading) {
        try {
            return Optional.of(reading.read(body));
        } catch (UnexpectedAnswerException wrong) {
            fail(Status.FAILED, Text.visible(String.valueOf(wrong.getMessage()), EXCERPT));
            return Optional.empty();
        }
    }

    private void recovered() {
        answered++;
        turn.answered();
        status = Status.ANSWERED;
        detail = "";
    }

    private void fail(Status how, String why) {
        status = how;
        detail = why;
    }

    /// Says so beside what went wrong before.
    private void leftAlone() {
        if (!detail.endsWith(LEFT_ALONE)) {
            fail(Status.FAILED, detail.isEmpty() ? LEFT_ALONE : detail + "; " + LEFT_ALONE);
        }
    }

    private Duration left() {
        return firstAskedAt == 0 ? rules.budget() : rules.budget().minusNanos(System.nanoTime() - firstAskedAt);
    }

    private Duration backOff(int attempt) {
        var base = Math.max(1, pause.toMillis()) << (attempt - 1);
        return Duration.ofMillis(base / 2 + ThreadLocalRandom.current().nextLong(base));
    }
}
