package io.reconai.engine.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Opens every socket of the engine. Nothing else may (an ArchUnit rule sees to it).
///
/// What strangers name goes through the address policy right before it is connected to; what the operator names
/// (resolvers, sources) is connected to as it is. Safe for use by many threads.
public final class Dialer {

    /// Who has not taken up a connection by then does not.
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private record Target(InetSocketAddress endpoint, boolean permitted, String rule) {}

    private final DialerSettings settings;
    private final RateLimit rate;
    private final ConcurrentHashMap<InetAddress, Places> perAddress = new ConcurrentHashMap<>();

    public Dialer(DialerSettings settings) {
        this.settings = settings;
        rate = new RateLimit(settings.connectionsPerSecond());
    }

    /// The rule that forbids talking to an address at all; empty when at least one of its ports is permitted.
    public Optional<String> forbids(InetAddress address) {
        return settings.connectTo().knows(address)
                ? settings.policy().excludes(address)
                : settings.policy().forbids(address);
    }

    /// Connects to a host of the target, bounded by the limits from the first byte to the last.
    ///
    /// Waits for its turn: for the global rate and for a free place at the address.
    ///
    /// @return the connected socket, to be closed by the caller; fit to be layered by TLS
    /// @throws InterruptedException when the scan is cancelled
    public Outcome<Socket> connect(InetAddress address, int port, Limits limits) throws InterruptedException {
        var target = target(address, port);
        if (!target.permitted()) {
            return new Outcome.Blocked<>(target.rule());
        }
        if (limits.deadline().hasPassed()) {
            return new Outcome.Failed<>("no time was left"); // which says nothing of the peer
        }
        var places = places(address);
        if (!places.take(limits.deadline())) {
            return new Outcome.Failed<>("no free place at this address in time");
        }
        rate.acquire();
        return open(target.endpoint(), limits, places::giveBack);
    }

    /// Says that a connection to an address is not needed now. Somebody who waits for a place there has it closed.
    ///
    /// @param close ends the connection; may be called by any thread until it is woken
    public Resting rest(InetAddress address, Runnable close) {
        return places(address).rest(close);
    }

    private Places places(InetAddress address) {
        return perAddress.computeIfAbsent(address, _ -> new Places(settings.connectionsPerAddress()));
    }

    /// Connects to a service that the operator named, such as a source of names; the policy does not apply.
    public Outcome<Socket> connectNamed(InetSocketAddress endpoint, Limits limits) throws InterruptedException {
        rate.acquire();
        return open(endpoint, limits, () -> {});
    }

    /// A socket for an event loop that begins to connect to a host of the target without waiting.
    ///
    /// @return the channel, connecting or connected; the loop closes it
    public Outcome<SocketChannel> beginConnect(InetAddress address, int port) {
        var target = target(address, port);
        if (!target.permitted()) {
            return new Outcome.Blocked<>(target.rule());
        }
        try {
            var channel = SocketChannel.open(
                    target.endpoint().getAddress() instanceof Inet4Address
                            ? StandardProtocolFamily.INET
                            : StandardProtocolFamily.INET6);
            try {
                channel.configureBlocking(false);
                channel.connect(target.endpoint());
                return new Outcome.Answered<>(channel, Duration.ZERO);
            } catch (IOException failed) {
                channel.close();
                return classify(failed, System.nanoTime());
            }
        } catch (IOException exhausted) {
            return new Outcome.Failed<>(reason(exhausted));
        }
    }

    /// True when an event loop may begin a connection now; it has then used a slot of the global rate.
    public boolean tryPace() {
        return rate.tryAcquire();
    }

    /// True when [#tryPace] would succeed now, as far as others leave it.
    public boolean hasPace() {
        return rate.hasSlot();
    }

    /// An unconnected UDP socket on a port that the system chooses at random.
    public DatagramChannel openDatagram() throws IOException {
        var channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.bind(null);
        return channel;
    }

