package io.reconai.server.work.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.enrichment.HostObserver;
import io.reconai.engine.enrichment.NameResolution;
import io.reconai.server.work.WorkLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Orders over a real broker: what happens to workers, to the broker and to scans loses none and answers each once.
@Timeout(180)
class RabbitWorkTest {

    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private static Path folder = Path.of("");

    private static @Nullable Broker broker;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> looks = new ConcurrentHashMap<>();
    private final RabbitWorkforce workforce = new RabbitWorkforce(broker().address(), 100);

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    @AfterEach
    void close() {
        workforce.close();
        threads.shutdownNow();
    }

    private static Broker broker() {
        return Objects.requireNonNull(broker);
    }

    private RabbitWorker worker(HostObserver observer) {
        return new RabbitWorker(broker().address(), _ -> observer, 8, "test");
    }

    /// Sees nothing, and counts.
    private Evidence see(ScanRequest request, Host host, DiscoveryStep step, NameResolution.Real resolution) {
        looks.merge(host.value(), 1, Integer::sum);
        return Evidence.empty(request.scanId(), request.mode(), host, THEN);
    }

    private static Host host(String label) {
        return Host.of(new DomainName(label + ".acme.test"), DOMAIN);
    }

    private Future<Evidence> order(Host host) {
        HostObserver own = (_, _, _, _) -> {
            throw new IllegalStateException("looked at here");
        };
        return threads.submit(() -> workforce
                .beside(own)
                .observe(
                        ScanRequest.of("scan-1", DOMAIN, ScanMode.STANDARD),
                        host,
                        new DiscoveryStep("test", ""),
                        new NameResolution.Real(List.of(), List.of())));
    }

    private List<Future<Evidence>> orders(int count) {
        return IntStream.range(0, count).mapToObj(i -> order(host("h" + i))).toList();
    }

    /// A consumer of the queue that is none of our workers.
    private static Channel stranger(Stranger what) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(broker().address());
        factory.setVirtualHost("/");
        factory.setAutomaticRecoveryEnabled(false);
        var channel = factory.newConnection().createChannel();
        Names.declare(channel);
        channel.basicQos(1);
        DeliverCallback deliver =
                (_, delivery) -> what.take(channel, delivery.getEnvelope().getDeliveryTag());
        channel.basicConsume(Names.ORDERS, false, deliver, _ -> {});
        return channel;
    }

    @FunctionalInterface
    private interface Stranger {
        void take(Channel channel, long tag) throws IOException;
    }

    @Test
    void everyOrderIsAnsweredOnce() throws Exception {
        try (var _ = worker(this::see);
                var _ = worker(this::see)) {
            var all = orders(200);
            for (var i = 0; i < all.size(); i++) {
                assertThat(all.get(i).get().host()).isEqualTo(host("h" + i));
            }
        }
        assertThat(looks).hasSize(200).allSatisfy((_, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(workforce.load().waiting()).isZero();
        assertThat(workforce.load().workers()).containsOnlyKeys("test");
    }

    @Test
    void ordersWaitForAWorker() throws Exception {
        var all = orders(5);
        assertThatThrownBy(() -> all.getFirst().get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        try (var _ = worker(this::see)) {
            for (var one : all) {
                one.get();
            }
        }
    }

    @Test
    void theDomainItselfIsLookedAtHere() {
        assertThatThrownBy(() -> order(Host.of(DOMAIN, DOMAIN)).get())
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("looked at here");
    }

    @Test
    void aFailureIsTold() {
        try (var _ = worker((_, _, _, _) -> {
            throw new IllegalStateException("a bug");
        })) {
            assertThatThrownBy(() -> order(host("www")).get()).hasMessageContaining("a bug");
        }
    }

    @Test
    void aWorkerOutlivesWhatBreaksItsThread() throws Exception {
        try (var _ = worker((request, host, step, resolution) -> {
            if (host.equals(host("deep"))) {
                throw new StackOverflowError("too deep");
            }
            return see(request, host, step, resolution);
        })) {
            assertThatThrownBy(() -> order(host("deep")).get()).hasMessageContaining("too deep");
            assertThat(order(host("www")).get().host()).isEqualTo(host("www"));
        }
    }

    @Test
    void whatADeadWorkerHeldGoesToAnother() throws Exception {
        var taken = new CountDownLatch(1);
        var dying = stranger((_, _) -> taken.countDown());
        var answer = order(host("www"));
        taken.await();
        dying.getConnection().abort();
        try (var _ = worker(this::see)) {
            assertThat(answer.get().host()).isEqualTo(host("www"));
        }
    }

    @Test
    void whatKillsEveryWorkerIsSetAside() throws Exception {
        var before = load().dead();
        var killing = stranger((channel, tag) -> channel.basicNack(tag, false, true));
        assertThatThrownBy(() -> order(host("poison")).get())
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("no worker survived it");
        killing.getConnection().abort();
        assertThat(load().dead()).isEqualTo(before + 1);
    }

    private WorkLoad load() throws Exception {
        while (!workforce.isConnected()) {
            Thread.sleep(Duration.ofMillis(20));
        }
        return workforce.load();
    }

    @Test
    void aCanceledScanRecallsItsOrders() throws Exception {
        var begun = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        try (var _ = worker((_, _, _, _) -> {
            begun.countDown();
            try {
                Thread.sleep(Duration.ofMinutes(5));
            } catch (InterruptedException recalled) {
                stopped.countDown();
                throw recalled;
            }
            throw new IllegalStateException("not recalled");
        })) {
            var order = order(host("www"));
            begun.await();
            order.cancel(true);
            stopped.await();
        }
    }

    @Test
    void aWorkerThatEndsGivesBackWhatIsNotDone() throws Exception {
        var begun = new CountDownLatch(1);
        var ending = worker((_, _, _, _) -> {
            begun.countDown();
            Thread.sleep(Duration.ofMinutes(5));
            throw new IllegalStateException("not ended");
        });
        var answer = order(host("www"));
        begun.await();
        ending.close();
        try (var _ = worker(this::see)) {
            assertThat(answer.get().host()).isEqualTo(host("www"));
        }
    }

    @Test
    void theBrokerMayCrash() throws Exception {
        var gate = new CountDownLatch(1);
        try (var _ = worker((request, host, step, resolution) -> {
            gate.await();
            return see(request, host, step, resolution);
        })) {
            var all = orders(40);
            while (load().waiting() < 32) {
                Thread.sleep(Duration.ofMillis(50)); // eight are looked at
            }
            Thread.sleep(Duration.ofSeconds(4)); // a younger queue does not survive a crash
            broker().crash();
            gate.countDown();
            for (var i = 0; i < all.size(); i++) {
                assertThat(all.get(i).get().host()).isEqualTo(host("h" + i));
            }
        }
        assertThat(looks).hasSize(40).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
    }
}
