package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.web.Baseline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/// Directories whose content the server lists to everybody (CWE-548).
///
/// How bad it is depends on what lies there: dumps, keys and archives, or pictures. Nothing that is listed is fetched.
final class DirectoryListingDetector implements Detector {

    private static final String PROBE = "listing";
    private static final List<String> PATHS = List.of(
            "/uploads/",
            "/files/",
            "/backup/",
            "/backups/",
            "/images/",
            "/assets/",
            "/static/",
            "/media/",
            "/data/",
            "/logs/",
            "/tmp/",
            "/old/",
            "/download/");
    private static final List<String> WORDPRESS = List.of("/wp-content/uploads/", "/wp-includes/");

    /// Of the folders that the start page's parts lie in.
    private static final int MOST_FOLDERS = 8;

    private static final Check LISTING = new Check(
            "exposure.listing",
            "Open Directory",
            LOW,
            "A directory is listed to everybody",
            "Who sees the names of all files finds those that nobody meant to publish.",
            "Switch listings off (Options -Indexes, autoindex off) and move what is not meant for everybody",
            List.of("CWE-548", "OWASP WSTG-CONF-04"));

    /// A path up to its last slash, of characters that need no encoding; the root is judged by itself.
    private static final Pattern FOLDER = Pattern.compile("/(?:[\\w.~-]{1,60}/){1,6}");

    private static final Pattern SECRETS = Pattern.compile(
            ".*\\.(sql|bak|env|pem|key|zip|tar\\.gz|tgz|log|sqlite|dump|pfx|p12|kdbx)(\\.gz)?|id_rsa.*|\\.env.*");
    private static final Pattern SOURCES =
            Pattern.compile(".*\\.(php|py|rb|jsp|asp|aspx|config|yml|yaml|ini)|\\.git/?|\\.svn/?");
    private static final Pattern PACKAGES =
            Pattern.compile(".*\\.(deb|rpm|apk|jar|iso|gpg|asc|sha256|xz)|(dists|pool|releases)/|.*/");
    private static final Pattern MIRROR = Pattern.compile("mirrors?|pub|ftp|downloads?|repo|archive");

    @Override
    public String id() {
        return "exposure_listing_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(LISTING);
    }

    @Override
    public List<Probe> probes(Host host) {
        return PATHS.stream().map(path -> new Probe(PROBE, path)).toList();
    }

    /// The folders that the start page loads from, and those of WordPress where it does.
    @Override
    public List<Probe> furtherProbes(Host host, List<Exchange> seen) {
        var page = seen.stream()
                .filter(made -> made.probe().equals("root") && made.host().equals(host.value()))
                .filter(made -> made.answered().filter(HttpAnswer::isHtml).isPresent())
                .reduce((_, later) -> later);
        var folders = page.map(DirectoryListingDetector::folders).orElse(List.of());
        var isWordPress = folders.stream().anyMatch(folder -> folder.startsWith("/wp-"));
        return Stream.concat(
                        folders.stream().limit(MOST_FOLDERS), (isWordPress ? WORDPRESS : List.<String>of()).stream())
                .map(path -> new Probe(PROBE, path))
                .distinct()
                .toList();
    }

    private static List<String> folders(Exchange page) {
        var origin = page.url()
                .substring(0, page.url().length() - page.uri().getRawPath().length());
        return page.answered().map(answer -> Jsoup.parse(answer.body(), page.url())).stream()
                .flatMap(html -> html.select("[src], link[href]").stream())
                .map(part -> part.hasAttr("src") ? part.absUrl("src") : part.absUrl("href"))
                .filter(url -> url.startsWith(origin + "/"))
                .map(url -> FOLDER.matcher(url.substring(origin.length())))
                .filter(Matcher::lookingAt)
                .map(Matcher::group)
                .distinct()
                .toList();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var pages = new ArrayList<WebFacts.Fact>();
        WebFacts.first(evidence, "https")
                .filter(DirectoryListingDetector::mayBe)
                .ifPresent(pages::add);
        WebFacts.first(evidence, "http").filter(DirectoryListingDetector::mayBe).ifPresent(pages::add);
        for (var page : WebFacts.probed(evidence, PROBE)) {
            if (mayBe(page)) {
                pages.add(page);
            }
        }
        if (pages.isEmpty()) {
            return List.of();
        }
        var baseline = Baseline.of(evidence.exchanges());
        Map<String, Finding> byKey = new LinkedHashMap<>();
        for (var page : pages) {
            if (!baseline.resembles(page.exchange(), page.answer())) {
                judge(evidence, page).ifPresent(finding -> byKey.putIfAbsent(finding.id(), finding));
            }
        }
        return List.copyOf(byKey.values());
    }

    private static boolean mayBe(WebFacts.Fact page) {
        return page.answer().status() == 200
                && (!page.isHtml() || DirectoryListing.mayBe(page.answer().title()));
    }

    private Optional<Finding> judge(Evidence evidence, WebFacts.Fact page) {
        var path = page.exchange().path();
        return listing(page, path).map(listing -> Finding.of(
                        LISTING, id(), evidence, page.exchange().url(), page.body(excerpt(page, listing)))
                .withSeverity(severity(evidence.host(), path, listing))
                .proved());
    }

    private static Optional<DirectoryListing> listing(WebFacts.Fact page, String path) {
        return page.isHtml() ? DirectoryListing.of(page.html(), path) : MachineListing.of(page.answer());
    }

    private static String excerpt(WebFacts.Fact page, DirectoryListing listing) {
        var title = page.isHtml() ? page.answer().title() : page.answer().mediaType();
        return "\"" + title + "\" (" + listing.server() + ") lists "
                + (listing.entries().isEmpty() ? "nothing" : String.join(", ", listing.entries()));
    }

    private static Severity severity(Host host, String path, DirectoryListing listing) {
        var entries = listing.entries().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        if (entries.isEmpty()
                || isMirror(host, path)
                        && entries.stream()
                                .allMatch(name -> PACKAGES.matcher(name).matches())) {
            return INFO;
        }
        if (entries.stream().anyMatch(name -> SECRETS.matcher(name).matches())) {
            return HIGH;
        }
        return entries.stream().anyMatch(name -> SOURCES.matcher(name).matches()) ? MEDIUM : LOW;
    }

    /// A place whose name says that it is there to be listed.
    private static boolean isMirror(Host host, String path) {
        return Stream.of((host.value() + "/" + path).split("[./]"))
                .anyMatch(part -> MIRROR.matcher(part).matches());
    }
}
