package io.reconai.engine.asset;

/// What kind of thing an asset is: the scanned name itself, a name below it, or an address.
public enum AssetType {
    DOMAIN,
    SUBDOMAIN,
    IP_ADDRESS
}
