package io.reconai.engine.takeover;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.web.HtmlPage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// The hosts of others from which a host's start page loads parts of itself.
public final class EmbeddedHosts {

    /// What is loaded. A script has the page in its hands; the others change what is seen.
    public enum Part {
        SCRIPT,
        STYLE,
        FRAME,
        IMAGE
    }

    /// A part of the page.
    ///
    /// @param url as it stands in the page, resolved
    public record Embedded(DomainName host, Part part, String url) {}

    private static final int MOST = 64;

    /// @param mark without which no page has such an element, in lower case
    private record Kind(Part part, String mark, Evaluator selector) {
        static Kind of(Part part, String mark, String selector) {
            return new Kind(part, mark, Selector.evaluatorOf(selector));
        }
    }

    private static final List<Kind> KINDS = List.of(
            Kind.of(Part.SCRIPT, "<script", "script[src]"),
            Kind.of(Part.STYLE, "<link", "link[rel~=(?i)stylesheet][href]"),
            Kind.of(Part.FRAME, "<iframe", "iframe[src]"),
            Kind.of(Part.IMAGE, "<im", "img[src]")); // `image` is read as `img`

    private EmbeddedHosts() {}

    /// The parts that come from outside the scanned domain, scripts first.
    public static List<Embedded> of(Evidence evidence) {
        var page = evidence.page()
                .filter(made -> made.host().equals(evidence.host().value()));
        var answer = page.flatMap(made -> made.answered()).filter(HttpAnswer::isHtml);
        if (answer.isEmpty() || !answer.get().body().contains("//") || !loadsAnything(answer.get())) {
            return List.of();
        }
        var found = new ArrayList<Embedded>();
        var text = HtmlPage.lower(answer.get());
        for (var kind : KINDS) {
            if (!text.contains(kind.mark())) {
                continue;
            }
            for (var element : HtmlPage.of(page.get(), answer.get()).select(kind.selector())) {
                var attribute = element.hasAttr("src") ? "src" : "href";
                if (HtmlPage.isOwnPath(element, attribute, page.get().url())) {
                    continue;
                }
                var url = element.absUrl(attribute);
                host(url)
                        .filter(host -> !host.isAtOrBelow(evidence.host().domain()) && found.size() < MOST)
                        .ifPresent(host -> found.add(new Embedded(host, kind.part(), url)));
            }
        }
        return found;
    }

    private static boolean loadsAnything(HttpAnswer answer) {
        var lower = HtmlPage.lower(answer);
        return lower.contains("src") || lower.contains("stylesheet");
    }

    private static Optional<DomainName> host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost())
                    .filter(host -> !host.startsWith("["))
                    .flatMap(DomainName::parse);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
