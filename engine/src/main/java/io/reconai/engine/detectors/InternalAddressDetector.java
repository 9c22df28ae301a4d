package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Comment;

/// Headers and comments that name a machine behind the site: a private address (RFC 1918, RFC 4193) or an inner name.
///
/// Location is left to the redirects. An address needs its four parts with no letter, digit or dot beside, so that
/// versions are none; only headers that proxies and servers fill in are looked at.
final class InternalAddressDetector implements Detector {

    private static final Check INTERNAL = new Check(
            "http.disclosure.internal-address",
            "HTTP Headers",
            LOW,
            "The site names a machine behind it",
            "Inner addresses and names show an attacker the way on, once inside.",
            "Remove the header or the comment, mostly at the proxy",
            List.of("CWE-200"));

    private static final Set<String> FIELDS = Set.of(
            "via",
            "x-backend",
            "x-backend-server",
            "x-backend-host",
            "x-served-by",
            "x-server",
            "x-server-name",
            "x-upstream",
            "x-host",
            "x-real-ip");
    private static final String FORWARDED = "x-forwarded-";

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\w.-])(?:10\\." + OCTET
            + "|172\\.(?:1[6-9]|2\\d|3[01])|192\\.168)\\." + OCTET + "\\." + OCTET + "(?![\\w-]|\\.\\d)");
    private static final Pattern UNIQUE_LOCAL =
            Pattern.compile("(?i)(?<![\\w:.])f[cd][0-9a-f]{2}:[0-9a-f:]{2,36}(?![\\w:.])");
    private static final Pattern NAME = Pattern.compile(
            "(?i)(?<![\\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}(?:local|internal|corp)(?![\\w-]|\\.\\w)");

    /// Longer comments are looked at as far as this.
    private static final int COMMENT_CHARS = 10_000;

    private static final int MOST_COMMENTS = 500;

    @Override
    public String id() {
        return "http_internal_address_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(INTERNAL);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.page(evidence)
                .filter(page -> page.isPage() || page.isRedirect())
                .flatMap(page -> ofHeaders(page)
                        .or(() -> ofComments(page))
                        .map(proof -> Finding.of(INTERNAL, id(), evidence, page.origin(), proof)))
                .stream()
                .toList();
    }

    private static Optional<Proof> ofHeaders(WebFacts.Fact page) {
        for (var header : page.answer().headers()) {
            var name = header.name().toLowerCase(Locale.ROOT);
            if ((FIELDS.contains(name) || name.startsWith(FORWARDED))
                    && named(header.value()).isPresent()) {
                return Optional.of(page.header(header.name()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Proof> ofComments(WebFacts.Fact page) {
        if (!page.isHtml() || !page.answer().body().contains("<!--")) {
            return Optional.empty();
        }
        return page.html()
                .nodeStream(Comment.class)
                .limit(MOST_COMMENTS)
                .map(Comment::getData)
                .map(text -> text.substring(0, Math.min(text.length(), COMMENT_CHARS)))
                .flatMap(text -> named(text).stream())
                .findFirst()
                .map(name -> page.body("a comment names " + name));
    }

    /// The first inner address or name in a text.
    static Optional<String> named(String text) {
        return Stream.of(ADDRESS, UNIQUE_LOCAL, NAME)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(match -> match.group())
                .findFirst();
    }
}
