package io.reconai.engine.http;

import io.reconai.engine.asset.Text;
import org.jsoup.Jsoup;

/// The title of a page, cleaned for showing: blanks folded, control characters spelled out, at most 512 characters.
final class PageTitle {

    private static final int MAX_TITLE = 512;

    /// A title stands near the beginning; parsing half a megabyte for it would cost more than it tells.
    private static final int MAX_HTML = 128 * 1024;

    private static final String BEGINNING = "<title";
    private static final String END = "</title";

    private PageTitle() {}

    /// Parses as far as the first end of a title, which is all of most pages' heads; further only where that was none,
    /// such as one in a comment.
    static String of(String html) {
        var start = html.length() > MAX_HTML ? html.substring(0, MAX_HTML) : html;
        if (find(start, BEGINNING) < 0) {
            return "";
        }
        var end = find(start, END);
        var title = end < 0
                ? ""
                : Jsoup.parse(start.substring(0, end + END.length()) + ">").title();
        return Text.visible(title.isEmpty() ? Jsoup.parse(start).title() : title, MAX_TITLE);
    }

    /// Where a tag begins, whatever the case of its letters; -1 when it is not there.
    private static int find(String html, String tag) {
        for (var at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
            if (html.regionMatches(true, at, tag, 0, tag.length())) {
                return at;
            }
        }
        return -1;
    }
}
