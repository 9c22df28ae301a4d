package io.reconai.engine.asset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one address and port speaks, found out by hand-made hellos; no handshake of them was completed.
///
/// @param depth how much was asked
/// @param protocols one entry for each version asked, oldest first
/// @param chains the chains sent in TLS 1.2 and older, one for each kind of key, leaf first
/// @param nameless the SHA-256 of the leaf that is sent when no name is asked for; empty when not known
/// @param namelessLeaf that leaf; null when not known, where a chain begins with it, and in evidence of earlier
///     versions
/// @param derived found out for another name at the same address with the same leaf
/// @param connections made for this; 0 when derived
/// @param unknown what could not be found out, each with its reason
public record TlsSupport(
        Depth depth,
        List<ProtocolSupport> protocols,
        TlsFeatures features,
        List<List<CertificateFacts>> chains,
        String nameless,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CertificateFacts namelessLeaf,
        boolean derived,
        int connections,
        List<String> unknown,
        long elapsedMs) {

    /// How much is asked: a few hellos in standard mode, everything in active mode.
    public enum Depth {
        OUTLINE,
        FULL
    }

    @JsonCreator
    public TlsSupport {
        protocols = List.copyOf(protocols);
        chains = chains.stream().map(List::copyOf).toList();
        unknown = List.copyOf(unknown);
    }

    /// What is known without the leaf that is sent when no name is asked for.
    public TlsSupport(
            Depth depth,
            List<ProtocolSupport> protocols,
            TlsFeatures features,
            List<List<CertificateFacts>> chains,
            String nameless,
            boolean derived,
            int connections,
            List<String> unknown,
            long elapsedMs) {
        this(depth, protocols, features, chains, nameless, null, derived, connections, unknown, elapsedMs);
    }

    /// What is known of one version; empty when it was not asked.
    public Optional<ProtocolSupport> protocol(TlsVersion version) {
        for (var protocol : protocols) {
            if (protocol.version() == version) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    /// True when a ServerHello of this version came.
    public boolean accepts(TlsVersion version) {
        return protocol(version)
                .filter(protocol -> protocol.answer() == ProtocolSupport.Answer.ACCEPTED)
                .isPresent();
    }

    /// The same facts for another name at the same place.
    public TlsSupport asDerived() {
        return new TlsSupport(depth, protocols, features, chains, nameless, namelessLeaf, true, 0, unknown, 0);
    }
}
