package io.reconai.server.work.rabbit;

import io.reconai.engine.asset.Evidence;
import io.reconai.server.work.HostAnswer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An order that somebody waits for. The first answer counts.
final class PendingOrder {

    private final byte[] body;
    private final CompletableFuture<HostAnswer> answer = new CompletableFuture<>();

    /// The broker has it, and keeps it over its own restart.
    private volatile boolean isSafe;

    PendingOrder(byte[] body) {
        this.body = body;
    }

    byte[] body() {
        return body;
    }

    void safe() {
        isSafe = true;
    }

    boolean isSafe() {
        return isSafe;
    }

    void lost() {
        isSafe = false;
    }

    void answered(HostAnswer what) {
        answer.complete(what);
    }

    /// What was seen; empty when no answer came in time.
    ///
    /// @throws IllegalStateException when whoever looked failed
    Optional<Evidence> await(Duration patience) throws InterruptedException {
        try {
            var what = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (what.evidence() == null) {
                throw new IllegalStateException(Objects.requireNonNullElse(what.failure(), "an empty answer"));
            }
            return Optional.of(what.evidence());
        } catch (TimeoutException silence) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
