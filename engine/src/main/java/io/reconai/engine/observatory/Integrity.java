package io.reconai.engine.observatory;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.PublicSuffixes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/// The test of scripts from elsewhere (Subresource Integrity).
final class Integrity {

    private Integrity() {}

    static Outcome of(Subject subject) {
        if (!subject.answer().isHtml()) {
            return Outcome.SRI_NOT_IMPLEMENTED_RESPONSE_NOT_HTML;
        }
        var scripts = subject.html().select("script");
        if (scripts.isEmpty()) {
            return Outcome.SRI_NOT_IMPLEMENTED_BUT_NO_SCRIPTS_LOADED;
        }
        var bad = new ArrayList<Outcome>();
        var external = false;
        var protectedOwn = false;
        for (var script : scripts.select("script[src]")) {
            var hasHash = script.hasAttr("integrity");
            if (isOwn(subject, script)) {
                protectedOwn |= hasHash && subject.isHttps();
                continue;
            }
            external = true;
            judge(subject, script, hasHash).ifPresent(bad::add);
        }
        if (!bad.isEmpty()) {
            return bad.stream()
                    .min((one, other) -> one.modifier() - other.modifier())
                    .orElseThrow();
        }
        if (external) {
            return Outcome.SRI_IMPLEMENTED_AND_EXTERNAL_SCRIPTS_LOADED_SECURELY;
        }
        return protectedOwn
                ? Outcome.SRI_IMPLEMENTED_AND_ALL_SCRIPTS_LOADED_SECURELY
                : Outcome.SRI_NOT_IMPLEMENTED_BUT_ALL_SCRIPTS_LOADED_FROM_SECURE_ORIGIN;
    }

    private static Optional<Outcome> judge(Subject subject, Element script, boolean hasHash) {
        var source = script.attr("src").strip();
        // It takes an address without a scheme for an insecure one, also on a page over https.
        var isSecure = !source.startsWith("//") && script.absUrl("src").startsWith("https:");
        if (hasHash) {
            return isSecure
                    ? Optional.empty()
                    : Optional.of(Outcome.SRI_IMPLEMENTED_BUT_EXTERNAL_SCRIPTS_NOT_LOADED_SECURELY);
        }
        return Optional.of(
                isSecure
                        ? Outcome.SRI_NOT_IMPLEMENTED_BUT_EXTERNAL_SCRIPTS_LOADED_SECURELY
                        : Outcome.SRI_NOT_IMPLEMENTED_AND_EXTERNAL_SCRIPTS_NOT_LOADED_SECURELY);
    }

    /// Of the same registrable domain, as long as the address says its scheme; or relative.
    private static boolean isOwn(Subject subject, Element script) {
        var source = script.attr("src").strip();
        if (source.startsWith("//")) {
            return false;
        }
        try {
            var host = URI.create(source).getHost();
            return host == null || site(host).equals(site(subject.page().host()));
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }

    private static List<String> site(String host) {
        return DomainName.parse(host)
                .flatMap(PublicSuffixes::registrable)
                .map(domain -> List.of(domain.value()))
                .orElse(List.of(host));
    }
}
