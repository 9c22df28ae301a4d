package io.reconai.engine.http;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.web.Baseline;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks at one host over HTTP as a browser would, and beyond that asks for the paths that detectors named.
///
/// Redirects are followed five times at most and only within the scope; each goes through the address policy again.
/// One instance looks at one host and is used by one thread.
public final class HttpProber {

    private static final int MAX_REDIRECTS = 5;

    private static final int RANDOM_LABEL = 16;
    private static final String ICON = "favicon";
    private static final String SCRIPT = "script";

    /// Characters of scripts that are kept of one host: banners of libraries stand at their beginnings.
    private static final int SCRIPT_CHARS = 256 * 1024;

    /// Read of a file at most: what proves it stands at its beginning.
    private static final int FILE_BYTES = 256 * 1024;

    /// Read of an archive at most; servers that know no ranges send more, and are hung up on.
    private static final int ARCHIVE_BYTES = 64 * 1024;

    /// Read of a request that is given back: ours are far shorter.
    private static final int TRACE_BYTES = 16 * 1024;

    private static final Header FIRST_BYTES = new Header("Range", "bytes=0-" + (ARCHIVE_BYTES - 1));
    private static final Header WANTS_JSON = new Header("Accept", "application/json");
    private static final Header UNPACKED = new Header("Accept-Encoding", "identity");

    /// Finds the addresses of a redirect's target, those that were seen for the host itself included.
    @FunctionalInterface
    public interface Addresses {
        /// Addresses of a name in the order of trying; empty when it has none.
        List<InetAddress> of(DomainName name) throws InterruptedException;
    }

    private final Connections connections;
    private final Addresses addresses;
    private final Scope scope;
    private final Clock clock;
    private final Deadline deadline;
    private final BodyReader bodies = new BodyReader();
    private final List<Exchange> exchanges = new ArrayList<>();

    /// @param connections of the host; others may use them at the same time
    /// @param scope redirects are followed only to names in it
    /// @param deadline of everything this host is asked
    public HttpProber(Connections connections, Addresses addresses, Scope scope, Clock clock, Deadline deadline) {
        this.connections = connections;
        this.addresses = addresses;
        this.scope = scope;
        this.clock = clock;
        this.deadline = deadline;
    }

    /// Asks an origin at one address for `/` and follows where it leads.
    ///
    /// @param probe why: `root` on the scheme's own port, `origin` on another
    /// @return true when the origin answered
    public boolean root(String probe, Origin origin, InetAddress address) throws InterruptedException {
        return root(probe, origin, address, List.of());
    }

    /// As [#root(String, Origin, InetAddress)], with header fields beside the usual ones.
    public boolean root(String probe, Origin origin, InetAddress address, List<Header> headers)
            throws InterruptedException {
        var chain = exchanges.size();
        var uri = origin.uri("/");
        var to = origin;
        var at = address;
        for (var hop = 0; ; hop++) {
            var exchange = exchange(probe, to, uri, at, headers, hop, chain);
            exchanges.add(exchange);
            var next = Redirect.of(exchange);
            if (next.isEmpty()) {
                break;
            }
            var refusal = hop >= MAX_REDIRECTS
                    ? "more than " + MAX_REDIRECTS + " redirects"
                    : Redirect.refusal(next.get(), exchanges.subList(chain, exchanges.size()), scope);
            var target = refusal.isEmpty() ? Origin.of(next.get()) : Optional.<Origin>empty();
            var found = target.isEmpty() ? Optional.<InetAddress>empty() : addressOf(target.get());
            if (target.isEmpty() || found.isEmpty()) {
                note(refusal.isEmpty() ? "the redirect's target has no address" : refusal);
                break;
            }
            uri = next.get();
            to = target.get();
            at = found.get();
        }
        return exchanges.get(chain).outcome() == ExchangeOutcome.ANSWERED;
    }

    /// Shakes hands with a further address of the host, for its certificate alone.
    public void handshake(Origin origin, InetAddress address) throws InterruptedException {
        connections.handshake(origin, address);
    }

    /// Asks for the paths that detectors need, on one origin, a few at a time.
    ///
    /// @return why it stopped early; empty when all were asked
    public String paths(Origin origin, InetAddress address, List<Probe> probes, RandomGenerator random)
            throws InterruptedException {
        var baseline = Baseline.of(exchanges);
        var walk = new PathWalk(probes, deadline, probe -> path(origin, address, probe, baseline, random));
        var stopped = walk.walk();
        walk.made().forEach(made -> exchanges.add(made.withChain(exchanges.size())));
        return stopped;
    }

    private Exchange path(Origin origin, InetAddress address, Probe probe, Baseline baseline, RandomGenerator random)
            throws InterruptedException {
        var letters = randomLetters(random);
        var target = origin.uri(probe.path().replace("%RANDOM%", letters));
        var headers = probe.headers().stream()
                .map(header -> new Header(header.name(), header.value().replace("%RANDOM%", letters)))
                .toList();
        var began = System.nanoTime();
        var connection = connections.to(origin, address, PathWalk.AT_ONCE);
        return KeptFile.of(
                probe,
                exchange(
                        probe.name(),
                        probe.manner(),
                        headers,
                        new Way(origin, address, connection, began),
                        target,
                        0,
                        0),
                baseline);
    }

