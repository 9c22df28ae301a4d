package io.reconai.engine.web;

import io.reconai.engine.asset.Evidence;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The protocols that a host offers for its own site beyond what was spoken: by ALPN (RFC 7301), by Alt-Svc (RFC 7838)
/// and by its HTTPS record (RFC 9460).
public final class HttpVersions {

    private static final Pattern ALTERNATIVE = Pattern.compile("(?:^|,)\\s*([A-Za-z0-9%.-]{1,32})=\"");
    private static final Pattern ALPN = Pattern.compile("(?:^| )alpn=(\\S+)");

    private HttpVersions() {}

    /// ALPN ids such as `h2` and `h3`, sorted; drafts of HTTP/3 are left out.
    public static List<String> offered(Evidence evidence) {
        var handshakes = evidence.tls().stream()
                .filter(seen -> seen.serverName().equals(evidence.host().value())
                        && seen.startedIn().isEmpty())
                .flatMap(seen -> Stream.concat(
                        seen.completed().stream().map(session -> session.alpn()),
                        seen.surveyed().stream().flatMap(support -> support.features().alpn().stream())));
        var alternatives = Stream.concat(evidence.httpsFirst().stream(), evidence.httpFirst().stream())
                .flatMap(made -> made.answered().stream())
                .flatMap(answer -> answer.header("alt-svc").stream())
                .flatMap(field -> ALTERNATIVE.matcher(field).results())
                .map(match -> match.group(1));
        var records = evidence.lookup("HTTPS").stream()
                .flatMap(lookup -> lookup.data())
                .flatMap(data -> ALPN.matcher(data).results())
                .flatMap(match -> Stream.of(match.group(1).split(",")));
        return List.copyOf(new TreeSet<>(Stream.of(handshakes, alternatives, records)
                .flatMap(found -> found)
                .filter(id -> List.of("http/1.1", "h2", "h3").contains(id))
                .toList()));
    }

    /// True when HTTP/3 is offered.
    public static boolean offersHttp3(Evidence evidence) {
        return offered(evidence).contains("h3");
    }
}
