package io.reconai.server.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/// Where a request comes from: the peer of its connection. What a client says of itself is not believed.
@ApplicationScoped
public class ClientAddress {

    private static final int SUBNET_BYTES = 8;

    /// The address.
    public String of(RoutingContext request) {
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
