package io.reconai.engine.http;

import io.reconai.engine.asset.Exchange;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;

/// The scripts that a page loads from its own origin, as a browser would: they tell which libraries it uses, and in
/// which versions.
final class Scripts {

    /// Pages load their libraries first; bundles repeat what the first of them says.
    private static final int MOST = 8;

    private static final int LONGEST_PATH = 1_000;

    private Scripts() {}

    /// Paths and queries in the order of the page, each once.
    static List<String> pathsOf(Exchange page) {
        var base = page.uri();
        return page
                .answered()
                .filter(answer -> answer.isHtml()
                        && answer.body().toLowerCase(Locale.ROOT).contains("<script"))
                .map(answer -> Jsoup.parse(answer.body(), page.url()))
                .stream()
                .flatMap(html -> html.select("script[src]").stream())
                .flatMap(script -> Redirect.pathWithin(base, script.absUrl("src")).stream())
                .filter(path -> path.length() <= LONGEST_PATH)
                .distinct()
                .limit(MOST)
                .toList();
    }
}
