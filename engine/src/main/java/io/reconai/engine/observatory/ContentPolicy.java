package io.reconai.engine.observatory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The test of the content security policy.
///
/// Several policies are taken together by what all of them allow. Where they name parts of one address, the narrower
/// one is what all allow; the Observatory compares paths in a way of its own there, which may differ.
final class ContentPolicy {

    private static final String FIELD = "content-security-policy";
    private static final String NONE = "'none'";

    /// A shorter text is no policy.
    private static final int SHORTEST = 6;

    private static final Set<String> MAY_COME_TWICE = Set.of("report-uri", "report-to");
    private static final Set<String> PASSIVE = Set.of("img-src", "media-src");

    private static final List<String> BROAD =
            List.of("ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*");

    /// A policy as it is judged.
    ///
    /// @param repeated a directive came twice that may
    private record Policy(Map<String, List<String>> directives, boolean repeated) {

        List<String> effective(String directive) {
            return directives.getOrDefault(directive, directives.getOrDefault("default-src", List.of("*")));
        }
    }

    private ContentPolicy() {}

    static Outcome of(Subject subject) {
        var header = subject.answer().header(FIELD);
        var meta = subject.meta("http-equiv", FIELD);
        if (header.isEmpty() && meta.isEmpty()) {
            return subject.answer().header(FIELD + "-report-only").isEmpty()
                    ? Outcome.CSP_NOT_IMPLEMENTED
                    : Outcome.CSP_NOT_IMPLEMENTED_BUT_REPORTING_ENABLED;
        }
        return read(header, meta)
                .map(policy -> judge(policy, subject.isHttps()))
                .orElse(Outcome.CSP_HEADER_INVALID);
    }

    /// Whether the policy, that of a meta element included, says who may put the page into a frame.
    static boolean limitsFrames(Subject subject) {
        return read(subject.answer().header(FIELD), subject.meta("http-equiv", FIELD))
                .filter(policy -> policy.directives().containsKey("frame-ancestors"))
                .isPresent();
    }

    private static Optional<Policy> read(List<String> header, List<String> meta) {
        var policies = new ArrayList<Policy>();
        for (var text : Stream.concat(header.stream(), meta.stream()).toList()) {
            var policy = parse(text);
            if (policy.isEmpty()) {
                return Optional.empty();
            }
            policies.add(policy.get());
        }
        return policies.stream().reduce(ContentPolicy::together);
    }

    private static Optional<Policy> parse(String text) {
        if (text.strip().length() < SHORTEST) {
            return Optional.empty();
        }
        Map<String, List<String>> directives = new LinkedHashMap<>();
        var repeated = false;
        for (var part : text.strip().split(";")) {
            var words = List.of(part.strip().toLowerCase(Locale.ROOT).split("\\s+"));
            var name = words.getFirst();
            if (name.isEmpty()) {
                continue;
            }
            var sources = words.subList(1, words.size());
            if (directives.containsKey(name)) {
                if (!MAY_COME_TWICE.contains(name)) {
                    return Optional.empty();
                }
                repeated = true;
                continue;
            }
            directives.put(name, sources.isEmpty() && name.endsWith("-src") ? List.of(NONE) : List.copyOf(sources));
        }
        return directives.isEmpty() ? Optional.empty() : Optional.of(new Policy(directives, repeated));
    }

    private static Policy together(Policy one, Policy other) {
        Map<String, List<String>> directives = new LinkedHashMap<>(one.directives());
        other.directives().forEach((name, sources) -> directives.merge(name, sources, ContentPolicy::common));
        return new Policy(directives, one.repeated() || other.repeated());
    }

    private static List<String> common(List<String> some, List<String> others) {
        var common = Stream.concat(
                        some.stream().filter(source -> others.stream().anyMatch(source::startsWith)),
                        others.stream().filter(source -> some.stream().anyMatch(source::startsWith)))
                .distinct()
                .toList();
        return common.isEmpty() ? List.of(NONE) : common;
    }

    private static Outcome judge(Policy policy, boolean isHttps) {
        var scripts = policy.effective("script-src");
        var styles = policy.effective("style-src");
        var hasNonce = hasNonceOrHash(scripts);
        var isDynamic = scripts.contains("'strict-dynamic'");
        if (isDynamic && !hasNonce) {
            return Outcome.CSP_HEADER_INVALID;
        }
        scripts = heeded(scripts, isDynamic);
        styles = heeded(styles, false);
        if (isLoose(scripts) || policy.effective("object-src").stream().anyMatch(BROAD::contains)) {
            return Outcome.CSP_IMPLEMENTED_WITH_UNSAFE_INLINE;
        }
        if (isHttps && namesInsecure(policy, scripts)) {
            return Outcome.CSP_IMPLEMENTED_WITH_INSECURE_SCHEME;
        }
        if (scripts.contains("'unsafe-eval'") || styles.contains("'unsafe-eval'")) {
            return Outcome.CSP_IMPLEMENTED_WITH_UNSAFE_EVAL;
        }
        if (isHttps && PASSIVE.stream().anyMatch(name -> hasInsecure(policy.effective(name)))) {
            return Outcome.CSP_IMPLEMENTED_WITH_INSECURE_SCHEME_IN_PASSIVE_CONTENT_ONLY;
        }
        if (isLoose(styles)) {
            return Outcome.CSP_IMPLEMENTED_WITH_UNSAFE_INLINE_IN_STYLE_SRC_ONLY;
        }
        if (policy.repeated()) {
            return Outcome.CSP_IMPLEMENTED_BUT_DUPLICATE_DIRECTIVES;
        }
        return policy.directives().getOrDefault("default-src", List.of()).equals(List.of(NONE))
                ? Outcome.CSP_IMPLEMENTED_WITH_NO_UNSAFE_DEFAULT_SRC_NONE
                : Outcome.CSP_IMPLEMENTED_WITH_NO_UNSAFE;
    }

    /// Sources as browsers of CSP 3 heed them: beside a nonce what is there for older ones is not.
    private static List<String> heeded(List<String> sources, boolean isDynamic) {
        if (!hasNonceOrHash(sources)) {
            return sources;
        }
        return sources.stream()
                .filter(source -> !source.equals("'unsafe-inline'"))
                .filter(source ->
                        !isDynamic || !source.equals("'self'") && BROAD.stream().noneMatch(source::startsWith))
                .toList();
    }

    private static boolean hasNonceOrHash(List<String> sources) {
        return sources.stream().anyMatch(source -> source.startsWith("'nonce-") || source.startsWith("'sha"));
    }

    private static boolean isLoose(List<String> sources) {
        return sources.contains("'unsafe-inline'")
                || sources.contains("data:")
                || sources.stream().anyMatch(BROAD::contains);
    }

    private static boolean namesInsecure(Policy policy, List<String> scripts) {
        return policy.directives().entrySet().stream()
                .filter(directive -> !PASSIVE.contains(directive.getKey()))
                .anyMatch(directive ->
                        hasInsecure(directive.getKey().equals("script-src") ? scripts : directive.getValue()));
    }

    private static boolean hasInsecure(List<String> sources) {
        return sources.stream().anyMatch(source -> source.startsWith("http:") || source.startsWith("ftp:"));
    }
}
