package io.reconai.server.work;

import io.reconai.engine.EngineSettings;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanListener;
import io.reconai.engine.ScanReport;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.Workforce;
import io.reconai.server.store.LeaseStore;
import io.reconai.server.system.ProcessName;
import io.reconai.server.system.ServerSettings;
import io.reconai.server.work.rabbit.RabbitWorker;
import io.reconai.server.work.rabbit.RabbitWorkforce;
import io.reconai.server.work.rabbit.SharedTurns;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs scans with whoever looks at their hosts: this process alone, or workers that a broker reaches, itself among
/// them where its role is `all`.
@Singleton
public class Work implements AutoCloseable {

    /// So many workers can be kept busy by one scan.
    private static final int WORKERS_A_SCAN = 12;

    private final WorkSettings settings;
    private final EngineSettings engineSettings;
    private final @Nullable RabbitWorkforce others;
    private @Nullable RabbitWorker own;
    private @Nullable ScanEngine engine;

    Work(ServerSettings settings, LeaseStore leases, ProcessName self, Clock clock) {
        this.settings = settings.work();
        var alone = this.settings.broker().isEmpty();
        engineSettings =
                alone ? settings.engine() : settings.engine().sharingAddresses(RabbitWorkforce.HOSTS_PER_ADDRESS);
        others = this.settings
                .broker()
                .map(broker -> new RabbitWorkforce(
                        broker,
                        engineSettings.hostsAtOnce() * WORKERS_A_SCAN,
                        new SharedTurns(
                                leases, self.value(), RabbitWorkforce.HOSTS_PER_ADDRESS, settings.lease(), clock)))
                .orElse(null);
    }

    /// Begins to take orders where that is this process's part.
    public synchronized void start() throws IOException {
        if (settings.role() == WorkSettings.Role.ALL && settings.broker().isPresent() && own == null) {
            own = worker(settings.broker().get(), engine(), engineSettings.hostsAtOnce());
        }
    }

    /// A worker under a name that nobody else has.
    static RabbitWorker worker(URI broker, ScanEngine engine, int hostsAtOnce) {
        var name = "worker-" + UUID.randomUUID().toString().substring(0, 8);
        return new RabbitWorker(broker, engine::observer, hostsAtOnce, name);
    }

    /// Scans; see [ScanEngine#scan(ScanRequest, ScanListener)].
    ///
    /// @throws IOException when the engine cannot be opened
    public ScanReport scan(ScanRequest request, ScanListener listener) throws IOException, InterruptedException {
        var workforce = others == null ? Workforce.alone(engineSettings.hostsAtOnce()) : others;
        return engine().scan(request, listener, workforce);
    }

    /// Whether the broker is reached; empty where there is none.
    public Optional<Boolean> isConnected() {
        return Optional.ofNullable(others).map(RabbitWorkforce::isConnected);
    }

    /// How the workers are; empty where there is no broker or it does not say.
    public Optional<WorkLoad> load() {
        if (others == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(others.load());
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    private synchronized ScanEngine engine() throws IOException {
        if (engine == null) {
            engine = new ScanEngine(engineSettings);
        }
        return engine;
    }

    @Override
    public synchronized void close() {
        if (own != null) {
            own.close();
        }
        if (others != null) {
            others.close();
        }
        if (engine != null) {
            engine.close();
        }
    }
}
