package io.reconai.engine.http;

import io.reconai.engine.asset.Text;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/// The title of a page, cleaned for showing: blanks folded, control characters spelled out, at most 512 characters.
final class PageTitle {

    private static final int MAX_TITLE = 512;

    /// A title stands near the beginning; parsing half a megabyte for it would cost more than it tells.
    private static final int MAX_HTML = 128 * 1024;

    private static final Pattern BEGINNING = Pattern.compile("<title", Pattern.CASE_INSENSITIVE);
    private static final Pattern END = Pattern.compile("</title", Pattern.CASE_INSENSITIVE);

    private PageTitle() {}

    /// Parses as far as the first end of a title, which is all of most pages' heads; further only where that was none,
    /// such as one in a comment.
    static String of(String html) {
        var start = html.length() > MAX_HTML ? html.substring(0, MAX_HTML) : html;
        if (!BEGINNING.matcher(start).find()) {
            return "";
        }
        var end = END.matcher(start);
        var title =
                end.find() ? Jsoup.parse(start.substring(0, end.end()) + ">").title() : "";
        return Text.visible(title.isEmpty() ? Jsoup.parse(start).title() : title, MAX_TITLE);
    }
}
