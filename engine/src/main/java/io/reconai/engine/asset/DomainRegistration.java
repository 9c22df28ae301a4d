package io.reconai.engine.asset;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the registry says of a domain (RFC 9083, or WHOIS as RFC 3912 has it).
///
/// @param domain the registered name
/// @param source `rdap` or `whois`
/// @param registrar its name; empty when not said
/// @param registeredAt null when not said, as the other times
/// @param status such as `client transfer prohibited`, in lower case
/// @param nameServers in lower case
/// @param delegationSigned null when not said
public record DomainRegistration(
        String domain,
        String source,
        String registrar,
        @Nullable Instant registeredAt,
        @Nullable Instant expiresAt,
        @Nullable Instant changedAt,
        List<String> status,
        List<String> nameServers,
        @Nullable Boolean delegationSigned) {

    public DomainRegistration {
        status = List.copyOf(status);
        nameServers = List.copyOf(nameServers);
    }
}
