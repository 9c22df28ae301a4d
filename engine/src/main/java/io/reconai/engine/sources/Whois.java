package io.reconai.engine.sources;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.DomainRegistration;
import io.reconai.engine.asset.NetworkRegistration;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.asset.Text;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// WHOIS (RFC 3912), asked where RDAP has no answer: IANA's server first, which refers to the one that knows.
///
/// Its text has no standard: the usual spellings of a few keys are understood, and nothing is guessed. 64 KiB and 10 s
/// at most. One scan's; used by one thread.
public final class Whois {

    private static final String ID = "whois";
    private static final int PORT = 43;
    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int TEXT = 200;
    private static final int MOST_LISTED = 20;

    /// How lines begin that say that there is no such domain.
    private static final List<String> NOT_FOUND = List.of(
            "no match",
            "not found",
            "no entries found",
            "domain not found",
            "no data found",
            "status: available",
            "status: free");

    private static final List<String> LIMITED = List.of(
            "quota exceeded", "number of allowed queries exceeded", "rate limit", "query limit", "too many requests");

    private final InetSocketAddress first;
    private final Dialer dialer;
    private final DnsClient dns;
    private final Duration spacing;
    private final long began = System.nanoTime();
    private long asked;
    private long answered;
    private Status status = Status.SKIPPED;
    private String detail = "RDAP answered";

    /// @param first asked first, for its referral: IANA's server, unresolved
    /// @param spacing between two questions
    public Whois(InetSocketAddress first, Dialer dialer, DnsClient dns, Duration spacing) {
        this.spacing = spacing;
        this.first = first;
        this.dialer = dialer;
        this.dns = dns;
    }

    /// Asks for a registered domain.
    public Optional<DomainRegistration> domain(DomainName registered) throws InterruptedException {
        return ask(registered.value()).map(text -> domain(registered, text));
    }

    /// Asks for the network around an address.
    public Optional<NetworkRegistration> network(InetAddress address) throws InterruptedException {
        return ask(IpAddresses.text(address)).map(Whois::network);
    }

    /// How it fared.
    public SourceHealth health() {
        var elapsed = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new SourceHealth(ID, status, asked, answered, 0, detail, elapsed);
    }

    private Optional<String> ask(String question) throws InterruptedException {
        status = Status.ANSWERED;
        detail = "";
        var referral = exchange(first.getHostString(), first.getPort(), question);
        var server = referral.flatMap(text -> value(text, "refer", "whois", "referralserver"));
        var said = server.isEmpty() ? referral : exchange(host(server.get()), PORT, question);
        if (said.filter(Whois::saysTooMuch).isPresent()) {
            status = Status.LIMITED;
            detail = "it says that we asked too much";
            return Optional.empty();
        }
        return said.filter(text -> !saysNotFound(text));
    }

    /// An answer with facts in it may speak of limits in its terms of use.
    static boolean saysTooMuch(String text) {
        return value(text, "registrar", "creation date", "created", "netname").isEmpty()
                && lines(text).anyMatch(line -> LIMITED.stream().anyMatch(line::contains));
    }

    static boolean saysNotFound(String text) {
        return lines(text)
                .anyMatch(
                        line -> line.endsWith(" is free") || NOT_FOUND.stream().anyMatch(line::startsWith));
    }

    /// Lines without what stands around their words, in lower case and cut.
    private static Stream<String> lines(String text) {
        return text.lines()
                .map(line -> line.substring(0, Math.min(line.length(), TEXT)))
                .map(line -> line.replaceAll("^[^\\p{L}]+|[\\s.!]+$", ""))
                .map(line -> line.replaceAll(": +", ": ").toLowerCase(Locale.ROOT));
    }

    private static String host(String server) {
        return server.replaceFirst("(?i)^r?whois://", "").replaceFirst("[:/].*$", "");
    }

