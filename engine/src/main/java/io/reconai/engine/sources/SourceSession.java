package io.reconai.engine.sources;

import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.asset.Text;
import io.reconai.engine.sources.SourceClient.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/// One source asked on behalf of one scan: in its turn, again where that may help, and with an account of how it went.
///
/// Errors of connections, 429, 5xx and answers of no known shape are tried again with growing pauses; `Retry-After` is
/// obeyed up to two minutes. An answer that was given within the hour comes from the cache. Used by one thread.
public final class SourceSession {

    private static final int TRIES = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(120);
    private static final int EXCERPT = 200;

    /// What one answer comes to.
    private sealed interface Result<T> {
        record Usable<T>(T value) implements Result<T> {}

        /// Nothing is known, or nothing will be said: asking again changes nothing.
        record None<T>() implements Result<T> {}

        record Again<T>() implements Result<T> {}
    }

    private final SourceRules rules;
    private final Duration pause;
    private final SourceClient client;
    private final SourceCache cache;
    private final Turn turn;
    private final Ticks ticks;
    private final long began;
    private Optional<Long> askingSince = Optional.empty();
    private long spentNanos;
    private long asked;
    private long answered;
    private long questions;
    private long lost;
    private Status status = Status.ANSWERED;
    private String detail = "";
    private String loss = "";
    private String missed = "";
    private int refusal;
    private boolean isAnswered;

    SourceSession(SourceRules rules, Duration pause, SourceClient client, SourceCache cache, Turn turn, Ticks ticks) {
        this.rules = rules;
        this.pause = pause;
        this.client = client;
        this.cache = cache;
        this.turn = turn;
        this.ticks = ticks;
        began = ticks.nanos();
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
        return ask(request, reading, _ -> true);
    }

    /// Asks and reads an answer of which a part is worth something.
    ///
    /// @param isWhole false for what ended in the middle: it is used, said in the report, and not kept
    public <T> Optional<T> ask(SourceRequest request, Reading<T> reading, Predicate<T> isWhole)
            throws InterruptedException {
        var since = ticks.nanos();
        askingSince = Optional.of(since);
        try {
            return askWithin(request, reading, isWhole);
        } finally {
            spentNanos += ticks.nanos() - since;
            askingSince = Optional.empty();
        }
    }

    private <T> Optional<T> askWithin(SourceRequest request, Reading<T> reading, Predicate<T> isWhole)
            throws InterruptedException {
        questions++;
        isAnswered = false;
        var kept = cache.find(rules.id(), request);
        if (kept.isPresent() && kept.get().length == 0) {
            asked++;
            recovered();
            return Optional.empty();
        }
        var known = kept.flatMap(body -> read(request, body, reading));
        if (known.isPresent()) {
            asked++;
            recovered();
            return known;
        }
        return askTheSource(request, reading, isWhole);
    }

    private <T> Optional<T> askTheSource(SourceRequest request, Reading<T> reading, Predicate<T> isWhole)
            throws InterruptedException {
        for (var attempt = 1; attempt <= TRIES; attempt++) {
            var closed = turn.closedFor(request.key());
            if (closed.isPresent()) {
                stayAway(closed.get());
                return lost();
            }
            if (!turn.begin(pause, left())) {
                limited("its time was up before everything was asked");
                return attempt == 1 ? Optional.empty() : lost();
            }
            asked++;
            Reply reply;
            try {
                reply = client.ask(request, rules.time().compareTo(left()) < 0 ? rules.time() : left());
            } finally {
                turn.end();
            }
            switch (reply) {
                case Reply.Answered answer -> {
                    switch (take(request, answer, reading, isWhole)) {
                        case Result.Usable<T>(var value) -> {
                            return Optional.of(value);
                        }
                        case Result.None<T> _ -> {
                            return Optional.empty();
                        }
                        case Result.Again<T> _ -> waitFor(attempt, Optional.empty());
                    }
                }
                case Reply.Limited(var retryAfter) -> {
                    if (isTooLong(retryAfter)) {
                        return lost();
                    }
                    waitFor(attempt, retryAfter);
                }
                case Reply.Failed(var reason) -> {
                    fail(Status.FAILED, reason);
                    waitFor(attempt, Optional.empty());
                }
                case Reply.Refused(var reason) -> {
                    fail(Status.FAILED, reason);
                    turn.failed();
                    return lost();
                }
            }
        }
        turn.failed();
        return lost();
    }

    /// Notes that the source gave a part only, or that we stopped asking.
    public void limited(String why) {
        missed = why;
    }

    /// True when the time that this source has in a scan is used up.
    public boolean isOutOfTime() {
        return left().isZero();
    }

    /// True when the source answered what it was asked last, be it that it knows nothing (404).
    public boolean isAnswered() {
        return isAnswered;
    }

