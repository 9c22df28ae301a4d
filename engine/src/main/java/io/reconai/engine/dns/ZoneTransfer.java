package io.reconai.engine.dns;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ZoneTransferAttempt;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.net.LimitReachedException;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
        var names = new LinkedHashSet<DomainName>();
        var records = 0;
        var soaSeen = 0;
        try (connected) {
            var id = ThreadLocalRandom.current().nextInt(0x10000);
            TcpExchange.send(connected, DnsMessage.question(id, zone.value(), RecordType.AXFR, false));
            while (soaSeen < 2) {
                var octets = TcpExchange.receive(connected);
                var message = DnsMessage.parse(octets, octets.length);
                if (message.rcode() != 0 || message.answers().isEmpty()) {
                    return ended(server, endpoint, "refused", records, names);
                }
                for (var record : message.answers()) {
                    soaSeen += record.type().equals("SOA") ? 1 : 0;
                    records++;
                    DomainName.parse(record.name())
                            .filter(name -> name.isAtOrBelow(zone))
                            .ifPresent(names::add);
                }
                if (records > MAX_RECORDS) {
                    return ended(server, endpoint, "limit_reached", records, names);
                }
            }
            // Two SOA records and nothing between is how some servers say no (RFC 5936 §2.2 wants an error instead).
            return ended(server, endpoint, records > 2 ? "transferred" : "refused", records, names);
        } catch (LimitReachedException tooMuch) {
            return ended(server, endpoint, "limit_reached", records, names);
        } catch (MalformedMessageException | IOException closed) {
            return ended(server, endpoint, records > 2 ? "limit_reached" : "refused", records, names);
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
