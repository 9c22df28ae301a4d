package io.reconai.server.store;

import io.reconai.server.identity.Account;
import io.reconai.server.identity.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What every kind of store is tested on: two people with their workspaces.
public abstract class Contract {

    protected static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    protected static final Workspace OURS = Workspace.ofRecord("u_ours");
    protected static final Workspace THEIRS = Workspace.ofRecord("u_theirs");

    @TempDir
    protected Path folder = Path.of("");

    protected StoreUnderTest store;
    protected StorePorts ports;

    /// The kind that is tested.
    protected abstract StoreUnderTest store(Path folder);

    @BeforeEach
    final void open() {
        store = store(folder);
        ports = store.open();
        ports.accounts().add(new Account("u_ours", "ana@acme.example", "h", "Ana", NOW, NOW));
        ports.accounts().add(new Account("u_theirs", "bo@other.example", "h", null, NOW, NOW));
    }

    @AfterEach
    final void close() {
        store.close();
    }

    protected static Instant day(int number) {
        return NOW.plus(Duration.ofDays(number));
    }

    /// Results of the same at the same moment, many times.
    protected static <T> List<T> atOnce(int times, IntFunction<Callable<T>> task) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, times)
                    .mapToObj(i -> threads.submit(task.apply(i)))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : all) {
                results.add(one.get());
            }
            return results;
        }
    }
}
