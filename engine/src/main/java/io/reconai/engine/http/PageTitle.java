package io.reconai.engine.http;

import io.reconai.engine.asset.Text;
import java.util.Locale;
import org.jsoup.Jsoup;

/// The title of a page, cleaned for showing: blanks folded, control characters spelled out, at most 512 characters.
final class PageTitle {

    private static final int MAX_TITLE = 512;

    /// A title stands near the beginning; parsing half a megabyte for it would cost more than it tells.
    private static final int MAX_HTML = 128 * 1024;

    private PageTitle() {}

    static String of(String html) {
        var start = html.length() > MAX_HTML ? html.substring(0, MAX_HTML) : html;
        if (!start.toLowerCase(Locale.ROOT).contains("<title")) {
            return "";
        }
        return Text.visible(Jsoup.parse(start).title(), MAX_TITLE);
    }
}
