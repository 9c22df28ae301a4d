package io.reconai.engine.sources;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where third parties are, and how they are asked.
///
/// @param rdap one server for everything; empty to go by IANA's files
/// @param whois asked first, unresolved
/// @param buckets of clouds
/// @param use what the operator does with it; some sources forbid some uses
/// @param pause between two requests to one source and before a retry; empty for each source's own
/// @param cache where answers are kept for an hour; empty for nowhere
public record SourceSettings(
        URI crtsh,
        KeyedSource certSpotter,
        KeyedSource otx,
        URI wayback,
        URI internetDb,
        URI censys,
        CensysAccess censysAccess,
        KeyedSource virusTotal,
        KeyedSource securityTrails,
        KeyedSource chaos,
        KeyedSource shodanDns,
        KeyedSource hibp,
        URI xposedOrNot,
        Optional<URI> rdap,
        URI rdapBootstrap,
        InetSocketAddress whois,
        BucketAddresses buckets,
        Use use,
        Optional<Duration> pause,
        Optional<Path> cache) {

    /// What answers are for.
    public enum Use {
        OWN,
        /// Sold to others: sources whose free terms forbid that are not asked without a key.
        COMMERCIAL
    }
}