    private Optional<String> exchange(String server, int port, String question) throws InterruptedException {
        if (asked++ > 0) {
            Thread.sleep(spacing);
        }
        var address = resolve(server);
        if (address.isEmpty()) {
            return failed(server + " has no address");
        }
        var endpoint = new InetSocketAddress(address.get(), port);
        var limits = new Limits(MOST_BYTES, Deadline.in(TIME));
        var isNamed = server.equals(first.getHostString());
        var connecting = isNamed ? dialer.connectNamed(endpoint, limits) : dialer.connect(address.get(), port, limits);
        return switch (connecting) {
            case Outcome.Answered<Socket> connected -> exchange(connected.value(), server, question);
            case Outcome.Refused<Socket> _ -> failed(server + " refused the connection");
            case Outcome.TimedOut<Socket> _ -> failed(server + " did not answer");
            case Outcome.Unreachable<Socket> way -> failed(server + ": " + way.reason());
            case Outcome.Blocked<Socket> blocked -> failed(server + " is not asked: " + blocked.rule());
            case Outcome.Failed<Socket> ours -> failed(server + ": " + ours.reason());
        };
    }

    private Optional<String> exchange(Socket connected, String server, String question) {
        try (connected) {
            connected.getOutputStream().write((question + "\r\n").getBytes(StandardCharsets.US_ASCII));
            connected.getOutputStream().flush();
            var said = connected.getInputStream().readNBytes(MOST_BYTES);
            answered++;
            return Optional.of(text(said));
        } catch (IOException broken) {
            return failed(server + ": " + broken.getMessage());
        }
    }

    private Optional<String> failed(String why) {
        status = Status.FAILED;
        detail = Text.visible(why, TEXT);
        return Optional.empty();
    }

    /// UTF-8 where it is that, else Latin-1.
    static String text(byte[] said) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(said))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(said, StandardCharsets.ISO_8859_1);
        }
    }

    private Optional<InetAddress> resolve(String server) throws InterruptedException {
        var literal = IpAddresses.parse(server);
        if (literal.isPresent()) {
            return literal;
        }
        var name = DomainName.parse(server);
        return name.isEmpty()
                ? Optional.empty()
                : dns.ask(new DnsQuestion(name.get(), RecordType.A))
                        .data()
                        .flatMap(text -> IpAddresses.parse(text).stream())
                        .findFirst();
    }

    static DomainRegistration domain(DomainName registered, String text) {
        return new DomainRegistration(
                registered.value(),
                ID,
                value(text, "registrar", "registrar name", "sponsoring registrar")
                        .orElse(""),
                time(text, "creation date", "created", "registered on", "registered", "domain registered")
                        .orElse(null),
                time(
                                text,
                                "registry expiry date",
                                "registrar registration expiration date",
                                "expiry date",
                                "expiration date",
                                "expires",
                                "paid-till",
                                "expires on")
                        .orElse(null),
                time(text, "updated date", "last updated", "changed", "last-update", "modified")
                        .orElse(null),
                values(text, "domain status", "status").stream()
                        .map(value -> value.split("\\s+https?://", 2)[0])
                        .toList(),
                values(text, "name server", "nserver", "nameserver", "name servers").stream()
                        .map(value -> value.split("\\s", 2)[0].replaceFirst("\\.$", ""))
                        .toList(),
                null);
    }

    static NetworkRegistration network(String text) {
        return new NetworkRegistration(
                value(text, "inetnum", "inet6num", "netrange").orElse(""),
                ID,
                value(text, "netname").orElse(""),
                value(text, "org-name", "orgname", "organization", "descr").orElse(""),
                value(text, "country").orElse("").toUpperCase(Locale.ROOT));
    }

    private static Optional<Instant> time(String text, String... keys) {
        return value(text, keys).flatMap(Dates::parse);
    }

    private static Optional<String> value(String text, String... keys) {
        for (var key : keys) {
            var found = values(text, key);
            if (!found.isEmpty()) {
                return Optional.of(found.getFirst());
            }
        }
        return Optional.empty();
    }

    /// The values of `Key: value` lines, case of the key aside; comments are left out.
    private static List<String> values(String text, String... keys) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("%") && !line.startsWith("#") && line.indexOf(':') > 0)
                .filter(line -> List.of(keys)
                        .contains(line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT)))
                .map(line -> Text.visible(line.substring(line.indexOf(':') + 1).strip(), TEXT))
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(MOST_LISTED)
                .toList();
    }
}
