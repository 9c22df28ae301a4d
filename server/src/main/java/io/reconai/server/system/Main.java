package io.reconai.server.system;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.reconai.engine.SettingException;
import io.reconai.server.store.StoreCopyException;
import io.reconai.server.store.StoreFiles;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// Without arguments the service; `backup FILE` and `restore FILE` copy its store and end.
@QuarkusMain
public final class Main {

    private static final int DONE = 0;
    private static final int WRONG_USAGE = 2;
    private static final int NOT_DONE = 3;

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run();
            return;
        }
        System.exit(copy(List.of(arguments), System.err));
    }

    /// @return the exit status
    static int copy(List<String> arguments, PrintStream messages) {
        try {
            if (arguments.size() != 2) {
                messages.println("expected: backup FILE, or restore FILE");
                return WRONG_USAGE;
            }
            var file = Path.of(arguments.getLast());
            var folder = new ServerSettings().dataFolder();
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
