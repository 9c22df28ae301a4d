package io.reconai.engine.asset;

import com.google.common.net.InternetDomainName;
import java.util.Optional;

/// The public suffix list (publicsuffix.org), as shipped with Guava: who may register a name below what.
public final class PublicSuffixes {

    private PublicSuffixes() {}

    /// True for `com`, `co.uk` and for a single unknown label (the list's default rule `*`).
    static boolean isPublicSuffix(String ascii) {
        if (ascii.indexOf('.') < 0) {
            return true;
        }
        try {
            return InternetDomainName.from(ascii).isPublicSuffix();
        } catch (IllegalArgumentException notAHostName) {
            return false;
        }
    }

    /// The registrable domain: one label below the public suffix; empty for a suffix itself.
    ///
    /// Under a top-level domain that the list does not know, such as `test`, it is the last two labels.
    public static Optional<DomainName> registrable(DomainName name) {
        try {
            var host = InternetDomainName.from(name.value());
            if (host.isUnderPublicSuffix()) {
                return DomainName.parse(host.topPrivateDomain().toString());
            }
            if (host.isPublicSuffix()) {
                return Optional.empty();
            }
        } catch (IllegalArgumentException underscored) {
            var parent = name.parent();
            return parent.isEmpty() ? Optional.empty() : registrable(parent.get());
        }
        return lastTwoLabels(name);
    }

    /// The registrable domain where a registry sells it; empty below a suffix that belongs to a company, such as
    /// `github.io`, whose names are handed out by that company.
    public static Optional<DomainName> soldByRegistry(DomainName name) {
        try {
            var host = InternetDomainName.from(name.value());
            if (host.isUnderRegistrySuffix()
                    && !host.topDomainUnderRegistrySuffix().isPublicSuffix()
                    && (!host.isUnderPublicSuffix()
                            || host.topPrivateDomain().equals(host.topDomainUnderRegistrySuffix()))) {
                return DomainName.parse(host.topDomainUnderRegistrySuffix().toString());
            }
            return host.hasPublicSuffix() ? Optional.empty() : lastTwoLabels(name);
        } catch (IllegalArgumentException underscored) {
            var parent = name.parent();
            return parent.isEmpty() ? Optional.empty() : soldByRegistry(parent.get());
        }
    }

    private static Optional<DomainName> lastTwoLabels(DomainName name) {
        var labels = name.value().split("\\.", -1);
        return labels.length < 2
                ? Optional.empty()
                : DomainName.parse(labels[labels.length - 2] + "." + labels[labels.length - 1]);
    }
}
