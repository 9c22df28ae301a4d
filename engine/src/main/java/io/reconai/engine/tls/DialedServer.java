package io.reconai.engine.tls;

import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.LimitReachedException;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One address and port, asked over the network. Safe for use by several threads.
final class DialedServer implements HelloServer {

    private final Dialer dialer;
    private final InetAddress address;
    private final int port;
    private final Optional<StartTls> preamble;
    private final Deadline deadline;
    private final RandomGenerator random;

    /// @param preamble what is said in the clear before the first hello
    /// @param deadline of all questions together
    /// @param random for the hellos' random; nothing secret is made of it, since no handshake is completed
    DialedServer(
            Dialer dialer,
            InetAddress address,
            int port,
            Optional<StartTls> preamble,
            Deadline deadline,
            RandomGenerator random) {
        this.dialer = dialer;
        this.address = address;
        this.port = port;
        this.preamble = preamble;
        this.deadline = deadline;
        this.random = random;
    }

    @Override
    public HelloAnswer ask(ClientHello hello, ServerFlight.Until until, Duration patience) throws InterruptedException {
        if (deadline.hasPassed()) {
            return new HelloAnswer.Nothing(ExchangeOutcome.FAILED, "the host's time was up");
        }
        return switch (dialer.connect(address, port, Limits.tls(deadline.orIn(patience)))) {
            case Outcome.Answered<Socket> connected -> exchange(connected.value(), hello, until);
            case Outcome.Refused<Socket> _ -> new HelloAnswer.Nothing(ExchangeOutcome.REFUSED, "connection refused");
            case Outcome.TimedOut<Socket> _ -> new HelloAnswer.Nothing(ExchangeOutcome.TIMED_OUT, "no connection");
            case Outcome.Unreachable<Socket> way -> new HelloAnswer.Nothing(ExchangeOutcome.TIMED_OUT, way.reason());
            case Outcome.Blocked<Socket> blocked -> new HelloAnswer.Nothing(ExchangeOutcome.BLOCKED, blocked.rule());
            case Outcome.Failed<Socket> ours -> new HelloAnswer.Nothing(ExchangeOutcome.FAILED, ours.reason());
        };
    }

    private HelloAnswer exchange(Socket connected, ClientHello hello, ServerFlight.Until until) {
        try (connected) {
            if (preamble.isPresent()) {
                var said = preamble.get().speak(connected);
                if (said.isPresent()) {
                    return new HelloAnswer.Nothing(
                            ExchangeOutcome.MALFORMED, said.get().said());
                }
            }
            var octets = new byte[32];
            random.nextBytes(octets);
            connected.getOutputStream().write(hello.encode(octets));
            return FlightReader.read(new BufferedInputStream(connected.getInputStream()), until);
        } catch (SocketTimeoutException silent) {
            return new HelloAnswer.Nothing(ExchangeOutcome.TIMED_OUT, "silent after the hello");
        } catch (LimitReachedException limit) {
            return new HelloAnswer.Nothing(ExchangeOutcome.LIMIT_REACHED, String.valueOf(limit.getMessage()));
        } catch (IOException reset) {
            return new HelloAnswer.Nothing(ExchangeOutcome.MALFORMED, "reset after the hello");
        }
    }
}
