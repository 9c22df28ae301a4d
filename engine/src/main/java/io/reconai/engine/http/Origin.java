package io.reconai.engine.http;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Whom a request speaks to: scheme, host and port (RFC 6454).
///
/// @param host a name, or an address as in RFC 5952 without brackets
public record Origin(String scheme, String host, int port) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /// A host on the scheme's own port.
    public static Origin of(String scheme, Host host) {
        return of(scheme, host, scheme.equals("https") ? HTTPS : HTTP);
    }

    /// A host on any port.
    public static Origin of(String scheme, Host host, int port) {
        return new Origin(scheme, host.value(), port);
    }

    /// The origin of an absolute http or https URI; empty for another.
    static Optional<Origin> of(URI uri) {
        if (uri.getHost() == null || uri.getScheme() == null) {
            return Optional.empty();
        }
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.empty();
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return Optional.of(
                new Origin(scheme, bare, uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? HTTPS : HTTP));
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /// The address, where the host is one.
    Optional<InetAddress> address() {
        return IpAddresses.parse(host);
    }

    /// The name, where the host is one.
    Optional<DomainName> name() {
        return address().isPresent() ? Optional.empty() : DomainName.parse(host);
    }

    /// What the Host field says (RFC 9110 §7.2): the port is left out where it is the scheme's own.
    String authority() {
        var shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == (isSecure() ? HTTPS : HTTP) ? shown : shown + ":" + port;
    }

    /// @param target path and query, already encoded
    URI uri(String target) {
        return URI.create(scheme + "://" + authority() + target);
    }
}
