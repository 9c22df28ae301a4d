package io.reconai.server.store.mongo;

import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import io.reconai.server.store.StoreAwayException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Talks to the server so that its absence is told from our own mistakes, and so that nobody stops half way.
final class Away {

    /// Out of disk, interrupted at shutdown, stepped down, no majority in time, too many connections
    /// (src/mongo/base/error_codes.yml).
    private static final Set<Integer> CODES = Set.of(14031, 11600, 11602, 10107, 13435, 13436, 64, 100, 91, 189, 202);

    private Away() {}

    /// Does it on a thread of its own, since a scan that is canceled interrupts its threads: an interrupt would close
    /// the connection in the middle of a write, and nobody could say whether it was done. The driver's time limits
    /// bound the wait.
    static <T> T unless(Supplier<T> work) {
        var task = new FutureTask<>(work::get);
        Thread.startVirtualThread(task);
        var interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw failure(failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case MongoException broken
            when isAway(broken) -> new StoreAwayException("the database cannot be reached", broken);
            case RuntimeException mistake -> mistake;
            case null, default -> new IllegalStateException("a call of the database failed", cause);
        };
    }

    private static boolean isAway(MongoException broken) {
        return switch (broken) {
            case MongoTimeoutException _,
                    MongoSocketException _,
                    MongoSecurityException _,
                    MongoNotPrimaryException _,
                    MongoNodeIsRecoveringException _,
                    MongoWriteConcernException _ -> true;
            case MongoCommandException refused -> CODES.contains(refused.getErrorCode());
            case MongoClientException _ -> broken.hasErrorLabel("RetryableWriteError");
            default -> false;
        };
    }
}
