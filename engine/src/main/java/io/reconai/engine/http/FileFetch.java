package io.reconai.engine.http;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Text;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import io.reconai.engine.tls.TlsInspector;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fetches one small file of a domain on the scheme's own port: at most 1 KiB of it, no matter what certificate.
///
/// Redirects are followed three times, on standard ports, and only inside the domain's registrable domain; each target
/// is resolved and goes through the address policy. Safe for use by many threads.
public final class FileFetch {

    /// What is read of a file.
    private static final int MOST_BYTES = 1024;

    /// Of the wire: head, body and what a server adds.
    private static final long WIRE_BYTES = 64 * 1024;

    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_ADDRESSES = 2;

    private final Dialer dialer;
    private final TlsInspector tls;
    private final Resolver resolver;
    private final String userAgent;

    /// Asks a DNS question.
    @FunctionalInterface
    public interface Resolver {
        DnsLookup ask(DnsQuestion question) throws InterruptedException;
    }

    /// What came of it.
    public sealed interface Fetched {

        /// An answer, of whatever status.
        ///
        /// @param address where it was found in the end
        /// @param isCut there is more of it
        record File(String address, int status, byte[] body, boolean isCut) implements Fetched {}

        /// Nobody answered, or not in a way that counts.
        record Nothing(String address, String why) implements Fetched {}

        /// We could not ask. Says nothing about the server.
        record NotAsked(String address, String why) implements Fetched {}
    }

    /// One step of the way: the end of it, or where it leads on to.
    private sealed interface Step {
        record End(Fetched fetched) implements Step {}

        record On(URI next) implements Step {}
    }

    public FileFetch(Dialer dialer, TlsInspector tls, Resolver resolver, String userAgent) {
        this.dialer = dialer;
        this.tls = tls;
        this.resolver = resolver;
        this.userAgent = userAgent;
    }

    /// Fetches a file.
    ///
    /// @param scheme `https` or `http`
    /// @param path from `/` on, already encoded
    public Fetched get(String scheme, DomainName domain, String path, Deadline deadline) throws InterruptedException {
        var uri = URI.create(scheme + "://" + domain + path);
        for (var hop = 0; ; hop++) {
            switch (step(uri, domain, deadline)) {
                case Step.End(var fetched) -> {
                    return fetched;
                }
                case Step.On(var next) -> {
                    if (hop == MOST_REDIRECTS) {
                        return nothing(uri, "more than " + MOST_REDIRECTS + " redirects");
                    }
                    uri = next;
                }
            }
        }
    }

    private Step step(URI uri, DomainName domain, Deadline deadline) throws InterruptedException {
        var origin = Origin.of(uri);
        var name = origin.flatMap(Origin::name);
        if (origin.isEmpty() || name.isEmpty()) {
            return new Step.End(nothing(uri, "not a host name"));
        }
        List<InetAddress> addresses = new ArrayList<>();
        var problem = resolve(name.get(), addresses);
        if (addresses.isEmpty()) {
            var isSilence = problem == DnsOutcome.TIMEOUT || problem == DnsOutcome.UNREACHABLE;
            var why = "no address of " + name.get() + " (" + problem + ")";
            return new Step.End(isSilence ? notAsked(uri, why) : nothing(uri, why));
        }
        Step last = new Step.End(nothing(uri, "no address"));
        for (var address : addresses) {
            last = ask(uri, origin.get(), name.get(), address, domain, deadline);
            if (last instanceof Step.On || last instanceof Step.End(Fetched.File _)) {
                return last;
            }
        }
        return last;
    }

