package io.reconai.engine.asset;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;

/// One thing to look at, in the scope of the domain that is scanned.
///
/// @param value the name in canonical form, or an IP address as in RFC 5952
/// @param domain the scanned domain it was found for
public record Host(String value, AssetType type, DomainName domain) {

    /// The host of a name: the domain itself or a name below it.
    public static Host of(DomainName name, DomainName domain) {
        return new Host(name.value(), name.equals(domain) ? AssetType.DOMAIN : AssetType.SUBDOMAIN, domain);
    }

    /// The host that is an address; no name leads to it.
    public static Host of(InetAddress address, DomainName domain) {
        return new Host(InetAddresses.toAddrString(address), AssetType.IP_ADDRESS, domain);
    }

    /// The host's name.
    ///
    /// @throws IllegalStateException for a host that is an address
    public DomainName name() {
        if (isAddress()) {
            throw new IllegalStateException("an address has no name: " + value);
        }
        return new DomainName(value);
    }

    /// True for a host that is an address.
    public boolean isAddress() {
        return type == AssetType.IP_ADDRESS;
    }

    /// True for the scanned domain itself, where checks of the whole zone are judged.
    public boolean isApex() {
        return type == AssetType.DOMAIN;
    }
}
