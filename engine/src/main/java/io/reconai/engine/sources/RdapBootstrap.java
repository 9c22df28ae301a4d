package io.reconai.engine.sources;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.net.CidrRange;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/// Which RDAP server knows of what (RFC 9224): IANA's files, or one server that the operator named for everything.
///
/// A server from IANA's files is a stranger: the address policy decides whether it is connected to. Where IANA cannot
/// be reached, a short list of servers for common domains helps out.
public final class RdapBootstrap {

    private final Optional<URI> server;
    private final URI iana;

    /// @param server asked for everything; empty to go by IANA's files
    /// @param iana where those files are, such as `https://data.iana.org/rdap/`
    public RdapBootstrap(Optional<URI> server, URI iana) {
        this.server = server;
        this.iana = iana;
    }

    /// A question to a server that this told of.
    SourceRequest request(URI address, String path) {
        var whole = below(address, path);
        return (server.isPresent() ? SourceRequest.get(whole) : SourceRequest.found(whole))
                .with("Accept", "application/rdap+json");
    }

    Optional<URI> forDomain(DomainName name, SourceSession session) throws InterruptedException {
        if (server.isPresent()) {
            return server;
        }
        var services = session.ask(SourceRequest.get(below(iana, "dns.json")), SourceJson::read);
        var found = services.flatMap(file -> longest(file, name.value()));
        return found.isPresent() ? found : longest(shipped(), name.value());
    }

    Optional<URI> forAddress(InetAddress address, SourceSession session) throws InterruptedException {
        if (server.isPresent()) {
            return server;
        }
        var file = address instanceof Inet4Address ? "ipv4.json" : "ipv6.json";
        return session.ask(SourceRequest.get(below(iana, file)), SourceJson::read)
                .flatMap(services -> covering(services, address));
    }

    /// The service whose suffix matches by most labels.
    static Optional<URI> longest(JsonNode file, String name) {
        var best = "";
        Optional<URI> found = Optional.empty();
        for (var service : file.path("services")) {
            for (var key : service.path(0)) {
                var suffix = key.asText();
                if (suffix.length() > best.length() && (name.equals(suffix) || name.endsWith("." + suffix))) {
                    best = suffix;
                    found = url(service.path(1));
                }
            }
        }
        return found;
    }

    /// The service whose range around the address is the smallest.
    static Optional<URI> covering(JsonNode file, InetAddress address) {
        var best = -1;
        Optional<URI> found = Optional.empty();
        for (var service : file.path("services")) {
            for (var key : service.path(0)) {
                var range = CidrRange.parse(key.asText()).filter(other -> other.contains(address));
                if (range.isPresent() && range.get().length() > best) {
                    best = range.get().length();
                    found = url(service.path(1));
                }
            }
        }
        return found;
    }

    /// The first secure address, or the first of all.
    private static Optional<URI> url(JsonNode urls) {
        Optional<URI> first = Optional.empty();
        for (var url : urls) {
            try {
                var parsed = URI.create(url.asText());
                if ("https".equals(parsed.getScheme()) && parsed.getHost() != null) {
                    return Optional.of(parsed);
                }
                if ("http".equals(parsed.getScheme()) && parsed.getHost() != null && first.isEmpty()) {
                    first = Optional.of(parsed);
                }
            } catch (IllegalArgumentException malformed) {
                // The next may be better.
            }
        }
        return first;
    }

    static URI below(URI base, String path) {
        var text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + path);
    }

    private static JsonNode shipped() {
        try (InputStream file = RdapBootstrap.class.getResourceAsStream("rdap-servers.json")) {
            if (file == null) {
                throw new IllegalStateException("rdap-servers.json is missing from the build");
            }
            return SourceJson.read(file.readAllBytes());
        } catch (IOException | UnexpectedAnswerException broken) {
            throw new IllegalStateException("rdap-servers.json cannot be read", broken);
        }
    }
}
