package io.reconai.engine.http;

import com.google.common.hash.Hashing;
import io.reconai.engine.asset.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/// The little picture of a site: where it is, and the number by which search engines of the internet know it.
final class Icon {

    /// Icons are a few kilobytes; a larger one is told by its SHA-256 alone.
    private static final int MAX_BYTES = 256 * 1024;

    private static final int LONGEST_PATH = 1_000;
    private static final String USUAL = "/favicon.ico";

    private Icon() {}

    /// The path and query of the icon that a page names on its own origin; the usual place otherwise.
    static String pathOf(Exchange page) {
        return page
                .answered()
                .filter(answer -> answer.isHtml()
                        && answer.body().toLowerCase(Locale.ROOT).contains("icon"))
                .map(answer -> Jsoup.parse(answer.body(), page.url()))
                .stream()
                .flatMap(html -> html.select("link[href]").stream())
                .filter(Icon::isIcon)
                .flatMap(link -> Redirect.pathWithin(page.uri(), link.absUrl("href")).stream())
                .filter(path -> path.length() <= LONGEST_PATH)
                .findFirst()
                .orElse(USUAL);
    }

    /// MurmurHash3 (x86, 32 bits, seed 0) of the Base64 text in lines of 76 characters, each ended: so Shodan counts
    /// icons. Empty for what is no icon.
    static Optional<Integer> hash(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        var text = Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes) + "\n";
        return Optional.of(Hashing.murmur3_32_fixed()
                .hashString(text, StandardCharsets.US_ASCII)
                .asInt());
    }

    private static boolean isIcon(Element link) {
        var relation = " " + link.attr("rel").toLowerCase(Locale.ROOT).strip() + " ";
        return relation.contains(" icon ");
    }
}
