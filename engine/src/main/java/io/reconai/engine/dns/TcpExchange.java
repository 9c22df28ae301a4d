package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/// One question over TCP (RFC 7766), for answers that do not fit into a packet.
final class TcpExchange {

    private static final long MAX_BYTES = 65_537;

    private final Dialer dialer;

    TcpExchange(Dialer dialer) {
        this.dialer = dialer;
    }

    /// Asks the server at one place of a route.
    DnsLookup ask(DnsQuestion question, Route route, int place, Deadline deadline) throws InterruptedException {
        var began = System.nanoTime();
        var limits = new Limits(MAX_BYTES, deadline);
        return switch (dialer.connectNamed(route.server(place), limits)) {
            case Outcome.Answered<Socket> connected -> exchange(connected.value(), question, route, place, began);
            case Outcome.TimedOut<Socket> _ -> without(question, DnsOutcome.TIMEOUT, route, place, began);
            case Outcome.Refused<Socket> _,
                    Outcome.Unreachable<Socket> _,
                    Outcome.Blocked<Socket> _,
                    Outcome.Failed<Socket> _ -> without(question, DnsOutcome.UNREACHABLE, route, place, began);
        };
    }

    private static DnsLookup exchange(Socket connected, DnsQuestion question, Route route, int place, long began)
            throws InterruptedException {
        var id = ThreadLocalRandom.current().nextInt(0x10000);
        try (connected) {
            send(connected, DnsMessage.question(id, question, route.recursionDesired(), true));
            var octets = receive(connected);
            var message = DnsMessage.parse(octets, octets.length);
            if (message.id() != id || !message.answers(question) || message.truncated()) {
                return without(question, DnsOutcome.FORMERR, route, place, began);
            }
            return Answers.lookup(
                    question, message, route.shown(place), "tcp", route.recursionDesired(), elapsedMs(began));
        } catch (MalformedMessageException garbage) {
            return without(question, DnsOutcome.FORMERR, route, place, began);
        } catch (IOException broken) {
            if (Thread.interrupted()) { // a virtual thread's read ends so when its scan is cancelled
                throw new InterruptedException("cancelled while waiting for an answer over TCP");
            }
            return without(question, DnsOutcome.TIMEOUT, route, place, began);
        }
    }

    static void send(Socket connected, byte[] message) throws IOException {
        var out = new DataOutputStream(connected.getOutputStream());
        var framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        out.write(framed); // in one segment: some servers close on a lone length
        out.flush();
    }

    static byte[] receive(Socket connected) throws IOException {
        var in = new DataInputStream(connected.getInputStream());
        var octets = new byte[in.readUnsignedShort()];
        in.readFully(octets);
        return octets;
    }

    private static DnsLookup without(DnsQuestion question, DnsOutcome outcome, Route route, int place, long began) {
        return Answers.without(
                question, outcome, route.shown(place), "tcp", route.recursionDesired(), elapsedMs(began));
    }

    private static long elapsedMs(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }
}
