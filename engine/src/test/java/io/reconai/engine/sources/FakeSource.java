package io.reconai.engine.sources;

import io.reconai.engine.sources.SourceClient.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A third party without a network: it says what it was told to say, one after another, the last for ever; time passes
/// when somebody sleeps.
public final class FakeSource implements SourceClient, Ticks {

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<SourceRequest> requests = new ArrayList<>();
    private final List<Duration> sleeps = new ArrayList<>();
    private Optional<Function<SourceRequest, Reply>> answering = Optional.empty();
    private Duration eachTakes = Duration.ZERO;
    private long now = 1;

    /// What it says.
    public FakeSource then(Reply... more) {
        replies.addAll(List.of(more));
        return this;
    }

    /// What it says, by what it was asked.
    public FakeSource answering(Function<SourceRequest, Reply> by) {
        answering = Optional.of(by);
        return this;
    }

    /// How long it needs for each answer.
    public FakeSource taking(Duration time) {
        eachTakes = time;
        return this;
    }

    public static Reply json(String body) {
        return status(200, body);
    }

    public static Reply status(int code, String body) {
        return new Reply.Answered(code, "application/json", body.getBytes(StandardCharsets.UTF_8), false);
    }

    /// Third parties that are all this one; nothing is kept.
    public Sources sources() {
        return sources(new SourceCache(Optional.empty(), Clock.systemUTC()));
    }

    public Sources sources(SourceCache cache) {
        return new Sources(this, cache, Optional.empty(), this);
    }

    /// What it was asked so far.
    public List<SourceRequest> requests() {
        return requests;
    }

    /// Path and query of each request so far.
    public List<String> asked() {
        return requests.stream()
                .map(request -> request.address().toString().replaceFirst("^http://source.test/", ""))
                .toList();
    }

    List<Duration> sleeps() {
        return sleeps.stream().filter(Duration::isPositive).toList();
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    @Override
    public Reply ask(SourceRequest request, Duration time) {
        requests.add(request);
        pass(eachTakes.compareTo(time) > 0 ? time : eachTakes);
        if (eachTakes.compareTo(time) > 0) {
            return new Reply.Failed("timed out");
        }
        if (answering.isPresent()) {
            return answering.get().apply(request);
        }
        var reply = replies.size() > 1 ? replies.poll() : replies.peek();
        if (reply == null) {
            throw new IllegalStateException("nothing to say");
        }
        return reply;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void sleep(Duration time) {
        sleeps.add(time);
        pass(time);
    }
}
