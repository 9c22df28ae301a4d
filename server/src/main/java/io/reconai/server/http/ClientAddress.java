package io.reconai.server.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/// Where a request comes from: the peer of its connection, or whom the operator's proxies speak for. What a client
/// says of itself is not believed.
@ApplicationScoped
public class ClientAddress {

    private static final int SUBNET_BYTES = 8;

    private final TrustedProxies proxies;

    public ClientAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /// The address.
    public String of(RoutingContext request) {
        return proxies.client(peer(request), request.request().headers().getAll("X-Forwarded-For"));
    }

    /// The client speaks TLS, to us or to a proxy of ours.
    public boolean isSecure(RoutingContext request) {
        return request.request().isSSL()
                || proxies.trusts(peer(request))
                        && "https".equalsIgnoreCase(request.request().getHeader("X-Forwarded-Proto"));
    }

    private static String peer(RoutingContext request) {
        var remote = request.request().remoteAddress();
        return remote == null ? "unknown" : remote.hostAddress();
    }

    /// What limits are counted by: an IPv4 address, but a whole /64 of IPv6, which one customer has for himself.
    public String limitedBy(RoutingContext request) {
        var address = of(request);
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            var parsed = InetAddress.getByName(address); // a literal: nothing is asked
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), SUBNET_BYTES))
                    : parsed.getHostAddress();
        } catch (UnknownHostException noLiteral) {
            return address;
        }
    }
}
