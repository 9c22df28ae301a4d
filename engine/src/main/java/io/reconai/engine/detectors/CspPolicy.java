package io.reconai.engine.detectors;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.PublicSuffixes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One content security policy as browsers read it (CSP Level 3 §2.2): the first of two equal directives counts.
///
/// @param directives by lower-case name, each with its sources in lower case
/// @param ignored names of directives that stand there again with other sources, of which browsers take no notice
record CspPolicy(Map<String, List<String>> directives, Set<String> ignored) {

    /// Hosts that carry any package's scripts, or answers that call what one names.
    private static final Pattern LIBRARY_SOURCE = Pattern.compile("(?:https?://)?"
            + "(?:ajax\\.googleapis\\.com|cdnjs\\.cloudflare\\.com|cdn\\.jsdelivr\\.net|unpkg\\.com)(?::443)?/?");

    private static final String BLANKS = " \t\n\u000B\f\r";

    private static final Set<String> KNOWN = Set.of(
            "default-src",
            "script-src",
            "script-src-elem",
            "script-src-attr",
            "style-src",
            "style-src-elem",
            "style-src-attr",
            "img-src",
            "font-src",
            "connect-src",
            "media-src",
            "object-src",
            "frame-src",
            "child-src",
            "worker-src",
            "manifest-src",
            "prefetch-src",
            "fenced-frame-src",
            "base-uri",
            "form-action",
            "frame-ancestors",
            "sandbox",
            "report-uri",
            "report-to",
            "upgrade-insecure-requests",
            "block-all-mixed-content",
            "require-trusted-types-for",
            "trusted-types",
            "navigate-to",
            "plugin-types");

    /// Of no effect in a meta element (§3.3).
    private static final Set<String> HEADER_ONLY = Set.of("frame-ancestors", "report-uri", "sandbox");

    /// Sources that allow whole schemes or any host.
    private static final Set<String> BROAD =
            Set.of("ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*");

    private static final int MAX_SOURCES = 1_000;

    /// CSP Level 3 §2.3.1, of a host on a port of the web; a path limits what of it is trusted, not whom.
    private static final Pattern HOST_SOURCE = Pattern.compile(
            "(?:(?:https?|wss?)://)?(?<below>\\*\\.)?(?<host>[a-z0-9_.-]+)(?::(?:80|443|\\*))?(?:/.*)?");

    /// What a host named there can do to the page or to its visitors; pictures, sounds and fonts do nothing.
    private static final List<String> TRUSTING = List.of(
            "script-src",
            "script-src-elem",
            "default-src",
            "style-src",
            "style-src-elem",
            "object-src",
            "frame-src",
            "child-src",
            "worker-src",
            "connect-src",
            "base-uri",
            "form-action",
            "frame-ancestors");

    CspPolicy {
        directives = Map.copyOf(directives);
        ignored = Set.copyOf(ignored);
    }

    /// The policies of header fields: each field may hold several, separated by commas; all apply together.
    static List<CspPolicy> ofHeaders(List<String> fields) {
        var policies = new ArrayList<CspPolicy>(1);
        for (var field : fields) {
            for (var text : field.split(",")) {
                if (!text.isBlank()) {
                    policies.add(parse(text));
                }
            }
        }
        return policies;
    }

