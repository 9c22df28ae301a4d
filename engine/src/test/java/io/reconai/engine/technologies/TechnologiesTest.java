package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.Technology;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From whole evidence to technologies.
class TechnologiesTest {

    private static final Technologies SHIPPED = Technologies.shipped();

    @Test
    void nothingIsConcludedFromNothing() {
        assertThat(SHIPPED.of(Seen.nothing().evidence())).isEmpty();
    }

    @Test
    void anOrdinarySiteIsRecognisedWithItsVersionsAndWhatFollows() {
        var evidence = Seen.page(
                        """
                        <html><head><title>Acme</title><meta name="generator" content="WordPress 6.5.2">
                        <link rel=stylesheet href="/wp-content/themes/acme/style.css">
                        <script src="/wp-includes/js/jquery/jquery.min.js?ver=3.7.1"></script>
                        <script src="https://js.stripe.com/v3/"></script></head><body>x</body></html>
                        """, "Server: Apache/2.4.58 (Debian) OpenSSL/3.0.11", "Set-Cookie: PHPSESSID=1; path=/")
                .dns("acme.test", "MX", "1 aspmx.l.google.com.")
                .banner(22, "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3")
                .evidence();
        assertThat(SHIPPED.of(evidence))
                .extracting(Technology::label)
                .contains(
                        "WordPress/6.5.2",
                        "Apache HTTP Server/2.4.58",
                        "OpenSSL/3.0.11",
                        "PHP",
                        "MySQL",
                        "jQuery/3.7.1",
                        "Stripe",
                        "Google Workspace",
                        "OpenSSH/9.2p1",
                        "Debian");
        assertThat(technology(evidence, "php").impliedBy()).isEmpty();
        assertThat(technology(evidence, "mysql").impliedBy()).containsExactly("wordpress");
        assertThat(technology(evidence, "mysql").confidence()).isEqualTo(60);
        assertThat(technology(evidence, "apache").cpe()).isEqualTo("cpe:2.3:a:apache:http_server:2.4.58:*:*:*:*:*:*:*");
        assertThat(technology(evidence, "php").cpe()).isEqualTo("cpe:2.3:a:php:php:*:*:*:*:*:*:*:*");
    }

