package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a page shows, and that it cannot keep us busy.
class PageReaderTest {

    private static final Set<String> ATTRIBUTES = Set.of("data-app");

    private static PageContent read(int status, String html) {
        var made = Seen.nothing()
                .answer("root", "https://acme.test/shop/", status, "text/html", html)
                .evidence()
                .exchanges()
                .getFirst();
        return PageReader.read(made, made.answered().orElseThrow(), "acme.test", ATTRIBUTES);
    }

    /// Each as `signal name=value`.
    private static List<String> shown(String html, Signal... signals) {
        var wanted = Set.of(signals);
        return read(200, html).shown().stream()
                .filter(one -> wanted.contains(one.signal()))
                .map(one -> one.signal().name().toLowerCase(Locale.ROOT)
                        + (one.name().isEmpty() ? "" : " " + one.name())
                        + "=" + one.value())
                .toList();
    }

    private static List<String> errors(int status, String html) {
        return read(status, html).shown().stream()
                .filter(one -> one.signal() == Signal.ERROR)
                .map(PageContent.Shown::value)
                .toList();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        <script src='/app.js'></script>                    | script=/app.js, load=/app.js
        <script src='app.js?v=2'></script>                 | script=/shop/app.js?v=2, load=/shop/app.js?v=2
        <script src='//CDN.test/a.js'></script>            | script=//cdn.test/a.js, load=//cdn.test/a.js
        <script src='https://ACME.test:8443/a.js'></script> | script=/a.js, load=/a.js
        <script src=''></script>                           | script=/shop/, load=/shop/
        <script src='data:text/javascript,1'></script>     | -
        <script>var a = 1</script>                         | inline=var a = 1
        <script> </script>                                 | -
        <link rel=stylesheet href='/a.css'>                | load=/a.css
        <link rel=modulePreload href='/a.mjs'>             | script=/a.mjs, load=/a.mjs
        <link rel=preload as=Script href='/a.js'>          | script=/a.js, load=/a.js
        <img src='/a.png'>                                 | load=/a.png
        <input type=image src='/go.png'>                   | load=/go.png
        <iframe src='//video.test/1'></iframe>             | load=//video.test/1
        <p src='/a.png'>                                   | -
        <form action='/wp-login.php'></form>               | load=/wp-login.php
        <object data='/a.swf'></object>                    | load=/a.swf
        <a href='/about'>x</a>                             | anchor=/about
        <map><area href='/part'></map>                     | anchor=/part
        <a href='../up'>x</a>                              | anchor=/up
        <a href='https://acme.test//twice'>x</a>           | anchor=/twice
        <a href='https://other.test/x'>x</a>               | -
        <a href='//other.test/x'>x</a>                     | -
        <a href='/./x'>x</a>                               | anchor=/x
        <a href='mailto:a@acme.test'>x</a>                 | -
        <base href='/deep/'><img src='a.png'>              | load=/deep/a.png
        <base href='https://o.test/'><img src='/a.png'>    | load=//o.test/a.png
        <base href='https://o.test'><img src=''>           | load=//o.test/
        <meta name=Generator content='Shop 2'>             | meta generator=Shop 2
        <meta property='og:site_name' content='Shop'>      | meta og:site_name=Shop
        <meta name='' content='Shop'>                      | -
        <!-- made by us -->                                | comment=made by us
        """)
    void tellsWhatIsOnAPage(String html, String expected) {
        var found = shown(html, Signal.SCRIPT, Signal.LOAD, Signal.INLINE, Signal.ANCHOR, Signal.META, Signal.COMMENT);
        assertThat(String.join(", ", found)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void tellsNamesOnceAndTheValuesThatMatter() {
        assertThat(shown(
                        "<p DATA-App=7 class=a></p><p data-app=7></p><p data-app=8></p>",
                        Signal.ELEMENT,
                        Signal.ATTRIBUTE))
                .containsExactly(
                        "element=#root",
                        "element=html",
                        "element=head",
                        "element=body",
                        "element=p",
                        "attribute *=data-app",
                        "attribute data-app=7",
                        "attribute *=class",
                        "attribute data-app=8");
    }

    @Test
    void theTextOfAnErrorPageTells() {
        var most = "x".repeat(4 * 1024);
        assertThat(errors(399, "<p>Closed")).isEmpty();
        assertThat(errors(400, "<p>Closed")).containsExactly("Closed");
        assertThat(errors(404, "<p>" + most)).containsExactly(most);
        assertThat(errors(404, "<p>" + most + "x")).containsExactly(most);
        assertThat(errors(404, "<p>")).isEmpty();
    }

    @Test
    void longValuesAreCut() {
        var long_ = "/" + "x".repeat(5_000);
        assertThat(shown("<img src='" + long_ + "'>", Signal.LOAD))
                .containsExactly("load=" + long_.substring(0, 2_048));
        assertThat(shown("<img src='https://acme.test" + long_ + "'>", Signal.LOAD))
                .containsExactly("load=" + long_.substring(0, 2_048 - "acme.test".length()));
        assertThat(shown("<!--" + long_ + "-->", Signal.COMMENT))
                .containsExactly("comment=" + long_.substring(0, 2_048));
        assertThat(shown("<meta name='" + "x".repeat(1_024) + "' content=y>", Signal.META))
                .hasSize(1);
        assertThat(shown("<meta name='" + "x".repeat(1_025) + "' content=y>", Signal.META))
                .isEmpty();
    }

    @Test
    void scriptsTextIsReadUpToABound() {
        var half = "x".repeat(40 * 1024);
        var found =
                shown("<script>" + half + "</script><script>" + half + "</script><script>y</script>", Signal.INLINE);
        assertThat(found).extracting(text -> text.length() - "inline=".length()).containsExactly(40 * 1024, 24 * 1024);
    }

    @Test
    void aPageThatIsTooMuchIsNotWhole() {
        var links = new StringBuilder();
        for (var number = 0; number < 4_995; number++) {
            links.append("<a href=/").append(number).append("></a>");
        }
        // Beside the links: the root, html, head, body, a, and the name of the attribute.
        var atMost = read(200, links.toString());
        assertThat(atMost.isWhole()).isFalse();
        assertThat(atMost.shown()).hasSize(5_000);
        var less = read(200, links.substring(0, links.lastIndexOf("<a href=/4993")));
        assertThat(less.isWhole()).isTrue();
        assertThat(less.shown()).hasSize(4_999);
    }

    @Test
    void elementsAndAttributesWithoutEndAreNotAllTold() {
        var many = new StringBuilder();
        for (var number = 0; number < 1_500; number++) {
            many.append("<e")
                    .append(number)
                    .append(" a")
                    .append(number)
                    .append("></e")
                    .append(number)
                    .append('>');
        }
        assertThat(shown(many.toString(), Signal.ELEMENT)).hasSize(1_000);
        assertThat(shown(many.toString(), Signal.ATTRIBUTE)).hasSize(1_000);
    }

    @Test
    void whatComesAfterHundredThousandNodesOrHalfAMebibyteIsNotRead() {
        var last = "<!--last-->";
        assertThat(shown("<br>".repeat(99_900) + last, Signal.COMMENT)).hasSize(1);
        assertThat(shown("<br>".repeat(100_100) + last, Signal.COMMENT)).isEmpty();
        assertThat(shown("x".repeat(512 * 1024 - last.length()) + last, Signal.COMMENT))
                .hasSize(1);
        assertThat(shown("x".repeat(512 * 1024) + last, Signal.COMMENT)).isEmpty();
    }
}