    /// The policy of a meta element, without what has no effect there.
    static CspPolicy ofMeta(String content) {
        var all = parse(content);
        return new CspPolicy(
                all.directives.entrySet().stream()
                        .filter(entry -> !HEADER_ONLY.contains(entry.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                all.ignored.stream().filter(name -> !HEADER_ONLY.contains(name)).collect(Collectors.toSet()));
    }

    private static CspPolicy parse(String text) {
        Map<String, List<String>> directives = new LinkedHashMap<>();
        var ignored = new HashSet<String>();
        for (var part : text.split(";")) {
            var words = new StringTokenizer(part.strip().toLowerCase(Locale.ROOT), BLANKS);
            if (words.hasMoreTokens()) {
                var name = words.nextToken();
                var sources = new ArrayList<String>();
                while (words.hasMoreTokens() && sources.size() < MAX_SOURCES) {
                    sources.add(words.nextToken());
                }
                var first = directives.putIfAbsent(name, List.copyOf(sources));
                if (first != null
                        && !first.equals(sources)
                        && !Set.copyOf(first).equals(Set.copyOf(sources))) {
                    ignored.add(name);
                }
            }
        }
        return new CspPolicy(directives, ignored);
    }

    boolean has(String directive) {
        return directives.containsKey(directive);
    }

    List<String> sources(String directive) {
        return directives.getOrDefault(directive, List.of());
    }

    /// No directive that a browser knows, or strict-dynamic that nothing can satisfy.
    boolean isVoid() {
        return Collections.disjoint(KNOWN, directives.keySet())
                || scripts().contains("'strict-dynamic'") && !hasNonceOrHash();
    }

    /// Scripts from anywhere or from within the page may run.
    boolean allowsAnyScript() {
        if (!has("script-src") && !has("default-src")) {
            return true;
        }
        var strict = scripts().contains("'strict-dynamic'");
        if (strict && hasNonceOrHash()) {
            return false; // Browsers of CSP3 then ignore hosts, schemes and 'unsafe-inline' (§8.2).
        }
        return scripts().contains("'unsafe-inline'") && !hasNonceOrHash() && !strict
                || scripts().contains("data:")
                || isBroad(scripts());
    }

    /// What it says of styles limits none: from anywhere or from within the page. Where it says nothing of them,
    /// nothing is promised.
    boolean allowsAnyStyle() {
        var styles = has("style-src") ? sources("style-src") : sources("default-src");
        return styles.contains("'unsafe-inline'") && !hasNonceOrHash(styles)
                || styles.contains("data:")
                || isBroad(styles);
    }

    /// Scripts of a host may run that gives everybody's to everybody: with a library of its choice a smuggled attribute
    /// becomes a script. A source with a path names its scripts, and browsers ignore hosts beside 'strict-dynamic'.
    boolean trustsLibraryHost() {
        return !scripts().contains("'strict-dynamic'")
                && scripts().stream()
                        .anyMatch(source -> LIBRARY_SOURCE.matcher(source).matches());
    }

    boolean allowsEval() {
        return scripts().contains("'unsafe-eval'");
    }

    /// The directive and source by which a host of this name is trusted, such as `script-src *.acme.test`; empty where
    /// none names it or a wildcard above it. Schemes and `*` name nobody.
    Optional<String> naming(DomainName host) {
        return TRUSTING.stream()
                .filter(directive -> !directive.equals("default-src") || !has("script-src"))
                .filter(directive -> !directive.startsWith("script-src")
                        || !sources(directive).contains("'strict-dynamic'"))
                .flatMap(directive -> sources(directive).stream()
                        .filter(source -> names(source, host))
                        .map(source -> directive + " " + source))
                .findFirst();
    }

    /// Whom [#naming] may say to be trusted: names, and wildcards such as `*.acme.test`.
    Stream<String> named() {
        return TRUSTING.stream()
                .flatMap(directive -> sources(directive).stream())
                .map(HOST_SOURCE::matcher)
                .filter(Matcher::matches)
                .map(match -> (match.group("below") == null ? "" : "*.") + match.group("host"));
    }

    /// Whether it says of anything that [#naming] looks at who is trusted.
    boolean limitsTrust() {
        return TRUSTING.stream().anyMatch(this::has);
    }

    private static boolean names(String source, DomainName host) {
        var match = HOST_SOURCE.matcher(source);
        if (!match.matches()) {
            return false;
        }
        var named = DomainName.parse(match.group("host"));
        return match.group("below") == null
                ? named.filter(host::equals).isPresent()
                : named.filter(host::isBelow)
                        .flatMap(PublicSuffixes::registrable)
                        .isPresent();
    }

    /// Only some sites, or none, may put the page into a frame.
    boolean limitsFrames() {
        return has("frame-ancestors") && !isBroad(sources("frame-ancestors"));
    }

    boolean leavesObjectsOpen() {
        if (has("object-src")) {
            return isBroad(sources("object-src"));
        }
        return !has("default-src") && !scripts().equals(List.of("'none'"));
    }

    /// Nonces and strict-dynamic can be turned round by a base element.
    boolean needsBaseUri() {
        return !has("base-uri") && (hasNonceOrHash() || scripts().contains("'strict-dynamic'"));
    }

    boolean namesHttpSource() {
        var strict = scripts().contains("'strict-dynamic'") && hasNonceOrHash();
        for (var directive : directives.entrySet()) {
            var name = directive.getKey();
            var counts = !name.startsWith("report-") && !(strict && name.startsWith("script-src"));
            if (counts && anyStartsWith(directive.getValue(), "http:")) {
                return true;
            }
        }
        return false;
    }

    private List<String> scripts() {
        return has("script-src") ? sources("script-src") : sources("default-src");
    }

    private boolean hasNonceOrHash() {
        return hasNonceOrHash(scripts());
    }

    private static boolean hasNonceOrHash(List<String> sources) {
        return anyStartsWith(sources, "'nonce-") || anyStartsWith(sources, "'sha");
    }

    /// By hand, since every page's policy is asked a dozen questions.
    private static boolean anyStartsWith(List<String> sources, String start) {
        for (var source : sources) {
            if (source.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBroad(List<String> sources) {
        return !Collections.disjoint(sources, BROAD);
    }
}
