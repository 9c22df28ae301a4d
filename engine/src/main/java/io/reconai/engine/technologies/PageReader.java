package io.reconai.engine.technologies;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.web.HtmlPage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;

/// Reads what an HTML page shows of the technology behind it, in one walk over its nodes. For one page, by one thread.
///
/// What is the same many times, such as a class, is told once. Everything is bounded: a page may be made to keep us
/// busy.
final class PageReader implements NodeFilter {

    private static final int HTML_CHARS = 512 * 1024;
    private static final int MOST_NODES = 100_000;
    private static final int MOST_OBSERVATIONS = 5_000;
    private static final int MOST_NAMES = 1_000;
    private static final int INLINE_CHARS = 64 * 1024;
    private static final int ADDRESS_CHARS = 2_048;
    private static final int VALUE_CHARS = 1_024;

    private static final Set<String> LOADING =
            Set.of("img", "iframe", "source", "embed", "video", "audio", "track", "input");

    /// More than this of an error's text no rule looks at.
    static final int ERROR_CHARS = 4 * 1024;

    /// An address that names no host, without anything that parsers read in more than one way.
    private static final Pattern PATH = Pattern.compile("(?!.*//)[\\w.~?&=%#+/-]*");

    private final String host;
    private final Set<String> attributes;
    private final List<PageContent.Shown> shown = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final Set<String> elementNames = new HashSet<>();
    private final Set<String> attributeNames = new HashSet<>();
    private final Set<String> named = new HashSet<>();
    private boolean namesOwnHost;
    private boolean hasBase;
    private int nodes;
    private int inlineLeft = INLINE_CHARS;

    private PageReader(String host, Set<String> attributes) {
        this.host = host;
        this.attributes = attributes;
    }

    /// Reads a page.
    ///
    /// @param host whose addresses are its own
    /// @param attributes names of those whose values matter
    static PageContent read(Exchange made, HttpAnswer answer, String host, Set<String> attributes) {
        var page = parse(made, answer);
        var reader = new PageReader(host, attributes);
        page.filter(reader);
        if (isError(answer)) {
            reader.error(page.text());
        }
        return new PageContent(reader.shown, reader.told.size() < MOST_OBSERVATIONS, reader.named, reader.namesOwnHost);
    }

    /// True for an error, whose text tells more than that of others.
    static boolean isError(HttpAnswer answer) {
        return answer.status() >= 400;
    }

    /// Parses as much of a page as is read.
    private static Document parse(Exchange made, HttpAnswer answer) {
        var html = answer.body();
        return html.length() > HTML_CHARS
                ? Jsoup.parse(html.substring(0, HTML_CHARS), made.url())
                : HtmlPage.of(made, answer);
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (++nodes > MOST_NODES) {
            return FilterResult.STOP;
        }
        if (node instanceof Element element) {
            element(element);
        } else if (node instanceof Comment comment) {
            tell(Signal.COMMENT, "", comment.getData().strip());
        }
        return FilterResult.CONTINUE;
    }

    private void element(Element element) {
        var name = element.normalName();
        if (elementNames.size() < MOST_NAMES && elementNames.add(name)) {
            tell(Signal.ELEMENT, "", name);
        }
        for (var attribute : element.attributes()) {
            var key = attribute.getKey().toLowerCase(Locale.ROOT);
            if (attributeNames.size() < MOST_NAMES && attributeNames.add(key)) {
                tell(Signal.ATTRIBUTE, "*", key);
            }
            if (attributes.contains(key)) {
                tell(Signal.ATTRIBUTE, key, attribute.getValue());
            }
        }
        switch (name) {
            case "script" -> script(element);
            case "link" -> link(element);
            case "meta" -> meta(element);
            case "a", "area" -> anchor(element);
            case "base" -> {
                hasBase = true;
                namesOwnHost = true; // perhaps, and also for what stands before it
            }
            case "form" -> address(Signal.LOAD, element, "action");
            case "object" -> address(Signal.LOAD, element, "data");
            default -> {
                if (LOADING.contains(name)) {
                    address(Signal.LOAD, element, "src");
                }
            }
        }
    }

