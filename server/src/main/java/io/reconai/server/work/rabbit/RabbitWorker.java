package io.reconai.server.work.rabbit;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.enrichment.HostObserver;
import io.reconai.server.work.HostAnswer;
import io.reconai.server.work.HostOrder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Takes orders from the broker, looks, and answers. An order is acknowledged when the broker has its answer, so that
/// one whose worker died goes to another.
///
/// An order that comes again, since the connection was lost before it was answered, is not looked at twice here.
public final class RabbitWorker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RabbitWorker.class);
    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final long CONFIRMED_WITHIN_MS = 10_000;
    private static final int PERSISTENT = 2;

    /// After a crash of the broker an order may come again behind many others.
    private static final int REMEMBERED_BYTES = 32 * 1024 * 1024;

    /// Scans whose zones are kept in mind: what is known of wildcards and networks serves all their hosts.
    private static final int MOST_SCANS = 256;

    private final Function<ScanRequest, HostObserver> observers;
    private final int hostsAtOnce;
    private final String name;
    private final Cache<String, HostObserver> scans = CacheBuilder.newBuilder()
            .maximumSize(MOST_SCANS)
            .expireAfterAccess(Duration.ofMinutes(15))
            .build();
    private final Cache<String, Boolean> recalled = CacheBuilder.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Names.ORDER_LIFE)
            .build();

    /// Answers that were just made, for orders that come again.
    private final Cache<String, byte[]> made;

    private final Map<String, FutureTask<byte[]>> looks = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BrokerLine line;
    private volatile boolean closing;

    /// @param observers looks at hosts of a scan
    /// @param hostsAtOnce looked at side by side; no more are taken from the queue
    /// @param name of this worker, to be shown to operators
    public RabbitWorker(URI broker, Function<ScanRequest, HostObserver> observers, int hostsAtOnce, String name) {
        this.observers = observers;
        this.hostsAtOnce = hostsAtOnce;
        this.name = name;
        made = CacheBuilder.newBuilder()
                .concurrencyLevel(1) // else each of four parts forgets what exceeds its quarter
                .maximumWeight(REMEMBERED_BYTES)
                .weigher((String _, byte[] answer) -> answer.length)
                .expireAfterWrite(Duration.ofMinutes(5))
                .build();
        line = new BrokerLine(broker, "reconai worker " + name, this::begin).open();
    }

    public boolean isConnected() {
        return line.isUp();
    }

    /// How many hosts are looked at.
    public int looking() {
        return looks.size();
    }

    private void begin(Connection connection) throws IOException {
        var orders = connection.createChannel();
        Names.declare(orders);
        var recalls = connection.createChannel();
        var queue = recalls.queueDeclare().getQueue();
        recalls.queueBind(queue, Names.RECALLS, "");
        recalls.basicConsume(queue, true, (_, delivery) -> recall(delivery), _ -> {});
        var replies = connection.createChannel();
        replies.confirmSelect();
        var post = new Post(orders, replies, name);
        orders.basicQos(hostsAtOnce);
        orders.basicConsume(
                Names.ORDERS, false, (_, delivery) -> threads.execute(() -> carryOut(post, delivery)), _ -> {});
    }

    private void recall(Delivery recall) {
        var id = String.valueOf(recall.getProperties().getMessageId());
        recalled.put(id, true);
        var look = looks.get(id);
        if (look != null) {
            look.cancel(true);
        }
    }

    private void carryOut(Post post, Delivery delivery) {
        var id = String.valueOf(delivery.getProperties().getMessageId());
        var tag = delivery.getEnvelope().getDeliveryTag();
        try {
            if (recalled.getIfPresent(id) != null) {
                post.done(tag);
                return;
            }
            post.answer(delivery.getProperties(), answer(id, delivery.getBody()));
            post.done(tag);
        } catch (CancellationException stopped) {
            end(post, tag, recalled.getIfPresent(id) != null);
        } catch (InterruptedException ended) {
            end(post, tag, false);
        } catch (IOException | TimeoutException | AlreadyClosedException lost) {
            LOG.debugf("an answer could not be given; the order comes again: %s", lost);
        }
    }

    /// @param over nobody waits for it; otherwise another worker is to take it
    private static void end(Post post, long tag, boolean over) {
        try {
            if (over) {
                post.done(tag);
            } else {
                post.giveBack(tag);
            }
        } catch (IOException | AlreadyClosedException lost) {
            LOG.debugf("the order comes again by itself: %s", lost);
        }
    }

    /// What was seen, just now or when the order came before.
    private byte[] answer(String id, byte[] order) throws IOException, InterruptedException {
        var earlier = made.getIfPresent(id);
        if (earlier != null) {
            return earlier;
        }
        var own = new FutureTask<>(() -> {
            var justMade = made.getIfPresent(id); // by a look that ended after we asked above
            return justMade != null ? justMade : look(order);
        });
        var look = looks.computeIfAbsent(id, _ -> own);
        if (look == own) {
            if (closing) {
                own.cancel(true);
            }
            threads.execute(own);
        }
        try {
            var answer = look.get();
            made.put(id, answer);
            return answer;
        } catch (ExecutionException broken) {
            LOG.errorf(broken, "a host could not be looked at");
            return HostAnswer.failed("failed on our side: " + broken.getCause()).write();
        } finally {
            looks.remove(id, look);
        }
    }

    private byte[] look(byte[] text) throws IOException, InterruptedException {
        HostAnswer answer;
        try {
            var order = HostOrder.read(text);
            var request = order.request();
            var observer = scans.get(order.scanId(), () -> observers.apply(request));
            answer = HostAnswer.seen(observer.observe(request, order.host(), order.step(), order.resolution()));
        } catch (IOException unreadable) {
            answer = HostAnswer.failed("the order cannot be read: " + unreadable.getMessage());
        } catch (ExecutionException | RuntimeException bug) {
            LOG.errorf(bug, "a host could not be looked at");
            answer = HostAnswer.failed("failed on our side: " + bug);
        }
        return answer.write();
    }

    /// Takes no further orders and gives back those that are not done.
    @Override
    public void close() {
        closing = true;
        looks.values().forEach(look -> look.cancel(true));
        threads.shutdown();
        try {
            threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        line.close();
        threads.shutdownNow();
    }

    /// The channels of one connection; one call at a time, as channels want it.
    private static final class Post {

        private final ReentrantLock lock = new ReentrantLock();
        private final Channel orders;
        private final Channel replies;
        private final String name;

        Post(Channel orders, Channel replies, String name) {
            this.orders = orders;
            this.replies = replies;
            this.name = name;
        }

        /// Returns when the broker has the answer. Where the queue is gone nobody waits for it.
        void answer(BasicProperties order, byte[] answer) throws IOException, InterruptedException, TimeoutException {
            var properties = new BasicProperties.Builder()
                    .messageId(order.getMessageId())
                    .appId(name)
                    .contentType("application/json")
                    .deliveryMode(PERSISTENT)
                    .build();
            lock.lockInterruptibly();
            try {
                replies.basicPublish("", String.valueOf(order.getReplyTo()), properties, answer);
                replies.waitForConfirmsOrDie(CONFIRMED_WITHIN_MS);
            } finally {
                lock.unlock();
            }
        }

        void done(long tag) throws IOException {
            lock.lock();
            try {
                orders.basicAck(tag, false);
            } finally {
                lock.unlock();
            }
        }

        void giveBack(long tag) throws IOException {
            lock.lock();
            try {
                orders.basicNack(tag, false, true);
            } finally {
                lock.unlock();
            }
        }
    }
}
