package io.reconai.engine.tls;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.PublicSuffixes;
import java.util.List;
import java.util.Locale;

/// Whether a certificate's names cover a host (RFC 9525): subjectAltName only, the common name is never used.
///
/// A `*` is the whole left-most label and stands for exactly one label; `f*o.a.test` and `*` alone match nothing, and
/// a wildcard over a public suffix is refused as browsers do.
final class NameMatcher {

    private NameMatcher() {}

    static boolean covers(List<String> names, DomainName host) {
        return names.stream().anyMatch(name -> covers(name, host));
    }

    private static boolean covers(String presented, DomainName host) {
        var name = withoutFinalDot(presented.toLowerCase(Locale.ROOT));
        if (!name.startsWith("*.")) {
            return name.equals(host.value());
        }
        var suffix = DomainName.parse(name.substring(2));
        return suffix.isPresent()
                && suffix.get().value().equals(name.substring(2))
                && PublicSuffixes.registrable(suffix.get()).isPresent()
                && host.parent().equals(suffix);
    }

    private static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