    private void script(Element element) {
        if (element.hasAttr("src")) {
            address(Signal.SCRIPT, element, "src");
            return;
        }
        var text = element.data();
        var kept = text.substring(0, Math.min(text.length(), inlineLeft));
        inlineLeft -= kept.length();
        if (!kept.isBlank()) {
            shown.add(new PageContent.Shown(Signal.INLINE, "", kept));
        }
    }

    private void link(Element element) {
        var isScript = element.attr("rel").equalsIgnoreCase("modulepreload")
                || element.attr("as").equalsIgnoreCase("script");
        address(isScript ? Signal.SCRIPT : Signal.LOAD, element, "href");
    }

    private void meta(Element element) {
        var name = element.hasAttr("name") ? element.attr("name") : element.attr("property");
        if (!name.isBlank() && name.length() <= VALUE_CHARS) {
            tell(Signal.META, name.strip().toLowerCase(Locale.ROOT), element.attr("content"));
        }
    }

    private void anchor(Element element) {
        var address = target(element, "href");
        if (address.startsWith("/") && !address.startsWith("//")) {
            tell(Signal.ANCHOR, "", address);
        }
    }

    /// Tells of something that is loaded; a script is something loaded as well.
    private void address(Signal signal, Element element, String attribute) {
        var address = target(element, attribute);
        if (!address.isEmpty()) {
            tell(signal, "", address);
            if (signal == Signal.SCRIPT) {
                tell(Signal.LOAD, "", address);
            }
        }
    }

    /// Where an attribute leads. A path from the root is taken as it is: resolving thousands of them costs more than
    /// the rest of the page.
    private String target(Element element, String attribute) {
        var value = element.attr(attribute);
        var isPath = value.startsWith("/") && !value.startsWith("//") && !value.contains("/.");
        return isPath && !hasBase
                ? value.substring(0, Math.min(value.length(), ADDRESS_CHARS))
                : resolved(value, element.absUrl(attribute));
    }

    /// Keeps what of an address would be another on another host.
    private String resolved(String value, String absolute) {
        var address = relativeToHost(absolute, host);
        var isOther = address.startsWith("//");
        var isByName = !PATH.matcher(value).matches();
        if (isOther && isByName) {
            named.add(address.substring(2, address.indexOf('/', 2)));
        } else if (isOther || isByName && !address.isEmpty()) {
            namesOwnHost = true;
        }
        return address;
    }

    /// `/path?query` on the host itself, `//other/path?query` elsewhere; empty when it is not on the web.
    static String relativeToHost(String absolute, String host) {
        var start = absolute.indexOf("://");
        if (start < 0 || !absolute.regionMatches(true, 0, "http", 0, 4)) {
            return "";
        }
        var cut = absolute.substring(start + 3, Math.min(absolute.length(), start + 3 + ADDRESS_CHARS));
        var slash = cut.indexOf('/');
        var authority = slash < 0 ? cut : cut.substring(0, slash);
        var path = slash < 0 ? "/" : cut.substring(slash);
        var colon = authority.lastIndexOf(':');
        var name = colon < 0 ? authority : authority.substring(0, colon);
        return name.equalsIgnoreCase(host) ? ownPath(path) : "//" + name.toLowerCase(Locale.ROOT) + path;
    }

    /// Two slashes at the beginning would read as another host.
    private static String ownPath(String path) {
        var at = 0;
        while (at + 1 < path.length() && path.charAt(at + 1) == '/') {
            at++;
        }
        return path.substring(at);
    }

    private void error(String text) {
        if (!text.isEmpty()) {
            shown.add(new PageContent.Shown(Signal.ERROR, "", text.substring(0, Math.min(text.length(), ERROR_CHARS))));
        }
    }

    private void tell(Signal signal, String name, String value) {
        var kept = value.length() > ADDRESS_CHARS ? value.substring(0, ADDRESS_CHARS) : value;
        if (told.size() < MOST_OBSERVATIONS && told.add(signal.ordinal() + name + '\n' + kept)) {
            shown.add(new PageContent.Shown(signal, name, kept));
        }
    }
}