    @Test
    void everyProofPointsIntoTheEvidence() {
        var evidence = Seen.page(
                        "<title>Welcome to nginx!</title><div ng-version='17.2.3'></div>",
                        "Server: nginx/1.18.0",
                        "Set-Cookie: JSESSIONID=1")
                .dns("acme.test", "CNAME", "acme.map.fastly.net.")
                .dns("acme.test", "TXT", "google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ")
                .banner(22, "SSH-2.0-dropbear_2022.83")
                .certificate("CN=TRAEFIK DEFAULT CERT", "CN=TRAEFIK DEFAULT CERT")
                .evidence();
        var document = Json.mapper().valueToTree(evidence);
        var technologies = SHIPPED.of(evidence);
        assertThat(technologies)
                .extracting(Technology::id)
                .contains("fastly", "traefik", "dropbear", "angular", "java");
        assertThat(technologies).allSatisfy(technology -> assertThat(technology.evidence())
                .isNotEmpty()
                .allSatisfy(proof -> assertThat(document.at(JsonPointer.compile(proof.pointer()))
                                .isMissingNode())
                        .as(technology.id() + " " + proof.pointer())
                        .isFalse()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        one extends the other           | Server: nginx/1.18         | Server: nginx/1.18.0       | nginx | 1.18.0
        they disagree                   | X-Powered-By: PHP/5.2.0    | Server: Apache PHP/7.4.3   | php   |
        1.1 is no part of 1.18          | Server: nginx/1.1          | Server: nginx/1.18         | nginx |
        twice the same                  | Server: nginx/1.18.0       | Server: nginx/1.18.0       | nginx | 1.18.0
        """)
    void versions(String why, String one, String other, String id, String version) {
        var found = technology(Seen.page("", one, other).evidence(), id);
        assertThat(found.version()).isEqualTo(version);
        assertThat(found.conflictingVersions().isEmpty()).isEqualTo(version != null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a number too long is no version | Server: nginx/9999999999.1 |
        the number goes on              | Server: nginx/1.2.3.4567890123 |
        a plain one                     | Server: nginx/1.25.4 | 1.25.4
        """)
    void oddVersions(String why, String header, String version) {
        assertThat(SHIPPED.of(Seen.page("", header).evidence()).stream()
                        .filter(found -> found.id().equals("nginx"))
                        .map(Technology::version))
                .allMatch(seen -> version == null ? seen == null : version.equals(seen));
    }

    @Test
    void weakSignsAddUpAndOneAloneIsNotBelieved() {
        var rules = Rulebook.of("""
                a | A | cms
                  header x-a 40
                  cookie 40 ^a$
                """);
        var weak = new Technologies(rules, VulnerableLibraries.shipped());
        assertThat(weak.of(Seen.page("", "X-A: 1").evidence())).isEmpty();
        assertThat(weak.of(Seen.page("", "X-A: 1", "Set-Cookie: a=1").evidence()))
                .extracting(Technology::confidence)
                .containsExactly(64);
    }

    @Test
    void theWeakerOfTwoThatExcludeEachOtherGoesWithWhatItImplies() {
        var rules = new Technologies(Rulebook.of("""
                strong | Strong | cms
                  excludes weak
                  header x-strong 90
                weak | Weak | cms
                  implies other
                  header x-weak 80
                other | Other | cms
                """), VulnerableLibraries.shipped());
        assertThat(rules.of(Seen.page("", "X-Strong: 1", "X-Weak: 1").evidence()))
                .extracting(Technology::id)
                .containsExactly("strong");
        assertThat(rules.of(Seen.page("", "X-Weak: 1").evidence()))
                .extracting(Technology::id)
                .containsExactlyInAnyOrder("weak", "other");
    }

    @Test
    void whatIsRequiredMustBeThere() {
        var rules = new Technologies(Rulebook.of("""
                plugin | Plugin | cms
                  requires base
                  header x-plugin 90
                base | Base | cms
                  header x-base 90
                """), VulnerableLibraries.shipped());
        assertThat(rules.of(Seen.page("", "X-Plugin: 1").evidence())).isEmpty();
        assertThat(rules.of(Seen.page("", "X-Plugin: 1", "X-Base: 1").evidence()))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>How to install WordPress 6.5, Joomla! and Drupal 10 with PHP/8.2 on nginx/1.24.0</p>",
                "<pre>&lt;meta name=\"generator\" content=\"WordPress 6.5\"&gt; /wp-content/plugins/woocommerce/</pre>",
                "<a href='https://wordpress.org/wp-content/x'>WordPress</a><a href='https://www.drupal.org/'>Drupal</a>",
                "<img src='https://blog.other.example/wp-content/uploads/logo.png'>",
                "<p>Apache Tomcat/9.0.85</p><p>404 Not Found nginx/1.18.0</p><code>X-Powered-By: PHP/5.2</code>",
                "<title>Grafana, Kibana and Jenkins compared</title><h1>phpMyAdmin 5.2.1</h1>",
                "<meta name=description content='We build WordPress and Shopify shops'>",
                "<a href='/docs/react@18.2.0/umd/react.js'>download</a>",
            })
    void aPageAboutAProductIsNotTheProduct(String html) {
        assertThat(SHIPPED.of(Seen.page(html).evidence())).isEmpty();
    }

    @Test
    void anotherHostsAnswerIsAnotherAssets() {
        var evidence = Seen.nothing()
                .answer("root", "https://www.other.test/", 200, "text/html", "", "Server: nginx/1.18.0")
                .evidence();
        assertThat(SHIPPED.of(evidence)).isEmpty();
    }

    @Test
    void aPathThatWeAskedForSaysNothing() {
        var evidence = Seen.nothing()
                .answer("listing", "https://acme.test/dana-na/", 301, "text/html", "", "Location: /dana-na/auth/")
                .evidence();
        assertThat(SHIPPED.of(evidence)).isEmpty();
        var chosen = Seen.nothing()
                .answer("root", "https://acme.test/", 302, "text/html", "", "Location: /dana-na/auth/welcome.cgi")
                .evidence();
        assertThat(SHIPPED.of(chosen)).extracting(Technology::id).containsExactly("ivanti-connect-secure");
    }

    @Test
    void errorPagesJsonRobotsAndScriptsAreRead() {
        var evidence = Seen.nothing()
                .answer(
                        "root",
                        "https://acme.test/",
                        404,
                        "text/html",
                        "<title>404 Not Found</title><center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0</center>")
                .answer("status", "https://acme.test/status.php", 200, "application/json", """
                        {"installed":true,"productname":"Nextcloud","version":"28.0.4"}
                        """)
                .answer(
                        "robots",
                        "https://acme.test/robots.txt",
                        200,
                        "text/plain",
                        "User-agent: *\nDisallow: /wp-admin/\n")
                .answer("script", "https://acme.test/app.js", 200, "text/javascript", "/*! jQuery v1.12.4 | (c) */")
                .evidence();
        assertThat(SHIPPED.of(evidence))
                .extracting(Technology::label)
                .contains("nginx/1.18.0", "Nextcloud", "WordPress", "jQuery/1.12.4");
    }

    @Test
    void anIconIsComparedByItsHash() {
        var hash = Integer.toHexString("icon bytes of the product".hashCode());
        var rules = Rulebook.of("product | Product | panel\n  favicon 90 ^" + hash + "$\n");
        var evidence = Seen.nothing()
                .answer("favicon", "https://acme.test/favicon.ico", 200, "image/x-icon", "icon bytes of the product")
                .evidence();
        assertThat(new Technologies(rules, VulnerableLibraries.shipped()).of(evidence))
                .hasSize(1);
    }

    @Test
    void anIconIsComparedByItsNumber() {
        var rules = Rulebook.of("product | Product | panel\n  favicon 90 ^-757223386$\n");
        var evidence = Seen.nothing()
                .icon("https://acme.test/favicon.ico", -757_223_386)
                .evidence();
        assertThat(new Technologies(rules, VulnerableLibraries.shipped()).of(evidence))
                .singleElement()
                .satisfies(found ->
                        assertThat(found.evidence().getFirst().pointer()).isEqualTo("/exchanges/0/answer/icon_hash"));
    }

    @Test
    void anIconAloneTellsWhatRuns() {
        var evidence = Seen.page("<title>Flows</title>")
                .icon("https://acme.test/favicon.ico", 321_591_353)
                .evidence();
        assertThat(technology(evidence, "node-red").evidence())
                .singleElement()
                .satisfies(proof -> assertThat(proof.pointer()).isEqualTo("/exchanges/1/answer/icon_hash"));
        assertThat(ids(evidence)).containsExactlyInAnyOrder("node-red", "node");
    }

    @Test
    void theEdgeSpeaksForItselfOnly() {
        var evidence = Seen.page("", "Server: cloudflare", "CF-RAY: 8a1b2c3d4e5f6a7b-FRA")
                .evidence();
        assertThat(SHIPPED.of(evidence)).extracting(Technology::id).containsExactly("cloudflare");
    }

    @Test
    void recordsOfOtherNamesAreNotTheHosts() {
        var evidence = Seen.nothing()
                .dns("mail.acme.test", "MX", "1 aspmx.l.google.com.")
                .evidence();
        assertThat(SHIPPED.of(evidence)).isEmpty();
    }

    private static Technology technology(Evidence evidence, String id) {
        return SHIPPED.of(evidence).stream()
                .filter(technology -> technology.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " among " + ids(evidence)));
    }

    private static List<String> ids(Evidence evidence) {
        return SHIPPED.of(evidence).stream().map(Technology::id).toList();
    }
}
