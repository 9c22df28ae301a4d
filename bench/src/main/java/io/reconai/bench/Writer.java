package io.reconai.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Writes a little, so many times a second, as long as it is open: after each write the server has to look again for
/// what it remembered.
final class Writer implements AutoCloseable {

    private final Thread thread;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private Writer(ApiCaller caller, Duration between) {
        thread = Thread.ofVirtual().start(() -> {
            try (caller) {
                for (var number = 0; ; number++) {
                    caller.rename("Writer " + number);
                    Thread.sleep(between);
                }
            } catch (InterruptedException closed) {
                // It has written enough.
            } catch (IOException broken) {
                failure.set(broken);
            }
        });
    }

    /// As `RECONAI_BENCH_WRITES` wants it; null where nothing is to be written.
    static @Nullable Writer start(ServiceProcess server) throws IOException, InterruptedException {
        var wanted = System.getenv("RECONAI_BENCH_WRITES");
        return wanted == null || wanted.equals("0")
                ? null
                : new Writer(ApiCaller.signIn(server), Duration.ofSeconds(1).dividedBy(Long.parseLong(wanted)));
    }

    /// @throws IOException when a write was refused: what was measured meanwhile is worth nothing
    @Override
    public void close() throws IOException, InterruptedException {
        thread.interrupt();
        thread.join();
        if (failure.get() != null) {
            throw new IOException("a write was refused", failure.get());
        }
    }
}
