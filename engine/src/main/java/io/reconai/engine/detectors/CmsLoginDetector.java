package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.web.Baseline;
import io.reconai.engine.web.HtmlPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The page where editors of a content management system sign in.
///
/// It counts where the host was seen to run the system, and the page itself, answered with 200, shows the system's own
/// form. A page that leads elsewhere or is kept from strangers (401, 403) is none, nor is one that the host has for
/// everything. Start pages are looked at in every mode; in active mode the usual path is asked for where the site shows
/// the system. Nobody signs in.
final class CmsLoginDetector implements Detector {

    private static final String PROBE = "cms-login";

    /// Answers that are looked at, beyond that of the path itself.
    private static final Set<String> START_PAGES = Set.of("root", "origin");

    private static final Check LOGIN = new Check(
            "tech.cms-admin-exposed",
            "Technologies",
            INFO,
            "The login of a content management system is open to the internet",
            "Passwords are tried there all day, and weaknesses of the system are often behind it.",
            "Let only editors' networks reach it, or ask for a second factor and slow down who tries",
            List.of("CWE-668", "OWASP WSTG-CONF-05"));

    /// @param technology its id
    /// @param path where its login usually is
    /// @param shows one of these in a page, or in a field's name, gives reason to ask for the path; lower case
    /// @param form all of these are in its login page; lower case
    private record Cms(String technology, String path, List<String> shows, List<String> form) {

        boolean isShownBy(HttpAnswer answer) {
            var text = answer.isHtml() ? HtmlPage.lower(answer) : "";
            return shows.stream()
                    .anyMatch(
                            mark -> text.contains(mark) || !answer.header(mark).isEmpty());
        }

        boolean isLogin(HttpAnswer answer) {
            var text = HtmlPage.lower(answer);
            return form.stream().allMatch(text::contains);
        }
    }

    private static final List<Cms> SYSTEMS = List.of(
            new Cms(
                    "wordpress",
                    "/wp-login.php",
                    List.of("wp-content/", "wp-includes/", "content=\"wordpress"),
                    List.of("loginform", "user_pass", "wp-submit", "type=\"password\"")),
            new Cms(
                    "joomla",
                    "/administrator/",
                    List.of("content=\"joomla!", "/media/jui/", "/media/system/js/"),
                    List.of("com_login", "name=\"passwd\"", "type=\"password\"")),
            new Cms(
                    "drupal",
                    "/user/login",
                    List.of("content=\"drupal", "data-drupal-selector", "x-drupal-cache", "x-drupal-dynamic-cache"),
                    List.of("user_login", "name=\"pass\"", "type=\"password\"")),
            new Cms(
                    "typo3",
                    "/typo3/",
                    List.of("content=\"typo3", "typo3temp/", "typo3conf/"),
                    List.of("typo3-login", "p_field", "type=\"password\"")),
            new Cms(
                    "magento",
                    "/admin/",
                    List.of("x-magento-vary", "x-magento-tags", "x-magento-cache-debug", "magento_"),
                    List.of("adminhtml-auth-login", "login[username]", "type=\"password\"")),
            // Its form is made by scripts, which are told where they are by this field.
            new Cms(
                    "ghost",
                    "/ghost/",
                    List.of("content=\"ghost", "x-ghost-cache-status"),
                    List.of("ghost-admin/config/environment")));

    @Override
    public String id() {
        return "tech_cms_login_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(LOGIN);
    }

    @Override
    public List<Probe> furtherProbes(Host host, List<Exchange> seen) {
        var pages = seen.stream()
                .filter(made -> made.host().equals(host.value()) && START_PAGES.contains(made.probe()))
                .flatMap(made -> made.answered().stream())
                .toList();
        return SYSTEMS.stream()
                .filter(cms -> pages.stream().anyMatch(cms::isShownBy))
                .map(cms -> new Probe(PROBE, cms.path()))
                .toList();
    }

    /// Without what was recognised, no page is known to be a system's.
    @Override
    public List<Finding> detect(Evidence evidence) {
        return List.of();
    }

    @Override
    public List<Finding> detect(Evidence evidence, List<Technology> recognised) {
        if (recognised.isEmpty()) {
            return List.of();
        }
        var running = new ArrayList<Map.Entry<Cms, Technology>>(0);
        for (var cms : SYSTEMS) {
            for (var seen : recognised) {
                if (seen.id().equals(cms.technology()) && seen.impliedBy().isEmpty()) {
                    running.add(Map.entry(cms, seen));
                }
            }
        }
        if (running.isEmpty()) {
            return List.of();
        }
        var pages = pages(evidence);
        Map<String, Finding> byCms = new LinkedHashMap<>();
        for (var one : running) {
            pages.stream()
                    .filter(page -> one.getKey().isLogin(page.answer()))
                    .findFirst()
                    .ifPresent(page -> byCms.put(one.getKey().technology(), finding(evidence, page, one.getValue())));
        }
        return List.copyOf(byCms.values());
    }

    /// The host's own, over https first.
    private static List<WebFacts.Fact> pages(Evidence evidence) {
        var baseline = Baseline.of(evidence.exchanges());
        return evidence.exchanges().stream()
                .filter(made -> made.host().equals(evidence.host().value()))
                .filter(made -> START_PAGES.contains(made.probe())
                        || made.probe().equals(PROBE) && made.hop() == 0 && !isForEverything(made, baseline))
                .flatMap(made -> WebFacts.fact(evidence, made).stream())
                .filter(page -> page.answer().status() == 200 && page.isHtmlPage())
                .sorted(Comparator.comparing(page -> !page.exchange().isHttps()))
                .toList();
    }

    private static boolean isForEverything(Exchange made, Baseline baseline) {
        return made.answered()
                .filter(answer -> baseline.resembles(made, answer))
                .isPresent();
    }

    private Finding finding(Evidence evidence, WebFacts.Fact page, Technology cms) {
        var shown = page.body(page.exchange().url() + ": the login of " + cms.name());
        return Finding.of(LOGIN, id(), evidence, page.exchange().url(), shown)
                .provedBy(List.of(shown, cms.evidence().getFirst()));
    }
}
