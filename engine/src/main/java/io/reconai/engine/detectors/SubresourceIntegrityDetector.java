package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.web.HtmlPage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// Scripts and styles of other organisations that a page takes as they come (W3C Subresource Integrity).
///
/// What is below the same registrable domain is the site's own. A hash can only be written for what never changes, so
/// a version must stand in the address; tag managers, maps, payment scripts and font styles change by design.
final class SubresourceIntegrityDetector implements Detector {

    private static final Check MISSING = check(
            "missing",
            INFO,
            "Another site's script or style is taken as it comes",
            "Add integrity and crossorigin, or serve the file yourself");
    private static final Check INVALID = check(
            "invalid",
            LOW,
            "An integrity attribute cannot be read, so browsers ignore it",
            "Write it as sha384- and the hash in Base64");
    private static final Check NO_CROSS_ORIGIN = check(
            "no-crossorigin",
            INFO,
            "A script or style with integrity lacks crossorigin, so browsers block it",
            "Add crossorigin=\"anonymous\"");

    private static final Evaluator PARTS =
            Selector.evaluatorOf("script[src], link[rel~=(?i)(^|\\s)stylesheet(\\s|$)][href]");
    private static final Pattern HASH = Pattern.compile("(?i)sha(256|384|512)-[A-Za-z0-9+/_-]+={0,2}(\\?[!-~]*)?");
    private static final Pattern VERSION = Pattern.compile("(^|[/@v-])\\d+\\.\\d+");
    private static final List<String> CHANGE_BY_DESIGN = List.of(
            "js.stripe.com",
            "www.paypal.com",
            "www.googletagmanager.com",
            "maps.googleapis.com",
            "fonts.googleapis.com",
            "use.typekit.net",
            "www.google.com",
            "www.recaptcha.net",
            "www.gstatic.com");
    private static final int MOST_PROOFS = 5;

    /// A page without any of them loads nothing of others': two slashes, which references may stand for and which may
    /// have tabs and ends of lines between them (WHATWG URL §4.4), or the attribute.
    private static final String[] MARKS = {"//", "&", "/\t", "/\n", "/\r", "integrity"};

    private static Check check(String name, Severity severity, String title, String remediation) {
        return new Check(
                "http.sri." + name,
                "Page Content",
                severity,
                title,
                "Who can change a file on another site can then run code in this page.",
                remediation,
                List.of("W3C Subresource Integrity", "CWE-353"));
    }

    @Override
    public String id() {
        return "http_subresource_integrity_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MISSING, INVALID, NO_CROSS_ORIGIN);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return WebFacts.htmlPage(evidence).map(page -> judge(evidence, page)).orElse(List.of());
    }

    private List<Finding> judge(Evidence evidence, WebFacts.Fact page) {
        if (!page.mentions(MARKS)) {
            return List.of();
        }
        var parts = page.select(PARTS, "<script", "<link").stream()
                .filter(part -> !isOwn(page, part) && !WebFacts.isInert(part))
                .toList();
        if (parts.isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        report(MISSING, part -> isMissing(page.uri(), part), parts, evidence, page, findings);
        report(INVALID, part -> isInvalid(part.attr("integrity")), parts, evidence, page, findings);
        report(NO_CROSS_ORIGIN, part -> isBlocked(page, part), parts, evidence, page, findings);
        return findings;
    }

    private void report(
            Check check,
            Predicate<Element> fault,
            List<Element> parts,
            Evidence evidence,
            WebFacts.Fact page,
            List<Finding> findings) {
        var proofs = parts.stream()
                .filter(fault)
                .map(part -> page.body(part.shallowClone().outerHtml()))
                .distinct()
                .limit(MOST_PROOFS)
                .toList();
        if (!proofs.isEmpty()) {
            findings.add(Finding.of(check, id(), evidence, page.origin(), proofs.getFirst())
                    .provedBy(proofs));
        }
    }

    private static boolean isMissing(URI page, Element part) {
        return part.attr("integrity").isBlank()
                && address(part)
                        .filter(address ->
                                !CHANGE_BY_DESIGN.contains(address.getHost().toLowerCase(Locale.ROOT)))
                        .filter(address -> VERSION.matcher(String.valueOf(address.getRawPath()))
                                .find())
                        .filter(address -> isForeign(page.getHost(), address.getHost()))
                        .isPresent();
    }

    /// Most parts are the page's own and take no hash, and say so at once.
    private static boolean isOwn(WebFacts.Fact page, Element part) {
        return !part.hasAttr("integrity")
                && HtmlPage.isOwnPath(part, addressOf(part), page.exchange().url());
    }

    /// Browsers pass over what they cannot read; one hash that can be read is enough.
    static boolean isInvalid(String integrity) {
        return !integrity.isBlank()
                && Stream.of(integrity.strip().split("\\s+"))
                        .noneMatch(word -> HASH.matcher(word).matches());
    }

    private static boolean isBlocked(WebFacts.Fact page, Element part) {
        var integrity = part.attr("integrity");
        return !integrity.isBlank()
                && !isInvalid(integrity)
                && !part.hasAttr("crossorigin")
                && address(part)
                        .filter(address -> !WebFacts.origin(address).equals(page.origin()))
                        .isPresent();
    }

    /// Names that no one registrable domain holds; an address is foreign to every name.
    private static boolean isForeign(String own, String other) {
        return !own.equalsIgnoreCase(other)
                && !DomainName.parse(own)
                        .flatMap(PublicSuffixes::registrable)
                        .filter(domain -> DomainName.parse(other)
                                .flatMap(PublicSuffixes::registrable)
                                .equals(Optional.of(domain)))
                        .isPresent();
    }

    private static String addressOf(Element part) {
        return part.normalName().equals("link") ? "href" : "src";
    }

    private static Optional<URI> address(Element part) {
        try {
            var address = URI.create(part.absUrl(addressOf(part)));
            return address.getScheme() == null || address.getHost() == null ? Optional.empty() : Optional.of(address);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
