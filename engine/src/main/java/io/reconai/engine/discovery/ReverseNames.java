package io.reconai.engine.discovery;

import io.reconai.engine.asset.DomainName;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/// Addresses of which a PTR record says that they bear a name of the scanned domain. Filled by one collector, read by
/// another, from any thread.
public final class ReverseNames {

    /// More is a provider's network that names its addresses after the customer.
    private static final int MOST = 10_000;

    private final Map<InetAddress, DomainName> names = new LinkedHashMap<>();

    synchronized void add(InetAddress address, DomainName name) {
        if (names.size() < MOST) {
            names.putIfAbsent(address, name);
        }
    }

    synchronized Map<InetAddress, DomainName> all() {
        return new LinkedHashMap<>(names);
    }
}
