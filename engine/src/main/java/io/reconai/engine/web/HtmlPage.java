package io.reconai.engine.web;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Workings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// The page that an exchange was answered with. Parsing is most of the work of judging, so that it is done once a page
/// (see [Workings]).
public final class HtmlPage {

    /// The bodies of a host in lower case.
    private record Lowered(Map<String, String> bodies) {
        static Lowered known() {
            return Workings.once(Lowered.class, Lowered.class, () -> new Lowered(new HashMap<>()));
        }
    }

    /// The pages of a host that were parsed. Many a page is met twice: by itself, and where http leads to.
    private record Parsed(Map<Page, Document> pages) {
        static Parsed known() {
            return Workings.once(Parsed.class, Parsed.class, () -> new Parsed(new HashMap<>()));
        }
    }

    private record Page(String url, String body) {
        Document parse() {
            return Jsoup.parse(body, url);
        }
    }

    private HtmlPage() {}

    /// The parsed page, which nobody may change.
    public static Document of(Exchange exchange, HttpAnswer answer) {
        return Parsed.known().pages().computeIfAbsent(new Page(exchange.url(), answer.body()), Page::parse);
    }

    /// True for a path from the root of the page's own host, which is known without resolving it.
    ///
    /// @param page the page's address: a `base` element leads elsewhere
    public static boolean isOwnPath(Element element, String attribute, String page) {
        var value = element.attr(attribute);
        return value.length() > 1
                && value.charAt(0) == '/'
                && Character.isLetterOrDigit(value.charAt(1))
                && element.baseUri().equals(page);
    }

    /// The answer's body in lower case.
    public static String lower(HttpAnswer answer) {
        return Lowered.known().bodies().computeIfAbsent(answer.body(), body -> body.toLowerCase(Locale.ROOT));
    }
}