    /// @return what the last question came to, which says why there are none
    private DnsOutcome resolve(DomainName name, List<InetAddress> into) throws InterruptedException {
        var outcome = DnsOutcome.NODATA;
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            var answer = resolver.ask(new DnsQuestion(name, type));
            answer.data()
                    .flatMap(text -> IpAddresses.parse(text).stream())
                    .limit(MOST_ADDRESSES - into.size())
                    .forEach(into::add);
            if (!answer.outcome().isAnswer() || answer.outcome() == DnsOutcome.NXDOMAIN) {
                outcome = answer.outcome();
            }
        }
        return outcome;
    }

    private Step ask(URI uri, Origin origin, DomainName name, InetAddress address, DomainName domain, Deadline deadline)
            throws InterruptedException {
        if (origin.isSecure()) {
            var result = tls.inspect(address, origin.port(), name, deadline);
            var socket = result.socket();
            var seen = result.observation();
            if (socket != null) {
                return exchange(uri, origin, socket, domain);
            }
            return new Step.End(
                    seen.outcome() == ExchangeOutcome.FAILED
                            ? notAsked(uri, seen.detail())
                            : nothing(uri, words(seen.outcome(), seen.detail())));
        }
        return switch (dialer.connect(address, origin.port(), limits(deadline))) {
            case Outcome.Answered<Socket> connected -> exchange(uri, origin, connected.value(), domain);
            case Outcome.Refused<Socket> _ -> new Step.End(nothing(uri, "connection refused"));
            case Outcome.TimedOut<Socket> _ -> new Step.End(nothing(uri, "no connection"));
            case Outcome.Unreachable<Socket> way -> new Step.End(nothing(uri, way.reason()));
            case Outcome.Blocked<Socket> blocked ->
                new Step.End(nothing(uri, IpAddresses.text(address) + " is off limits: " + blocked.rule()));
            case Outcome.Failed<Socket> ours -> new Step.End(notAsked(uri, ours.reason()));
        };
    }

    private static Limits limits(Deadline deadline) {
        return new Limits(WIRE_BYTES, Limits.http(deadline).deadline());
    }

    private Step exchange(URI uri, Origin origin, Socket socket, DomainName domain) {
        try (var http = HttpConnection.reading(socket, origin.authority(), userAgent, MOST_BYTES)) {
            var path = uri.getRawPath();
            var reply = http.get(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
            var answer = reply.answer();
            if (reply.outcome() != ExchangeOutcome.ANSWERED || answer == null) {
                return new Step.End(nothing(uri, words(reply.outcome(), reply.detail())));
            }
            var location = answer.status() >= 301 && answer.status() <= 308 && answer.status() != 304
                    ? answer.firstHeader("location")
                    : Optional.<String>empty();
            return location.isEmpty()
                    ? new Step.End(new Fetched.File(shown(uri), answer.status(), reply.body(), answer.truncated()))
                    : redirected(uri, location.get(), domain);
        }
    }

    private static Step redirected(URI uri, String location, DomainName domain) {
        var next = Redirect.resolve(uri, location);
        var name = next.flatMap(Origin::of).flatMap(Origin::name);
        if (next.isEmpty() || name.isEmpty()) {
            return new Step.End(nothing(uri, "redirects to " + Text.quoted(location) + ", not followed"));
        }
        var home = PublicSuffixes.registrable(domain);
        if (home.isEmpty() || !name.get().isAtOrBelow(home.get())) {
            return new Step.End(nothing(uri, "redirects to " + name.get() + ", which is another domain"));
        }
        var port = next.get().getPort();
        var usual = next.get().getScheme().equals("https") ? 443 : 80;
        if (port != -1 && port != usual) {
            return new Step.End(nothing(uri, "redirects to port " + port + ", not followed"));
        }
        return new Step.On(next.get());
    }

    private static String words(ExchangeOutcome outcome, String detail) {
        var what =
                switch (outcome) {
                    case ANSWERED -> "answered";
                    case REFUSED -> "connection refused";
                    case TIMED_OUT -> "timed out";
                    case BLOCKED -> "off limits";
                    case LIMIT_REACHED -> "sends too much";
                    case TLS_FAILED -> "no TLS connection";
                    case MALFORMED -> "no HTTP answer";
                    case FAILED -> "could not be asked";
                };
        return detail.isEmpty() || detail.equals(what) ? what : what + " (" + Text.visible(detail, 200) + ")";
    }

    private static Fetched nothing(URI uri, String why) {
        return new Fetched.Nothing(shown(uri), why);
    }

    private static Fetched notAsked(URI uri, String why) {
        return new Fetched.NotAsked(shown(uri), why);
    }

    private static String shown(URI uri) {
        return Text.visible(uri.toString(), 300);
    }
}
