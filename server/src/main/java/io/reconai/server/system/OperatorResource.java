package io.reconai.server.system;

import io.reconai.engine.Program;
import io.reconai.server.http.Data;
import io.reconai.server.identity.ForPersons;
import io.reconai.server.scans.ScanQueue;
import io.reconai.server.store.FiguresStore;
import io.reconai.server.work.Work;
import io.reconai.server.work.WorkLoad;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the service is, for its operators; for everybody else there is nothing here.
@Path("/api/admin")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@ForPersons
public class OperatorResource {

    private final ServerSettings settings;
    private final Operators operators;
    private final ScanQueue queue;
    private final Work work;
    private final FiguresStore figures;

    OperatorResource(ServerSettings settings, Operators operators, ScanQueue queue, Work work, FiguresStore figures) {
        this.settings = settings;
        this.operators = operators;
        this.queue = queue;
        this.work = work;
        this.figures = figures;
    }

    /// What waits.
    ///
    /// @param depth scans that wait for a place
    /// @param hostsWaiting hosts that no worker has taken; null where this process looks at them itself, or the
    ///     broker does not say
    /// @param hostsSetAside hosts that no worker survived, kept for a week
    record Queue(
            String kind,
            int depth,
            @Nullable Instant oldestWaitingSince,
            @Nullable Long hostsWaiting,
            @Nullable Long hostsSetAside) {}

    /// A process that runs scans or looks at their hosts.
    ///
    /// @param startedAt of this process, which runs scans; null for others
    /// @param seenAt when a worker last answered; null for this process
    record Worker(
            String workerId,
            @Nullable Instant startedAt,
            @Nullable Instant seenAt,
            @Nullable Integer running,
            @Nullable Integer places) {}

    record Versions(String reconai, String java, int store) {}

    /// The store's kind, and how many bytes it takes.
    record StoreSize(String kind, long bytes) {}

    record SystemView(Versions versions, Queue queue, List<Worker> workers, StoreSize store) {}

    @GET
    @Path("/system")
    public Data<SystemView> system() {
        operators.require();
        var store = figures.extent();
        var load = queue.load();
        var hosts = work.load();
        var started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        return new Data<>(new SystemView(
                new Versions(Program.version(), Runtime.version().toString(), store.version()),
                queue(load, hosts),
                workers(new Worker("in_process", started, null, load.running(), settings.scansAtOnce()), hosts),
                new StoreSize(store.kind(), store.bytes())));
    }

    private Queue queue(ScanQueue.Load scans, Optional<WorkLoad> hosts) {
        var kind = work.isConnected().isPresent() ? "rabbitmq" : "in_process";
        return new Queue(
                kind,
                scans.waiting(),
                scans.oldestWaitingSince().orElse(null),
                hosts.map(WorkLoad::waiting).orElse(null),
                hosts.map(WorkLoad::dead).orElse(null));
    }

    private static List<Worker> workers(Worker own, Optional<WorkLoad> hosts) {
        var others = hosts.map(WorkLoad::workers).orElse(Map.of()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(seen -> new Worker(seen.getKey(), null, seen.getValue(), null, null));
        return Stream.concat(Stream.of(own), others).toList();
    }
}
