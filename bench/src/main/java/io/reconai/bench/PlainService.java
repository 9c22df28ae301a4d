package io.reconai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The same rows behind a plain FastAPI service, which is what many would write: `plain_service.py`, one worker.
final class PlainService {

    private PlainService() {}

    /// Asks it for its list and its dashboard; says so where there is no Python for it.
    static void compare(Path folder, FilledStore store, int connections, Duration time)
            throws IOException, InterruptedException {
        var python = System.getenv("RECONAI_BENCH_PYTHON");
        if (python == null) {
            System.out.println("\nPlain FastAPI service: not measured, RECONAI_BENCH_PYTHON names no Python with it");
            return;
        }
        var script = folder.resolve("plain_service.py");
        try (var in = PlainService.class.getResourceAsStream("plain_service.py")) {
            if (in == null) {
                throw new IllegalStateException("plain_service.py is missing from the build");
            }
            Files.write(script, in.readAllBytes());
        }
        var command = List.of(python, script.toString(), store.file().toString(), "{port}");
        try (var service = ServiceProcess.start(command, folder)) {
            System.out.println("\n| plain FastAPI service | answers/s | p50, ms | p99, ms |");
            System.out.println("|---|---|---|---|");
            var people = new ArrayList<Caller.Person>();
            for (var number = 0; number < connections; number++) {
                var workspace = FilledStore.workspace(number % store.workspaces());
                people.add(new Caller.Person(workspace, "X-Workspace-Id: " + workspace + "\r\n", List.of()));
            }
            for (var path : List.of("/assets", "/dashboard")) {
                full(folder, service, people, path, time);
                var load = full(folder, service, people, path, time);
                System.out.printf("| %s | %,.0f | %.1f | %.1f |%n", path, load.perSecond(), load.p50(), load.p99());
            }
        }
    }

    private static Load full(
            Path folder, ServiceProcess service, List<Caller.Person> people, String path, Duration time)
            throws IOException, InterruptedException {
        if (Wrk.isThere()) {
            return new Wrk(folder, service.port(), people.size(), people).full(path, time);
        }
        return Load.full(Caller.open(service.port(), people.size(), people), path, time);
    }
}
