package io.reconai.server.work.rabbit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.Workforce;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.enrichment.HostObserver;
import io.reconai.engine.enrichment.NameResolution;
import io.reconai.engine.net.IpAddresses;
import io.reconai.server.work.HostAnswer;
import io.reconai.server.work.HostOrder;
import io.reconai.server.work.WorkLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hands the hosts of scans to workers and waits for what they saw. The domain itself is looked at here, where its
/// registration and what leaked of it are asked for anyway. Each host waits for its turn at its addresses.
///
/// An order is sent again when the broker did not confirm it before the connection was lost, and when nobody answered
/// for a long time. A scan that is canceled recalls its orders. Safe for use by many threads.
public final class RabbitWorkforce implements Workforce, AutoCloseable {

    /// Hosts of one address that are looked at side by side: as many ways its connections are shared.
    public static final int HOSTS_PER_ADDRESS = 2;

    private static final Logger LOG = Logger.getLogger(RabbitWorkforce.class);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int MOST_TRIES = 3;
    private static final int PERSISTENT = 2;
    private static final String DEATH = "x-first-death-reason";

    private final int hostsAtOnce;
    private final String orderer = UUID.randomUUID().toString();
    private final Map<String, PendingOrder> pending = new ConcurrentHashMap<>();
    private final Map<String, Instant> workers = new ConcurrentHashMap<>();
    private final Turns turns;
    private final BrokerLine line;
    private final ReentrantLock lock = new ReentrantLock();

    /// What was sent on the channel and not confirmed so far, by its number there. Both under the lock.
    private ConcurrentNavigableMap<Long, PendingOrder> unconfirmed = new ConcurrentSkipListMap<>();

    private @Nullable Channel channel;
    private String answers = "";

    /// The only one that has hosts looked at by the broker's workers.
    ///
    /// @param hostsAtOnce of one scan that are with workers at a time
    public RabbitWorkforce(URI broker, int hostsAtOnce) {
        this(broker, hostsAtOnce, new AddressTurns(HOSTS_PER_ADDRESS));
    }

    /// One of several.
    ///
    /// @param turns of which [#HOSTS_PER_ADDRESS] may be had at a time; closed with this
    public RabbitWorkforce(URI broker, int hostsAtOnce, SharedTurns turns) {
        this(broker, hostsAtOnce, (Turns) turns);
    }

    private RabbitWorkforce(URI broker, int hostsAtOnce, Turns turns) {
        this.hostsAtOnce = hostsAtOnce;
        this.turns = turns;
        line = new BrokerLine(broker, "reconai orders", this::begin).open();
    }

    @Override
    public HostObserver beside(HostObserver own) {
        return (request, host, step, resolution) -> {
            try (var _ = turns.take(addresses(host, resolution))) {
                return host.isApex()
                        ? own.observe(request, host, step, resolution)
                        : order(request, host, step, resolution);
            }
        };
    }

    @Override
    public int hostsAtOnce() {
        return hostsAtOnce;
    }

    public boolean isConnected() {
        return line.isUp();
    }

    /// @throws IOException when the broker does not say
    public WorkLoad load() throws IOException {
        lock.lock();
        try {
            if (channel == null) {
                throw new IOException("no connection to the broker");
            }
            var recent = Instant.now().minus(Duration.ofMinutes(5));
            workers.values().removeIf(seen -> seen.isBefore(recent));
            return new WorkLoad(channel.messageCount(Names.ORDERS), channel.messageCount(Names.DEAD), workers);
        } catch (AlreadyClosedException lost) {
            throw new IOException(lost);
        } finally {
            lock.unlock();
        }
    }

    private Evidence order(ScanRequest request, Host host, DiscoveryStep step, NameResolution.Real resolution)
            throws InterruptedException {
        var order = new PendingOrder(written(HostOrder.of(request, host, step, resolution)));
        var id = UUID.randomUUID().toString();
        try {
            for (var tries = 0; tries < MOST_TRIES; tries++) {
                send(id, order);
                var seen = order.await(PATIENCE);
                if (seen.isPresent()) {
                    return seen.get();
                }
            }
            throw new IllegalStateException("no worker answered in " + PATIENCE.multipliedBy(MOST_TRIES));
        } catch (InterruptedException canceled) {
            recall(id);
            throw canceled;
        } finally {
            pending.remove(id);
        }
    }