    /// Asks an origin that has answered for its icon, where its page says that it is, or at the usual place.
    public void icon(Origin origin, InetAddress address) throws InterruptedException {
        if (deadline.hasPassed()) {
            return;
        }
        var page = exchanges.stream()
                .filter(made -> Origin.of(made.uri()).equals(Optional.of(origin)))
                .filter(made -> made.probe().equals("root") && made.answered().isPresent())
                .findFirst();
        var path = page.map(Icon::pathOf).orElse("/favicon.ico");
        exchanges.add(exchange(ICON, origin, origin.uri(path), address, List.of(), 0, exchanges.size()));
    }

    /// Asks an origin that has answered for the scripts of its own that its start page loads, one after another. Ends
    /// with the first that fails: what the host has to say is said elsewhere.
    public void scripts(Origin origin, InetAddress address) throws InterruptedException {
        var page = exchanges.stream()
                .filter(made -> Origin.of(made.uri()).equals(Optional.of(origin)))
                .filter(made -> made.probe().equals("root")
                        && made.answered().filter(HttpAnswer::isHtml).isPresent())
                .reduce((_, later) -> later);
        var kept = 0;
        for (var path : page.map(Scripts::pathsOf).orElse(List.of())) {
            if (kept >= SCRIPT_CHARS || deadline.hasPassed()) {
                return;
            }
            var made = exchange(SCRIPT, origin, origin.uri(path), address, List.of(), 0, exchanges.size());
            exchanges.add(made);
            var answer = made.answered();
            if (answer.isEmpty() || PathWalk.isTired(answer.get())) {
                return;
            }
            kept += answer.get().body().length();
        }
    }

    /// True when the host answered its root over this scheme.
    public boolean answered(String scheme) {
        return exchanges.stream()
                .anyMatch(made -> made.hop() == 0
                        && made.probe().equals("root")
                        && made.url().startsWith(scheme + ":")
                        && made.outcome() == ExchangeOutcome.ANSWERED);
    }

    /// The requests made so far.
    public List<Exchange> exchanges() {
        return exchanges;
    }

    private Exchange exchange(
            String probe, Origin origin, URI uri, InetAddress address, List<Header> headers, int hop, int chain)
            throws InterruptedException {
        var began = System.nanoTime();
        var connection = connections.to(origin, address);
        return exchange(
                probe, Probe.Manner.PAGE, headers, new Way(origin, address, connection, began), uri, hop, chain);
    }

    /// @param began in nanoseconds, before the connection was looked for
    private record Way(Origin origin, InetAddress address, Connections.Opened connection, long began) {}

    private Exchange exchange(
            String probe, Probe.Manner manner, List<Header> headers, Way way, URI uri, int hop, int chain) {
        var connection = way.connection();
        var reply = bodies.noted(uri, connection.ask(http -> ask(http, manner, headers, target(uri))));
        connections.keep(way.origin(), way.address(), connection);
        return new Exchange(
                probe,
                method(manner),
                uri.toString(),
                IpAddresses.text(way.address()),
                hop,
                chain,
                connection.http() == null ? List.of() : joined(connection.http().requestHeaders(), headers),
                reply.outcome(),
                reply.detail(),
                connection.verified(),
                isKeptWhole(manner) ? asPage(probe, reply) : asFile(reply),
                clock.instant(),
                (System.nanoTime() - way.began()) / 1_000_000);
    }

    private static HttpConnection.Reply ask(
            HttpConnection http, Probe.Manner manner, List<Header> headers, String target) {
        return switch (manner) {
            case PAGE -> http.send("GET", target, headers, new byte[0]);
            case FILE -> http.ask("GET", target, headers, FILE_BYTES);
            case JSON -> http.ask("GET", target, joined(headers, List.of(WANTS_JSON)), FILE_BYTES);
            case ARCHIVE -> http.ask("GET", target, joined(headers, List.of(FIRST_BYTES, UNPACKED)), ARCHIVE_BYTES);
            case HEAD -> http.ask("HEAD", target, headers, 0);
            case TRACE -> http.ask("TRACE", target, headers, TRACE_BYTES);
        };
    }

    private static String method(Probe.Manner manner) {
        return switch (manner) {
            case PAGE, FILE, JSON, ARCHIVE -> "GET";
            case HEAD -> "HEAD";
            case TRACE -> "TRACE";
        };
    }

    private static boolean isKeptWhole(Probe.Manner manner) {
        return manner == Probe.Manner.PAGE || manner == Probe.Manner.TRACE;
    }

    private static List<Header> joined(List<Header> first, List<Header> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static @Nullable HttpAnswer asPage(String probe, HttpConnection.Reply reply) {
        return probe.equals(ICON) ? asIcon(reply) : reply.answer();
    }

    private static @Nullable HttpAnswer asFile(HttpConnection.Reply reply) {
        var answer = reply.answer();
        return answer == null
                ? null
                : FileHead.read(reply.body()).map(answer::asFile).orElse(answer);
    }

    private static @Nullable HttpAnswer asIcon(HttpConnection.Reply reply) {
        var answer = reply.answer();
        if (answer == null || answer.status() != 200 || answer.truncated() || answer.isHtml()) {
            return answer;
        }
        return Icon.hash(reply.body()).map(answer::asIcon).orElse(answer);
    }

    private Optional<InetAddress> addressOf(Origin target) throws InterruptedException {
        if (target.address().isPresent()) {
            return target.address();
        }
        var name = target.name();
        return name.isEmpty()
                ? Optional.empty()
                : addresses.of(name.get()).stream().findFirst();
    }

    private void note(String detail) {
        exchanges.set(exchanges.size() - 1, exchanges.getLast().withDetail(detail));
    }

    private static String target(URI uri) {
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static String randomLetters(RandomGenerator random) {
        var text = new StringBuilder();
        for (var i = 0; i < RANDOM_LABEL; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
