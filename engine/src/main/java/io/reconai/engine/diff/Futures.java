package io.reconai.engine.diff;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// What other threads read.
final class Futures {

    private Futures() {}

    /// Waits for a result; a file that cannot be read fails here as it would have in this thread.
    static <T> T result(Future<T> reading) throws IOException, InterruptedException {
        try {
            return reading.get();
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(
                    Optional.ofNullable(broken.getCause()).orElse(broken));
        }
    }
}
