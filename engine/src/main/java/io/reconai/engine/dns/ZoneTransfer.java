package io.reconai.engine.dns;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ZoneTransferAttempt;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Asks a name server for a whole zone (AXFR, RFC 5936). At most 100,000 records or 10 s; records outside the zone
/// drop.
public final class ZoneTransfer {

    private static final int DNS_PORT = 53;
    private static final int MAX_RECORDS = 100_000;
    private static final int SAMPLE = 20;
    private static final long MAX_BYTES = 32L * 1024 * 1024;
    private static final Duration TIME = Duration.ofSeconds(10);

    /// What a transfer came to: the attempt as evidence, and the names that it gave away.
    public record Result(ZoneTransferAttempt attempt, Set<DomainName> names) {}

    private final Dialer dialer;

    public ZoneTransfer(Dialer dialer) {
        this.dialer = dialer;
    }

    /// Asks one address of one name server.
    public Result ask(DomainName zone, String server, InetAddress address, Deadline outer) throws InterruptedException {
        var endpoint = IpAddresses.text(new InetSocketAddress(address, DNS_PORT));
        var limits = new Limits(MAX_BYTES, outer.orIn(TIME));
        return switch (dialer.connect(address, DNS_PORT, limits)) {
            case Outcome.Answered<Socket> connected -> transfer(connected.value(), zone, server, endpoint);
            case Outcome.Refused<Socket> _ -> without(server, endpoint, "refused");
            case Outcome.TimedOut<Socket> _ -> without(server, endpoint, "timed_out");
            case Outcome.Unreachable<Socket> _ -> without(server, endpoint, "timed_out");
            case Outcome.Blocked<Socket> _ -> without(server, endpoint, "blocked");
            case Outcome.Failed<Socket> _ -> without(server, endpoint, "failed");
        };
    }

    private static Result transfer(Socket connected, DomainName zone, String server, String endpoint) {
        var received = new Received(zone);
        try (connected) {
            var id = ThreadLocalRandom.current().nextInt(0x10000);
            TcpExchange.send(connected, DnsMessage.question(id, zone.value(), RecordType.AXFR, false));
            while (!received.isComplete()) {
                var octets = TcpExchange.receive(connected);
                var message = DnsMessage.parse(octets, octets.length);
                if (message.id() != id || !message.response() || message.rcode() != 0 || !received.add(message)) {
                    break;
                }
            }
        } catch (SocketTimeoutException silent) {
            received.fellSilent = true;
        } catch (MalformedMessageException | IOException ended) {
            // What came until then was given away all the same.
        }
        return ended(server, endpoint, received.outcome(), received.records, received.names);
    }

    /// What has come of a zone: first its SOA record, then all others, at last the SOA again (RFC 5936 §2.2).
    private static final class Received {
        final DomainName zone;
        final Set<DomainName> names = new LinkedHashSet<>();
        int records;
        boolean fellSilent;
        private int read;
        private int starts;

        Received(DomainName zone) {
            this.zone = zone;
        }

        /// False when no more is wanted: too much, or no zone transfer.
        boolean add(DnsMessage message) {
            for (var record : message.answers()) {
                if (isComplete() || ++read > MAX_RECORDS) {
                    return false;
                }
                var isStart = record.type().equals("SOA") && record.name().equals(zone.value());
                if (starts == 0 && !isStart) {
                    return false;
                }
                starts += isStart ? 1 : 0;
                var name = DomainName.parse(record.name()).filter(owner -> owner.isAtOrBelow(zone));
                name.ifPresent(names::add);
                records += isInZone(record.name()) ? 1 : 0;
            }
            return !message.answers().isEmpty();
        }

        /// Also of names that are no host's, such as `*` or one with a dot in a label.
        private boolean isInZone(String name) {
            return name.equals(zone.value()) || name.endsWith("." + zone);
        }

        boolean isComplete() {
            return starts == 2;
        }

        /// The SOA alone, once or twice, is how some servers say no (RFC 5936 §2.2 wants an error instead).
        String outcome() {
            if (records <= starts) {
                return fellSilent ? "timed_out" : "refused";
            }
            return isComplete() ? "transferred" : "limit_reached";
        }
    }

    private static Result without(String server, String endpoint, String outcome) {
        return ended(server, endpoint, outcome, 0, Set.of());
    }

    private static Result ended(String server, String endpoint, String outcome, int records, Set<DomainName> names) {
        List<String> sample =
                names.stream().limit(SAMPLE).map(DomainName::value).toList();
        return new Result(new ZoneTransferAttempt(server, endpoint, outcome, records, sample), Set.copyOf(names));
    }
}
