package io.reconai.engine.discovery;

import io.reconai.engine.asset.DomainName;
import java.net.InetAddress;
import java.util.List;

/// A name that proved real.
///
/// @param addresses those known when it was resolved
public record FoundHost(DomainName name, List<InetAddress> addresses) {

    public FoundHost {
        addresses = List.copyOf(addresses);
    }
}
