package io.reconai.engine.tls;

import com.google.common.base.Suppliers;
import io.reconai.engine.asset.ChainFacts;
import io.reconai.engine.asset.TlsSession;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The subjects of the roots that are shipped: whose chain ends in one has to keep the rules of public authorities.
///
/// Roots that an operator adds are trusted and not public. Read when first needed. Safe for use by many threads.
public final class PublicRoots {

    private final Supplier<Set<String>> subjects;

    private PublicRoots(Supplier<Set<String>> subjects) {
        this.subjects = subjects;
    }

    /// Mozilla's roots.
    public static PublicRoots shipped() {
        return new PublicRoots(Suppliers.memoize(() ->
                TrustStore.mozillaRoots().stream().map(ChainJudge::subject).collect(Collectors.toUnmodifiableSet())));
    }

    /// Roots with these subjects.
    public static PublicRoots of(Set<String> subjects) {
        return new PublicRoots(() -> subjects);
    }

    /// True when the chain is known to lead to one of these roots.
    public boolean vouchFor(TlsSession session) {
        var facts = session.path();
        return facts != null && isPublic(facts);
    }

    private boolean isPublic(ChainFacts facts) {
        return !facts.path().isEmpty() && subjects.get().contains(facts.path().getLast());
    }
}
