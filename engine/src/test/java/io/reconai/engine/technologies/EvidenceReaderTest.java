package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of evidence is told to rules, and where it stands.
class EvidenceReaderTest {

    private static final Rulebook RULES = Rulebook.of("""
            product | Product | panel
              header server 90 x
              json version.number 90 x
              dns txt 90 x
            """);

    /// Each as `signal name=value pointer`.
    private static List<String> told(Evidence evidence) {
        var told = new ArrayList<String>();
        read(evidence, told);
        return told;
    }

    private static boolean read(Evidence evidence, List<String> told) {
        var pages = new KnownPages(RULES, VulnerableLibraries.shipped().extractors());
        return EvidenceReader.read(
                evidence,
                RULES,
                pages,
                seen -> told.add(seen.signal().name().toLowerCase(Locale.ROOT)
                        + (seen.name().isEmpty() ? "" : " " + seen.name()) + "=" + seen.value() + " "
                        + seen.pointer()));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        root    | /           | 200 | text/plain             | a page                      | -
        robots  | /robots.txt | 200 | text/plain             | Disallow: /admin            | robots=Disallow: /admin body
        robots  | /robots.txt | 404 | text/plain             | Disallow: /admin            | error=Disallow: /admin body
        root    | /           | 400 | text/plain             | wrong                       | error=wrong body
        root    | /           | 399 | text/plain             | wrong                       | -
        root    | /           | 300 | text/html              | <p>                         | -
        script  | /a.js       | 200 | text/javascript        | var a                       | script=/a.js body, inline=var a body
        script  | /a.js       | 404 | text/javascript        | none                        | error=none body
        root    | /           | 200 | application/json       | {"version":{"number":"8"}}  | json version.number=8 body
        root    | /           | 200 | application/json       | {"version":{}}              | -
        root    | /           | 200 | application/json       | {"version":{"number":null}} | -
        root    | /           | 200 | application/json       | {"version                   | -
        favicon | /favicon.ico | 200 | image/png             | seventeen letters           | favicon=SUM body_sha256
        favicon | /favicon.ico | 200 | image/png             | sixteen letters!            | -
        favicon | /favicon.ico | 404 | image/png             | no                          | error=no body
        root    | /           | 200 | text/html              | <title>Shop</title>         | title=Shop title, element=html body, element=head body, element=title body, element=body body
        """)
    void tellsOfABody(String probe, String path, int status, String type, String body, String expected) {
        var evidence = Seen.nothing()
                .answer(probe, "https://acme.test" + path, status, type, body)
                .evidence();
        var sum = Integer.toHexString(body.hashCode());
        var told = String.join(", ", told(evidence)).replace("/exchanges/0/answer/", "");

        assertThat(told.replace("element=#root body, ", ""))
                .isEqualTo(expected == null ? "" : expected.replace("SUM", sum));
    }

    @Test
    void tellsOfHeadersThatRulesSpeakOf() {
        var evidence = Seen.nothing()
                .answer(
                        "root",
                        "https://acme.test/",
                        302,
                        "",
                        "",
                        "SERVER: web",
                        "Date: now",
                        "Location: /x",
                        "Set-Cookie: sid=1; Path=/")
                .answer(
                        "robots",
                        "https://acme.test/robots.txt",
                        302,
                        "",
                        "",
                        "Server: web",
                        "Server: other",
                        "Location: /y")
                .answer("root", "https://other.test/", 302, "", "", "Server: third")
                .evidence();

        assertThat(told(evidence))
                .containsExactly(
                        "header server=web /exchanges/0/answer/headers/1",
                        "redirect=https://acme.test/x /exchanges/0/answer/headers/3",
                        "header location=/x /exchanges/0/answer/headers/3",
                        "header set-cookie=sid=1; Path=/ /exchanges/0/answer/headers/4",
                        "cookie=sid /exchanges/0/answer/headers/4",
                        "header server=web /exchanges/1/answer/headers/1",
                        "header server=other /exchanges/1/answer/headers/2",
                        "header location=/y /exchanges/1/answer/headers/3");
    }

    @Test
    void tellsOfRecordsCertificatesAndGreetings() {
        var evidence = Seen.nothing()
                .dns("acme.test", "CNAME", "shop.example.")
                .dns("acme.test", "TXT", "a=1")
                .dns("acme.test", "MX", "10 mail.acme.test.")
                .dns("www.acme.test", "TXT", "a=2")
                .certificate("CN=acme.test", "CN=Some CA")
                .banner(22, "SSH-2.0-x")
                .banner(25, "")
                .evidence();

        assertThat(told(evidence))
                .containsExactly(
                        "dns cname=shop.example /dns/0/cname_chain/0",
                        "dns txt=a=1 /dns/1/answers/0/data",
                        "certificate issuer=CN=Some CA /tls/0/session/chain/0/issuer",
                        "certificate subject=CN=acme.test /tls/0/session/chain/0/subject",
                        "certificate name=acme.test /tls/0/session/chain/0/names/0",
                        "banner=SSH-2.0-x /ports/0/banner");
    }

    @Test
    void theSameBodyIsReadOnceAndNoMoreThanSixPages() {
        var seen = Seen.nothing();
        for (var i = 0; i < 9; i++) {
            seen.answer("root", "https://acme.test/" + i, 200, "text/html", "<title>" + (i == 1 ? 0 : i) + "</title>");
        }
        assertThat(told(seen.evidence()))
                .filteredOn(line -> line.startsWith("title="))
                .extracting(line -> line.substring(6, 7))
                .containsExactly("0", "2", "3", "4", "5", "6");
    }

    @Test
    void saysWhereAPageHasMoreThanIsRead() {
        var much = new StringBuilder();
        for (var i = 0; i < 5_001; i++) {
            much.append("<!--").append(i).append("-->");
        }
        assertThat(read(Seen.page("<p>" + much).evidence(), new ArrayList<>())).isFalse();
        assertThat(read(Seen.page("<p>little").evidence(), new ArrayList<>())).isTrue();
    }

    @Test
    void longValuesAreCut() {
        var evidence = Seen.page("<p>", "Server: " + "x".repeat(4 * 1024 + 1)).evidence();
        assertThat(told(evidence).getFirst())
                .hasSize(4 * 1024 + "header server= /exchanges/0/answer/headers/1".length());
    }
}
