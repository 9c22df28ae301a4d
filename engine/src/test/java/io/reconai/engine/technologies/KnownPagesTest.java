package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Exchange;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A page that was met at another host shows what it would show if it had not been.
class KnownPagesTest {

    private final KnownPages known = none();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a path from the root             | true  | <a href='/wp-login.php'>x</a>
        a path from the page             | true  | <img src='logo.png'><script src='../app.js'></script>
        the page itself                  | true  | <form action=''><input name=q></form>
        nothing that leads anywhere      | true  | <p data-app=7>Not found<!-- made by us -->
        a third host                     | true  | <a href='http://nginx.test/'>x</a><script src='//cdn.test/a.js'>
        no web address                   | true  | <a href='mailto:a@one.test'>x</a>
        trap: names the first host       | false | <a href='https://ONE.test/x'>x</a>
        trap: names it by entities       | false | <a href='http://&#111;ne.test/x'>x</a>
        trap: names it without scheme    | false | <script src='//one.test/app.js'></script>
        trap: names it through letters that are passed over | false | <img src='ht&#10;tp:/&#10;/one.test/a.png'>
        trap: names it as a late base    | false | <img src='logo.png'><base href='https://one.test/'>
        trap: names it as the base       | false | <base href='https://one.test/'><script src='app.js'></script>
        trap: names the second host      | false | <a href='https://two.test:8443/x'>x</a><img src='//two.test/a'>
        """)
    void differsOnlyWhereThePageNamesAHost(String why, boolean isSame, String html) {
        var first = content("https://one.test/shop/", 200, html);
        var second = content("https://two.test/shop/", 200, html);

        assertThat(second == first).isEqualTo(isSame);
        assertThat(second).isEqualTo(unknown("https://two.test/shop/", 200, html));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        another path, where paths end elsewhere | https://two.test/       | 200
        another scheme                          | http://two.test/shop/   | 200
        another port                            | https://two.test:1/shop/ | 200
        an error, whose text tells              | https://two.test/shop/  | 404
        an IPv6 address                         | https://[2001:db8::2]/shop/ | 200
        """)
    void whatIsNotTheSamePageIsReadAnew(String why, String url, int status) {
        var html = "<title>Shop</title><img src='logo.png'>closed";
        var first = content("https://one.test/shop/", 200, html);

        assertThat(content(url, status, html)).isNotSameAs(first).isEqualTo(unknown(url, status, html));
    }

    @Test
    void manyPagesAreKnownAtOnce() {
        var first = content("https://one.test/", 200, "<p>one</p>");
        var second = content("https://one.test/", 200, "<p>two</p>");
        assertThat(content("https://two.test/", 200, "<p>one</p>")).isSameAs(first);
        assertThat(content("https://two.test/", 200, "<p>two</p>")).isSameAs(second);
    }

    @Test
    void longPagesAndTheOldestAreForgotten() {
        var page = "<p>page</p>";
        var first = content("https://one.test/", 200, page);
        assertThat(content("https://two.test/", 200, page)).isSameAs(first);
        for (var i = 0; i < 128; i++) {
            content("https://one.test/", 200, page + i);
        }
        assertThat(content("https://two.test/", 200, page)).isNotSameAs(first).isEqualTo(first);

        var atMost = "x".repeat(16 * 1024);
        assertThat(content("https://two.test/", 200, atMost)).isSameAs(content("https://one.test/", 200, atMost));
        var longer = atMost + "x";
        assertThat(content("https://two.test/", 200, longer)).isNotSameAs(content("https://one.test/", 200, longer));
    }

    @Property(tries = 300)
    void anyAddressShowsTheSame(@ForAll String value) {
        var html = "<a href='" + value + "'>x</a><script src='" + value.replace('a', '/') + "'></script>";
        content("https://one.test/x/", 404, html);

        assertThat(content("https://two.test/x/", 404, html)).isEqualTo(unknown("https://two.test/x/", 404, html));
    }

    private PageContent content(String url, int status, String html) {
        return content(known, url, status, html);
    }

    private static KnownPages none() {
        return new KnownPages(
                Rulebook.of("product | Product | panel\n  attribute data-app 90 ^7$\n"),
                VulnerableLibraries.shipped().extractors());
    }

    private static PageContent unknown(String url, int status, String html) {
        return content(none(), url, status, html);
    }

    private static PageContent content(KnownPages pages, String url, int status, String html) {
        Exchange made = Seen.nothing()
                .answer("root", url, status, "text/html", html.replace("<title>", "<title >"))
                .evidence()
                .exchanges()
                .getFirst();
        return pages.page(made, made.answered().orElseThrow(), made.host()).content();
    }
}