    private static Collection<InetAddress> addresses(Host host, NameResolution.Real resolution) {
        return host.isAddress() ? IpAddresses.parse(host.value()).stream().toList() : resolution.addresses();
    }

    private static byte[] written(HostOrder order) {
        try {
            return order.write();
        } catch (IOException bug) {
            throw new UncheckedIOException(bug);
        }
    }

    /// Begins on a new connection: what the broker may not have is sent again.
    private void begin(Connection connection) throws IOException {
        var fresh = connection.createChannel();
        Names.declare(fresh);
        fresh.confirmSelect();
        var sent = new ConcurrentSkipListMap<Long, PendingOrder>();
        fresh.addConfirmListener(
                (number, several) -> confirmed(sent, number, several).forEach(PendingOrder::safe),
                (number, several) -> confirmed(sent, number, several).forEach(PendingOrder::lost));
        var queue = Names.answers(fresh, orderer);
        lock.lock();
        try {
            channel = fresh;
            unconfirmed = sent;
            answers = queue;
            for (var order : pending.entrySet()) {
                if (!order.getValue().isSafe()) {
                    publish(order.getKey(), order.getValue());
                }
            }
        } finally {
            lock.unlock();
        }
        fresh.basicConsume(queue, true, (_, delivery) -> receive(delivery), _ -> {});
    }

    private static Collection<PendingOrder> confirmed(
            ConcurrentNavigableMap<Long, PendingOrder> sent, long number, boolean several) {
        var about = several ? sent.headMap(number, true) : sent.subMap(number, true, number, true);
        var orders = List.copyOf(about.values());
        about.clear();
        return orders;
    }

    /// Sends an order, or leaves it for the next connection. It becomes known and is sent in one step: in between a new
    /// connection would send it too.
    private void send(String id, PendingOrder order) throws InterruptedException {
        order.lost();
        lock.lockInterruptibly();
        try {
            pending.put(id, order);
            publish(id, order);
        } catch (IOException | AlreadyClosedException lost) {
            LOG.debugf("an order waits for the next connection: %s", lost);
        } finally {
            lock.unlock();
        }
    }

    private void publish(String id, PendingOrder order) throws IOException {
        if (channel == null || !channel.isOpen()) {
            return;
        }
        unconfirmed.put(channel.getNextPublishSeqNo(), order);
        var properties = new BasicProperties.Builder()
                .messageId(id)
                .replyTo(answers)
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .expiration(String.valueOf(Names.ORDER_LIFE.toMillis()))
                .build();
        channel.basicPublish("", Names.ORDERS, properties, order.body());
    }

    /// Tells all workers that nobody waits for an order any more. Where they do not hear of it they look in vain.
    private void recall(String id) {
        lock.lock();
        try {
            if (channel != null && channel.isOpen()) {
                channel.basicPublish(
                        Names.RECALLS,
                        "",
                        new BasicProperties.Builder().messageId(id).build(),
                        new byte[0]);
            }
        } catch (IOException | AlreadyClosedException lost) {
            LOG.debugf("an order was not recalled: %s", lost);
        } finally {
            lock.unlock();
        }
    }

    private void receive(Delivery delivery) {
        var properties = delivery.getProperties();
        var id = properties.getMessageId();
        if (id == null) {
            return;
        }
        if (properties.getAppId() != null) {
            workers.put(properties.getAppId(), Instant.now());
        }
        var order = pending.get(id);
        if (order == null) {
            return; // answered before, recalled, or another's dead letter
        }
        var headers = properties.getHeaders();
        if (headers != null && headers.containsKey(DEATH)) {
            order.answered(HostAnswer.failed("no worker survived it (" + headers.get(DEATH) + ")"));
            return;
        }
        try {
            order.answered(HostAnswer.read(delivery.getBody()));
        } catch (IOException unreadable) {
            order.answered(HostAnswer.failed("a worker's answer cannot be read: " + unreadable.getMessage()));
        }
    }

    @Override
    public void close() {
        line.close();
        turns.close();
    }
}