    /// A UDP socket connected to a server that the operator named, on a port that the system chooses at random. Of the
    /// server's own family: packets of IPv4 make a detour through a socket of IPv6.
    public DatagramChannel connectDatagram(InetSocketAddress server) throws IOException {
        var family = server.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
        var channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            channel.connect(server);
            return channel;
        } catch (IOException unreachable) {
            channel.close();
            throw unreachable;
        }
    }

    /// A blocking UDP socket connected to a host of the target, for one question: it hears that host alone, and learns
    /// when nobody listens there. Waits for its turn within the global rate.
    ///
    /// @return the socket, to be closed by the caller
    /// @throws InterruptedException when the scan is cancelled
    public Outcome<DatagramChannel> connectDatagram(InetAddress address, int port) throws InterruptedException {
        var target = target(address, port);
        if (!target.permitted()) {
            return new Outcome.Blocked<>(target.rule());
        }
        rate.acquire();
        var began = System.nanoTime();
        try {
            var channel = connectDatagram(target.endpoint());
            channel.configureBlocking(true);
            return new Outcome.Answered<>(channel, since(began));
        } catch (IOException failed) {
            return classify(failed, began);
        }
    }

    /// Where UDP packets for a host of the target go; empty when the policy forbids it.
    public Optional<InetSocketAddress> datagramTarget(InetAddress address, int port) {
        var target = target(address, port);
        return target.permitted() ? Optional.of(target.endpoint()) : Optional.empty();
    }

    private Target target(InetAddress address, int port) {
        var instead = settings.connectTo().target(address, port);
        var rule = instead.isPresent()
                ? settings.policy().excludes(address)
                : settings.policy().forbids(address);
        if (instead.isPresent()) {
            return new Target(instead.get(), rule.isEmpty(), rule.orElse(""));
        }
        return new Target(new InetSocketAddress(address, port), rule.isEmpty(), rule.orElse(""));
    }

    private static Outcome<Socket> open(InetSocketAddress endpoint, Limits limits, Runnable release) {
        var began = System.nanoTime();
        var socket = new Socket();
        var handedOver = false;
        try {
            socket.setTcpNoDelay(true);
            var millis = Math.min(limits.deadline().remaining().toMillis(), LONGEST_CONNECT.toMillis());
            socket.connect(endpoint, (int) Math.max(1, millis));
            if (!endpoint.getAddress().equals(socket.getInetAddress())) {
                return new Outcome.Failed<>("connected to another address than asked");
            }
            var bounded = new BoundedSocket(socket, limits, release);
            handedOver = true;
            return new Outcome.Answered<>(bounded, since(began));
        } catch (IOException failed) {
            return classify(failed, began);
        } finally {
            if (!handedOver) {
                closeQuietly(socket);
                release.run();
            }
        }
    }

    /// Tells apart what the JDK throws for one connect.
    public static <T> Outcome<T> classify(IOException failed, long beganNanos) {
        if (failed instanceof ConnectException && "Connection refused".equals(failed.getMessage())) {
            return new Outcome.Refused<>(since(beganNanos)); // most ports of most hosts end here
        }
        var text = reason(failed).toLowerCase(Locale.ROOT);
        if (failed instanceof PortUnreachableException) {
            return new Outcome.Refused<>(since(beganNanos));
        }
        if (failed instanceof SocketTimeoutException) {
            return new Outcome.TimedOut<>(since(beganNanos));
        }
        if (failed instanceof NoRouteToHostException
                || text.contains("host is unreachable")
                || text.contains("no route")) {
            return new Outcome.Unreachable<>("host unreachable");
        }
        if (failed instanceof ConnectException && text.contains("refused") || text.contains("connection reset")) {
            return new Outcome.Refused<>(since(beganNanos));
        }
        if (text.contains("timed out")) {
            return new Outcome.TimedOut<>(since(beganNanos));
        }
        if (text.contains("permission denied")) {
            return new Outcome.Unreachable<>("administratively prohibited");
        }
        return new Outcome.Failed<>(reason(failed));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static String reason(IOException failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It never was ours to use.
        }
    }
}
