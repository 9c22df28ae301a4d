package io.reconai.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Writes a little, so many times a second, as long as it is open: notes on assets, in the workspaces of some of the
/// people in turn. After each write the server has to look again for what it remembered of that workspace.
final class Writer implements AutoCloseable {

    private static final int WRITING = 20;

    private final Thread thread;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /// Somebody who writes, and the asset.
    private record Author(ApiCaller caller, String path) {}

    private Writer(List<Author> authors, Duration between) {
        thread = Thread.ofVirtual().start(() -> {
            try {
                for (var number = 0; ; number++) {
                    var author = authors.get(number % authors.size());
                    author.caller.patch(author.path, "{\"notes\":\"Looked at " + number + "\"}");
                    Thread.sleep(between);
                }
            } catch (InterruptedException closed) {
                // It has written enough.
            } catch (IOException broken) {
                failure.set(broken);
            } finally {
                authors.forEach(author -> author.caller.close());
            }
        });
    }

    /// As `RECONAI_BENCH_WRITES` wants it; null where nothing is to be written.
    static @Nullable Writer start(ServiceProcess server, List<Caller.Person> people)
            throws IOException, InterruptedException {
        var wanted = System.getenv("RECONAI_BENCH_WRITES");
        if (wanted == null || wanted.equals("0")) {
            return null;
        }
        var authors = new ArrayList<Author>();
        for (var number = 0; number < WRITING; number++) {
            var person = people.get(number);
            var caller = ApiCaller.signIn(server, FilledStore.email(number), person.workspace());
            var asset = person.assets().getFirst();
            authors.add(new Author(caller, FilledStore.ONE_ASSET.replace("{asset}", asset)));
        }
        return new Writer(authors, Duration.ofSeconds(1).dividedBy(Long.parseLong(wanted)));
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