    /// True when the source said last that we may not ask this (status 403), which is often a matter of the plan.
    public boolean isForbidden() {
        return refusal == 403;
    }

    /// How the source fared.
    ///
    /// @param names in scope and distinct, that it yielded
    public SourceHealth health(long names) {
        var elapsed = Duration.ofNanos(ticks.nanos() - began).toMillis();
        if (questions > 0 && lost == questions && names == 0) {
            return new SourceHealth(rules.id(), status, asked, answered, names, detail, elapsed);
        }
        var part = !missed.isEmpty() ? missed : lost > 0 ? lost + " of " + questions + " questions: " + loss : "";
        var shown = part.isEmpty() ? Status.ANSWERED : Status.LIMITED;
        return new SourceHealth(rules.id(), shown, asked, answered, names, part, elapsed);
    }

    private <T> Result<T> take(SourceRequest request, Reply.Answered reply, Reading<T> reading, Predicate<T> isWhole) {
        var code = reply.status();
        if (code == 404 && rules.missing() == SourceRules.Missing.NOTHING_KNOWN) {
            cache.keep(rules.id(), request, new byte[0]);
            recovered();
            return new Result.None<>();
        }
        if (code == 401 || code == 403) {
            refusal = code;
            turn.refused(request.key());
        }
        if (code != 200) {
            fail(Status.FAILED, "answered with status " + code + said(request, reply));
            if (code < 500) {
                turn.failed();
                lost();
                return new Result.None<>();
            }
            return new Result.Again<>();
        }
        var result = read(request, reply.body(), reading);
        if (result.isEmpty()) {
            return new Result.Again<>();
        }
        recovered();
        if (reply.truncated() || !isWhole.test(result.get())) {
            limited("the answer ended in the middle");
        } else {
            cache.keep(rules.id(), request, reply.body());
        }
        return new Result.Usable<>(result.get());
    }

    private <T> Optional<T> read(SourceRequest request, byte[] body, Reading<T> reading) {
        try {
            return Optional.of(reading.read(body));
        } catch (UnexpectedAnswerException wrong) {
            fail(Status.FAILED, wrong.getMessage() + ": " + excerpt(request, body));
            return Optional.empty();
        }
    }

    /// What a source said beside its status; pages for people are left out.
    private static String said(SourceRequest request, Reply.Answered reply) {
        return reply.mediaType().contains("json") ? ": " + excerpt(request, reply.body()) : "";
    }

    private static String excerpt(SourceRequest request, byte[] body) {
        if (request.content() == SourceRequest.Content.PERSONAL) {
            return "(not quoted)";
        }
        var text = new String(body, 0, Math.min(body.length, 4 * EXCERPT), StandardCharsets.UTF_8);
        return Text.visible(request.key().hiddenIn(text), EXCERPT);
    }

    /// Notes what the source wants; true when that is longer than anybody waits, and then it is left alone so long.
    private boolean isTooLong(Optional<Duration> retryAfter) {
        var why = retryAfter
                .map(time -> "asked us to wait " + time.toSeconds() + " s")
                .orElse("asked us to ask less");
        fail(Status.LIMITED, why);
        var tooLong = retryAfter.filter(time -> time.compareTo(LONGEST_PAUSE) > 0 || time.compareTo(left()) > 0);
        tooLong.ifPresent(time -> turn.rest(time, new Turn.Closed(Status.LIMITED, why)));
        return tooLong.isPresent();
    }

    private void recovered() {
        answered++;
        isAnswered = true;
        turn.answered();
        refusal = 0;
        status = Status.ANSWERED;
        detail = "";
    }

    private void fail(Status how, String why) {
        status = how;
        detail = Text.visible(why, 2 * EXCERPT);
    }

    /// Says so beside what went wrong before.
    private void stayAway(Turn.Closed closed) {
        if (!detail.endsWith(closed.why())) {
            fail(closed.status(), detail.isEmpty() ? closed.why() : detail + "; " + closed.why());
        }
    }

    /// Counts a question without an answer.
    private <T> Optional<T> lost() {
        lost++;
        loss = detail;
        return Optional.empty();
    }

    private Duration left() {
        var used = spentNanos + askingSince.map(since -> ticks.nanos() - since).orElse(0L);
        return Duration.ofNanos(Math.max(0, rules.budget().toNanos() - used));
    }

    /// As long as the source wants, or else ever longer; nothing after the last try.
    private void waitFor(int attempt, Optional<Duration> retryAfter) throws InterruptedException {
        if (attempt == TRIES) {
            return;
        }
        var base = Math.max(1, pause.toMillis()) << (attempt - 1);
        var wait = retryAfter.orElseGet(
                () -> Duration.ofMillis(base / 2 + ThreadLocalRandom.current().nextLong(base)));
        ticks.sleep(wait.compareTo(left()) < 0 ? wait : left());
    }
}
