package io.reconai.server.work.rabbit;

import com.google.common.base.Throwables;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps one connection to the broker: when it is lost, another is made, and whoever uses it begins anew on that.
final class BrokerLine implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BrokerLine.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /// A dead machine is noticed within twice this.
    private static final int HEARTBEAT_SECONDS = 8;

    /// Sets up what is wanted on a new connection.
    @FunctionalInterface
    interface Beginning {
        void on(Connection connection) throws IOException, TimeoutException;
    }

    private final ConnectionFactory factory = new ConnectionFactory();
    private final String name;
    private final Beginning beginning;
    private final Thread thread;
    private volatile boolean isUp;
    private volatile boolean closed;

    /// @param name what the broker's own pages show
    BrokerLine(URI address, String name, Beginning beginning) {
        this.name = name;
        this.beginning = beginning;
        try {
            factory.setUri(address);
            if ("/".equals(address.getPath())) {
                factory.setVirtualHost("/"); // as everybody means it; by the letter it is the host without a name
            }
        } catch (GeneralSecurityException | java.net.URISyntaxException refused) {
            throw new IllegalArgumentException("the broker's address cannot be used", refused);
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout((int) PATIENCE.toMillis());
        factory.setHandshakeTimeout((int) PATIENCE.toMillis());
        factory.setChannelRpcTimeout((int) PATIENCE.toMillis());
        factory.setSharedExecutor(Executors.newVirtualThreadPerTaskExecutor());
        thread = Thread.ofVirtual().name("broker").unstarted(this::keep);
    }

    BrokerLine open() {
        thread.start();
        return this;
    }

    boolean isUp() {
        return isUp;
    }

    private void keep() {
        var pause = SHORTEST_PAUSE;
        while (!closed) {
            if (hold()) {
                pause = SHORTEST_PAUSE;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException ended) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /// Makes a connection and returns when it is lost; false when none could be made.
    private boolean hold() {
        @Nullable Connection connection = null;
        try {
            connection = factory.newConnection(name);
            var lost = new CountDownLatch(1);
            connection.addShutdownListener(_ -> lost.countDown());
            beginning.on(connection);
            isUp = true;
            LOG.infof("%s: connected to the broker", name);
            lost.await();
            return true;
        } catch (IOException | TimeoutException | RuntimeException away) {
            LOG.warnf("%s: the broker cannot be used: %s", name, Throwables.getRootCause(away));
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            isUp = false;
            if (connection != null) {
                connection.abort((int) PATIENCE.toMillis());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
