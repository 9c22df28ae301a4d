package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.technologies.Technologies;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is the login of a system for content, one row each; an empty right side means that it is none.
class CmsLoginDetectorTest {

    private static final String WORDPRESS = "<meta name=\"generator\" content=\"WordPress 6.9\"><p>News</p>";
    private static final String WORDPRESS_LOGIN =
            "<form name=\"loginform\"><input name=\"log\"><input type=\"password\""
                    + " name=\"pwd\" id=\"user_pass\"><input id=\"wp-submit\" type=\"submit\"></form>";

    private final CmsLoginDetector detector = new CmsLoginDetector();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "WordPress 6.9 | /wp-login.php   | 200 | loginform user_pass wp-submit           | found",
                "Joomla!       | /administrator/ | 200 | option=com_login name=\"passwd\"        | found",
                "Drupal 11     | /user/login     | 200 | value=\"user_login_form\" name=\"pass\" | found",
                "TYPO3 CMS     | /typo3/         | 200 | id=\"typo3-login-form\" name=\"p_field\"| found",
                "Ghost 5.1     | /ghost/         | 200 | name=\"ghost-admin/config/environment\" | found",
                // Traps: kept from strangers, leading elsewhere, gone.
                "WordPress 6.9 | /wp-login.php   | 401 | loginform user_pass wp-submit           |",
                "WordPress 6.9 | /wp-login.php   | 403 | loginform user_pass wp-submit           |",
                "WordPress 6.9 | /wp-login.php   | 302 | loginform user_pass wp-submit           |",
                "WordPress 6.9 | /wp-login.php   | 404 | loginform user_pass wp-submit           |",
                // Traps: another page, another system's form, a system that does not run there.
                "WordPress 6.9 | /wp-login.php   | 200 | wp-submit is the button of loginform    |",
                "WordPress 6.9 | /user/login     | 200 | value=\"user_login_form\" name=\"pass\" |",
                "Anvil 1       | /wp-login.php   | 200 | loginform user_pass wp-submit           |",
            })
    void judges(String generator, String path, int status, String form, @Nullable String expected) {
        var sample = Samples.apex()
                .page("https://acme.test/", 200, "<meta name=\"generator\" content=\"" + generator + "\"><p>News</p>")
                .probed("cms-login", "https://acme.test" + path, status, "<input type=\"password\"> " + form);
        assertThat(locations(sample))
                .isEqualTo(Stream.ofNullable(expected)
                        .map(_ -> "https://acme.test" + path)
                        .toList());
    }

    @Test
    void aSystemIsKnownByMoreThanItsGenerator() {
        var magento = Samples.apex()
                .page("https://acme.test/", 200, "<p>Anvils</p>", "X-Magento-Vary: 1")
                .probed(
                        "cms-login",
                        "https://acme.test/admin/",
                        200,
                        "<body class=\"adminhtml-auth-login\"><input name=\"login[username]\"><input type=\"password\">");
        assertThat(locations(magento)).containsExactly("https://acme.test/admin/");
    }

    @Test
    void aStartPageThatLeadsToTheLoginIsEnough() {
        var sample = Samples.apex()
                .page("https://acme.test/", 302, "", "Location: /wp-login.php", "Set-Cookie: wordpress_test_cookie=1")
                .then("https://acme.test/wp-login.php", 200, WORDPRESS_LOGIN);
        assertThat(locations(sample)).containsExactly("https://acme.test/wp-login.php");
        var elsewhere = Samples.apex()
                .page("https://acme.test/", 302, "", "Location: https://login.example/", "Set-Cookie: wordpress_x=1")
                .then("https://login.example/", 200, WORDPRESS_LOGIN);
        assertThat(locations(elsewhere)).isEmpty();
    }

    @Test
    void thePageForEverythingIsNoLogin() {
        var sample = Samples.apex()
                .page("https://acme.test/", 200, WORDPRESS)
                .probed("baseline", "https://acme.test/qpwoeirutyalskdj", 200, WORDPRESS_LOGIN)
                .probed("baseline", "https://acme.test/zmxncbvlaksjdhfg.php", 200, WORDPRESS_LOGIN)
                .probed("cms-login", "https://acme.test/wp-login.php", 200, WORDPRESS_LOGIN);
        assertThat(locations(sample)).isEmpty();
    }

    @Test
    void saysNothingOfNothingAndOncePerSystem() {
        assertThat(locations(Samples.apex())).isEmpty();
        var both = Samples.apex()
                .page("http://acme.test/", 200, WORDPRESS)
                .page("https://acme.test/", 200, WORDPRESS)
                .probed("cms-login", "http://acme.test/wp-login.php", 200, WORDPRESS_LOGIN)
                .probed("cms-login", "https://acme.test/wp-login.php", 200, WORDPRESS_LOGIN);
        assertThat(locations(both)).containsExactly("https://acme.test/wp-login.php");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<link href=\"/wp-includes/css/a.css\"> | /wp-login.php",
                "<meta name=generator content=\"Joomla! - Open Source\"> | /administrator/",
                "<form data-drupal-selector=\"a\"> | /user/login",
                "<link href=\"/typo3temp/a.css\"> | /typo3/",
                "<meta name=generator content=\"Ghost 5.1\"> | /ghost/",
                "<p>All about WordPress, Joomla! and Drupal</p> |",
            })
    void asksWhereTheSiteShowsTheSystem(String page, @Nullable String expected) {
        var host = Host.of(new DomainName("acme.test"), new DomainName("acme.test"));
        var seen =
                Samples.apex().page("https://acme.test/", 200, page).evidence().exchanges();
        assertThat(detector.furtherProbes(host, seen))
                .extracting(Probe::path)
                .isEqualTo(Stream.ofNullable(expected).toList());
    }

    /// What is no start page of the host gives no reason to ask it for a login.
    @Test
    void asksForNothingThatOtherPagesShow() {
        var host = Host.of(new DomainName("acme.test"), new DomainName("acme.test"));
        var seen = Samples.apex()
                .page("https://acme.test/", 302, "", "Location: https://news.example/")
                .then("https://news.example/", 200, WORDPRESS)
                .probed("robots", "https://acme.test/robots.txt", 200, WORDPRESS)
                .evidence()
                .exchanges();
        assertThat(detector.furtherProbes(host, seen)).isEmpty();
    }

    private List<String> locations(Samples sample) {
        var evidence = sample.evidence();
        return detector.detect(evidence, Technologies.shipped().of(evidence)).stream()
                .map(Finding::location)
                .toList();
    }
}
