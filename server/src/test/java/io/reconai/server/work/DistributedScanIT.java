package io.reconai.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.Asset;
import io.reconai.engine.EngineSettings;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanEvent;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanReport;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.Workforce;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Finding;
import io.reconai.lab.FreePort;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.server.PackagedServer;
import io.reconai.server.work.rabbit.Broker;
import io.reconai.server.work.rabbit.RabbitWorkforce;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A scan whose hosts four worker processes look at, one of which is killed every 5 s, and whose broker crashes: it
/// ends complete, and equal to the scan of one undisturbed process.
///
/// `-Dreconai.distributed.hosts=2000` makes it larger.
class DistributedScanIT {

    private static final int HOSTS = Integer.getInteger("reconai.distributed.hosts", 250);
    private static final int WORKERS = 4;

    /// They remember how often they were asked, and answer a look that is begun anew differently.
    private static final Set<String> MINDFUL = Set.of("limiter.acme.test", "rate.acme.test", "rebind.acme.test");

    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(5);

    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> variables = new HashMap<>();

    @Test
    @Timeout(3_600)
    void isEqualToAnUndisturbedScan() throws Exception {
        try (var broker = Broker.start(folder.resolve("broker"));
                var lab = Lab.start(new LabOptions(HOSTS, Duration.ZERO, 42))) {
            variables.putAll(lab.environment());
            variables.put("RECONAI_CACHE_DIR", "off");
            variables.put("RECONAI_SOURCE_PAUSE_MS", "20");
            variables.put("RECONAI_CONCURRENCY", "16");
            variables.put("RECONAI_ROLE", "worker");
            variables.put("RABBITMQ_URL", broker.address().toString());
            var domain = new DomainName(lab.domain());
            var undisturbed = scan(domain, Workforce.alone(16));
            assertThat(undisturbed).hasSizeGreaterThanOrEqualTo(HOSTS - MINDFUL.size());
            try (var workforce = new RabbitWorkforce(broker.address(), 96)) {
                var kills = new AtomicInteger();
                var over = new CountDownLatch(1);
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    var workers = workers();
                    var killer = threads.submit(() -> {
                        var random = new Random(7);
                        while (!over.await(BETWEEN_KILLS.toMillis(), TimeUnit.MILLISECONDS)) {
                            var next = random.nextInt(WORKERS);
                            workers.get(next).kill();
                            workers.set(next, worker(next));
                            if (kills.incrementAndGet() == 2) {
                                broker.crash();
                            }
                        }
                        return workers;
                    });
                    try {
                        assertThat(differences(undisturbed, scan(domain, workforce)))
                                .isEmpty();
                        assertThat(workforce.load().waiting())
                                .as("orders left behind")
                                .isZero();
                        assertThat(workforce.load().dead())
                                .as("orders set aside")
                                .isZero();
                    } finally {
                        over.countDown();
                        killer.get().forEach(PackagedServer::close);
                    }
                }
                assertThat(kills).as("kills of workers").hasValueGreaterThan(2);
            }
        }
    }

    private List<PackagedServer> workers() throws Exception {
        var workers = new ArrayList<PackagedServer>();
        for (var i = 0; i < WORKERS; i++) {
            workers.add(worker(i));
        }
        return workers;
    }

    private PackagedServer worker(int number) throws Exception {
        var own = new HashMap<>(variables);
        own.put("PORT", String.valueOf(FreePort.find()));
        return PackagedServer.start(own, folder.resolve("worker-" + number + ".log"));
    }

    /// What a scan says of each host: where it is open, what is wrong and the score.
    private Map<String, String> scan(DomainName domain, Workforce workforce) throws Exception {
        var seen = new TreeMap<String, String>();
        try (var engine = new ScanEngine(EngineSettings.from(variables))) {
            var report = engine.scan(
                    ScanRequest.of("scan-1", domain, ScanMode.ACTIVE),
                    event -> {
                        if (event instanceof ScanEvent.HostScored scored) {
                            var before = seen.put(scored.asset().host().value(), summary(scored.asset()));
                            assertThat(before).as("the same host before").isNull();
                        }
                    },
                    workforce);
            assertThat(report.end()).isEqualTo(ScanReport.End.COMPLETED);
        }
        assertThat(seen).containsKeys(MINDFUL.toArray(String[]::new));
        seen.keySet().removeAll(MINDFUL);
        return seen;
    }

    /// What the one says of hosts that the other says otherwise.
    private static Map<String, String> differences(Map<String, String> one, Map<String, String> other) {
        var hosts = new TreeSet<>(one.keySet());
        hosts.addAll(other.keySet());
        return hosts.stream()
                .filter(host -> !Objects.equals(one.get(host), other.get(host)))
                .collect(Collectors.toMap(Function.identity(), host -> one.get(host) + ", then " + other.get(host)));
    }

    private static String summary(Asset asset) {
        var findings = asset.findings().stream().map(Finding::checkId).sorted().toList();
        return asset.evidence().openPorts() + " " + findings + " "
                + asset.risk().score();
    }
}
