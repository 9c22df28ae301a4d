package io.reconai.engine.tls;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The parts of a survey that are asked side by side. Closing ends those still under way and waits for them.
final class Lanes implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @FunctionalInterface
    interface Lane {
        void run() throws InterruptedException;
    }

    <T> Future<T> start(Callable<T> lane) {
        return threads.submit(lane);
    }

    Future<Boolean> run(Lane lane) {
        return threads.submit(() -> {
            lane.run();
            return true;
        });
    }

    /// Waits for a lane.
    ///
    /// @throws InterruptedException also when the lane was interrupted
    static <T> T result(Future<T> lane) throws InterruptedException {
        try {
            return lane.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InterruptedException cancelled) {
                throw cancelled;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
