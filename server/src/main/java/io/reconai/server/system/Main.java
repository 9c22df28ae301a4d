package io.reconai.server.system;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.reconai.engine.SettingException;
import io.reconai.server.store.StoreCopyException;
import io.reconai.server.store.StoreFiles;
import io.reconai.server.work.WorkerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// Without arguments the service; `backup FILE` and `restore FILE` copy its store and end.
@QuarkusMain
public final class Main {

    private static final int DONE = 0;
    private static final int WRONG_USAGE = 2;
    private static final int NOT_DONE = 3;

    private static final String IN_MONGO = "the store is in MongoDB (MONGO_URI): copy it with mongodump --uri=ADDRESS"
            + " --archive=FILE, and bring it back with mongorestore --drop --archive=FILE";

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            if (isWorker()) {
                System.exit(work(System.err));
            }
            Quarkus.run();
            return;
        }
        System.exit(copy(List.of(arguments), System.err));
    }

    private static boolean isWorker() {
        var role = System.getProperty("RECONAI_ROLE", System.getenv().getOrDefault("RECONAI_ROLE", ""));
        return "worker".equalsIgnoreCase(role.strip());
    }

    /// @return the exit status
    private static int work(PrintStream messages) {
        try {
            var settings = new ServerSettings();
            var broker = settings.work().broker().orElseThrow();
            WorkerProcess.run(settings.engine(), broker, health());
            return DONE;
        } catch (SettingException wrong) {
            messages.println(wrong.getMessage());
            return WRONG_USAGE;
        } catch (IOException broken) {
            messages.println("the worker could not be started: " + broken.getMessage());
            return NOT_DONE;
        } catch (InterruptedException ended) {
            return DONE;
        }
    }

    /// Where a worker tells how it is: the same as where the service would listen.
    private static InetSocketAddress health() throws SettingException {
        try {
            return new InetSocketAddress(
                    System.getenv().getOrDefault("RECONAI_HOST", "127.0.0.1"),
                    Integer.parseInt(System.getenv().getOrDefault("PORT", "8000")));
        } catch (IllegalArgumentException wrong) {
            throw new SettingException("PORT", "is a number from 0 to 65535");
        }
    }

    /// @return the exit status
    static int copy(List<String> arguments, PrintStream messages) {
        try {
            if (arguments.size() != 2) {
                messages.println("expected: backup FILE, or restore FILE");
                return WRONG_USAGE;
            }
            var file = Path.of(arguments.getLast());
            var settings = new ServerSettings();
            if (settings.mongo().isPresent()) {
                messages.println(IN_MONGO);
                return NOT_DONE;
            }
            var folder = settings.dataFolder();
            switch (arguments.getFirst()) {
                case "backup" -> StoreFiles.backup(folder, file);
                case "restore" -> StoreFiles.restore(file, folder);
                default -> {
                    messages.println("expected: backup FILE, or restore FILE");
                    return WRONG_USAGE;
                }
            }
            return DONE;
        } catch (SettingException wrong) {
            messages.println(wrong.getMessage());
            return WRONG_USAGE;
        } catch (StoreCopyException failed) {
            messages.println(failed.getMessage());
            return NOT_DONE;
        }
    }
}
