package io.reconai.engine.asset;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One port of one address.
///
/// @param reason what was seen, such as `connection refused`; the policy's rule when blocked
/// @param service what it speaks, recognised by what it said and never by its number; empty when unknown
/// @param banner the first bytes the service sent by itself, as visible text; empty when it sent none
/// @param identity more of the service, where it was asked; evidence of earlier versions has none
/// @param access what came of asking it for what is for its users; empty where nothing was asked, and in evidence of
///     earlier versions
public record PortObservation(
        String address,
        int port,
        PortState state,
        String reason,
        String service,
        String banner,
        long elapsedMs,
        @Nullable ServiceIdentity identity,
        List<AccessAnswer> access) {

    /// The reason of open ports on hosts that accept every connection; such a port says nothing by itself.
    public static final String ACCEPTS_EVERYTHING = "accepted, as is every port of this address";

    @JsonCreator
    public PortObservation {
        access = access == null ? List.of() : List.copyOf(access);
    }

    /// A port whose service was not asked for anything.
    public PortObservation(
            String address,
            int port,
            PortState state,
            String reason,
            String service,
            String banner,
            long elapsedMs,
            @Nullable ServiceIdentity identity) {
        this(address, port, state, reason, service, banner, elapsedMs, identity, List.of());
    }

    /// A port of which no more is known than what it was heard to speak.
    public PortObservation(
            String address, int port, PortState state, String reason, String service, String banner, long elapsedMs) {
        this(address, port, state, reason, service, banner, elapsedMs, null);
    }

    /// The same with what came of asking further questions.
    public PortObservation answering(List<AccessAnswer> more) {
        var all = Stream.concat(access.stream(), more.stream()).toList();
        return new PortObservation(address, port, state, reason, service, banner, elapsedMs, identity, all);
    }

    /// More of the service, where it was asked.
    public Optional<ServiceIdentity> identified() {
        return Optional.ofNullable(identity);
    }

    /// True for what is reached by TCP; what is known from earlier versions always is.
    public boolean isTcp() {
        return identity == null || identity.transport() != ServiceIdentity.Transport.UDP;
    }

    /// True when being open means something: the host does not accept everything, or the protocol was recognised.
    public boolean isTelling() {
        return !reason.equals(ACCEPTS_EVERYTHING) || !service.isEmpty();
    }
}
