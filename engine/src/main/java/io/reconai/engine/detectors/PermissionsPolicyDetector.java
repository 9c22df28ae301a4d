package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A Permissions-Policy that is no structured-field dictionary (RFC 8941 §3.2), often Feature-Policy's old syntax.
///
/// Browsers ignore such a field as a whole. Absence is never reported: no weakness follows from it.
final class PermissionsPolicyDetector implements Detector {

    private static final String FIELD = "Permissions-Policy";
    private static final Check INVALID = new Check(
            "http.permissions-policy.invalid",
            "HTTP Headers",
            INFO,
            "Permissions-Policy cannot be read, so it has no effect",
            "The features it means to switch off stay on.",
            "Write it as camera=(), geolocation=(self)",
            List.of("W3C Permissions Policy", "RFC 8941"));

    private static final Check WILDCARD = new Check(
            "http.permissions-policy.wildcard",
            "HTTP Headers",
            INFO,
            "Permissions-Policy gives a sensitive feature to every frame",
            "A page of another site in a frame may then ask for the camera, the place or a payment.",
            "Name the origins that need it, or none: camera=()",
            List.of("W3C Permissions Policy"));

    private static final int MAX_LENGTH = 16 * 1024;
    private static final Pattern FOR_ALL = Pattern.compile(
            "(?:^|,)[ \\t]*(?:camera|microphone|geolocation|payment|usb|display-capture)=(?:\\*|\\( *\\* *\\))"
                    + "[ \\t]*(?:[,;]|$)");
    private static final String KEY = "[a-z*][a-z0-9_\\-.*]*+";
    private static final String ITEM =
            "(?:\"(?:[^\"\\\\]|\\\\[\"\\\\])*+\"|[A-Za-z*][A-Za-z0-9:/!#$%&'*+.^_`|~-]*+|\\?[01])";
    private static final String PARAMETERS = "(?:; *+" + KEY + "(?:=" + ITEM + ")?)*+";
    private static final Pattern MEMBER = Pattern.compile(
            KEY + "(?:=(?:\\( *+(?:" + ITEM + PARAMETERS + " *+)*+\\)|" + ITEM + "))?" + PARAMETERS + "[ \\t]*+");

    @Override
    public String id() {
        return "http_permissions_policy_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(INVALID, WILDCARD);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.htmlPage(evidence)
                .filter(page -> !page.answer().header(FIELD).isEmpty())
                .flatMap(page -> verdict(String.join(", ", page.answer().header(FIELD)))
                        .map(check -> Finding.of(check, id(), evidence, page.origin(), page.header(FIELD))))
                .stream()
                .toList();
    }

    private static Optional<Check> verdict(String policy) {
        if (!isDictionary(policy)) {
            return Optional.of(INVALID);
        }
        return FOR_ALL.matcher(policy).find() ? Optional.of(WILDCARD) : Optional.empty();
    }

    /// True for members separated by commas; a trailing comma is an error (§4.2.2).
    static boolean isDictionary(String field) {
        var text = field.strip();
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        var matcher = MEMBER.matcher(text);
        var at = 0;
        while (at < text.length()) {
            matcher.region(at, text.length());
            if (!matcher.lookingAt()) {
                return false;
            }
            at = matcher.end();
            if (at == text.length()) {
                return true;
            }
            if (text.charAt(at) != ',') {
                return false;
            }
            at++;
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            if (at == text.length()) {
                return false;
            }
        }
        return true;
    }
}
