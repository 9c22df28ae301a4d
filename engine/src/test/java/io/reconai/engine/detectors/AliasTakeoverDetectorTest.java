package io.reconai.engine.detectors;

import static io.reconai.engine.asset.DnsOutcome.NOERROR;
import static io.reconai.engine.asset.DnsOutcome.NXDOMAIN;
import static io.reconai.engine.asset.DomainStanding.Registry.NOT_FOUND;
import static io.reconai.engine.detectors.TakeoverSamples.OTHER_RESOLVER;
import static io.reconai.engine.detectors.TakeoverSamples.RESOLVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.DomainStanding;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.takeover.Services;
import io.reconai.engine.web.VirtualHosting;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Aliases to what others could claim: the vectors and traps of the rule, one a row.
class AliasTakeoverDetectorTest {

    private static final AliasTakeoverDetector DETECTOR = new AliasTakeoverDetector(Services.shipped());
    private static final AliasDetector ALIASES = new AliasDetector(DETECTOR);
    private static final String HOST = "x.acme.test";
    private static final String STRANGER = "https://reconai-1.invalid/";
    private static final String NO_BUCKET =
            "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>";

    private static List<String> expected(@Nullable String finding) {
        return finding == null ? List.of() : List.of(finding);
    }

    /// The target resolves: what the page says, and what a name that nobody has gets there.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // The service's page, for the host and for anybody.
                "e.surge.sh | 404 | project not found | 404 | project not found | takeover.cname HIGH FIRM",
                "e.github.io | 404 | There isn't a GitHub Pages site here. | 404 | There isn't a GitHub Pages site here."
                        + " | takeover.cname MEDIUM TENTATIVE",
                "e.github.io | 404 | There isn&#39;t a GitHub Pages site here. | 404 | There isn't a GitHub Pages site here."
                        + " | takeover.cname MEDIUM TENTATIVE",
                "e.fastly.net | 500 | Fastly error: unknown domain: | 500 | Fastly error: unknown domain:"
                        + " | dns.dangling INFO FIRM",
                "e.bitbucket.io | 200 | Repository not found | 200 | Repository not found | takeover.cname HIGH FIRM",
                "e.canny.io | 404 | Company Not Found. There is no such company. Did you enter the right URL? | 404"
                        + " | Company Not Found There is no such company. Did you enter the right URL?"
                        + " | takeover.cname HIGH FIRM",
                // A part of what belongs together.
                "e.canny.io | 404 | Company Not Found | 404 | Company Not Found |",
                // Somebody's own page, a custom 404, and a page that quotes the words.
                "e.github.io | 200 | Welcome | 404 | There isn't a GitHub Pages site here. |",
                "e.surge.sh | 200 | They say project not found when it is free | 200 | hello |",
                "e.github.io | 200 | It says There isn't a GitHub Pages site here. | 404"
                        + " | There isn't a GitHub Pages site here. |",
                "e.surge.sh | 404 | project not found | 404 | something else | takeover.cname HIGH TENTATIVE",
                "e.surge.sh | 404 | PROJECT NOT FOUND | 404 | project not found |",
                // Words that stand everywhere need the other name.
                "e.cargo.site | 404 | 404 Not Found | 404 | 404 Not Found | takeover.cname HIGH FIRM",
                "e.cargo.site | 404 | 404 Not Found | 404 | other |",
                // The border of a label.
                "evil-github.io | 404 | There isn't a GitHub Pages site here. | 404 | There isn't a GitHub Pages site here. |",
                "github.io.example.com | 404 | There isn't a GitHub Pages site here. | 404 | x |",
                // Could not look.
                "e.surge.sh | 403 | Forbidden | 404 | project not found | dns.dangling.unknown INFO CERTAIN",
                "e.surge.sh | 503 | Busy | 503 | Busy | dns.dangling.unknown INFO CERTAIN",
                "e.fastly.net | 503 | Busy | 503 | Busy |",
                // Cloudflare between zones of two customers.
                "e.cdn.cloudflare.net | 530 | error code: 1014 | 530 | error code: 1014 |",
            })
    void pages(String target, int status, String body, int otherStatus, String otherBody, @Nullable String finding) {
        var sample = TakeoverSamples.of(Samples.host(HOST)
                        .page("http://" + HOST + "/", status, body)
                        .probed(VirtualHosting.BY_UNKNOWN_NAME, STRANGER, otherStatus, otherBody))
                .alias(HOST, NOERROR, target);
        assertThat(sample.found(DETECTOR)).isEqualTo(expected(finding));
    }

    /// Buckets that are websites are called as the host.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.acme.test.s3-website-us-east-1.amazonaws.com | 404 | NoSuchBucket The specified bucket does not exist"
                        + " | takeover.cname HIGH FIRM",
                "other.s3-website-us-east-1.amazonaws.com | 404 | NoSuchBucket The specified bucket does not exist"
                        + " | dns.dangling INFO FIRM",
                "x.acme.test.s3.amazonaws.com | 404 | NoSuchBucket The specified bucket does not exist"
                        + " | takeover.cname HIGH FIRM",
                "x.acme.test.s3-website.eu-west-1.amazonaws.com | 403 | <Code>AccessDenied</Code> |",
                "x.acme.test.s3-website.eu-west-1.amazonaws.com | 404 | <Code>NoSuchKey</Code> |",
                "x.acme.test.s3-website.eu-west-1.amazonaws.com | 404 | <Code>NoSuchWebsiteConfiguration</Code> |",
                "x.acme.test.s3.amazonaws.com | 301 | <Code>PermanentRedirect</Code> |",
                "x.acme.test.c.storage.googleapis.com | 404 | NoSuchBucket | dns.dangling INFO FIRM",
            })
    void buckets(String target, int status, String body, @Nullable String finding) {
        var sample = TakeoverSamples.of(Samples.host(HOST)
                        .page("http://" + HOST + "/", status, body)
                        .probed(VirtualHosting.BY_UNKNOWN_NAME, STRANGER, 404, NO_BUCKET))
                .alias(HOST, NOERROR, target);
        assertThat(sample.found(DETECTOR)).isEqualTo(expected(finding));
    }

    /// The target does not resolve; asked twice, the second time of another server.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cdn-e.azureedge.net | NXDOMAIN | NXDOMAIN | takeover.cname HIGH FIRM",
                "cdn-e.azureedge.net | NXDOMAIN | NOERROR | dns.cname.dangling LOW FIRM",
                "cdn-e.azureedge.net | NXDOMAIN | SERVFAIL | dns.cname.dangling LOW FIRM",
                "cdn-e.azureedge.net | NODATA | NXDOMAIN |",
                "cdn-e.azureedge.net | SERVFAIL | SERVFAIL | dns.dangling.unknown INFO CERTAIN",
                "cdn-e.azureedge.net | TIMEOUT | TIMEOUT | dns.dangling.unknown INFO CERTAIN",
                "e.westeurope.cloudapp.azure.com | NXDOMAIN | NXDOMAIN | takeover.cname HIGH FIRM",
                "e.azurewebsites.net | NXDOMAIN | NXDOMAIN | takeover.cname MEDIUM TENTATIVE",
                "app-a1b2c3d4e5.westeurope-01.azurewebsites.net | NXDOMAIN | NXDOMAIN | dns.dangling INFO FIRM",
                "abc-123.elb.amazonaws.com | NXDOMAIN | NXDOMAIN | dns.dangling INFO FIRM",
                "abc-123.eu-west-1.elb.amazonaws.com | NXDOMAIN | NXDOMAIN | dns.dangling INFO FIRM",
                "d111.cloudfront.net | NXDOMAIN | NXDOMAIN | dns.dangling INFO FIRM",
                "shop.eu-west-1.elasticbeanstalk.com | NXDOMAIN | NXDOMAIN | takeover.cname HIGH FIRM",
                "shop.eba-x7m.eu-west-1.elasticbeanstalk.com | NXDOMAIN | NXDOMAIN | dns.dangling INFO FIRM",
                "shop.elasticbeanstalk.com | NXDOMAIN | NXDOMAIN | dns.dangling INFO FIRM",
                "acme-portal.apigee.net | NXDOMAIN | NXDOMAIN | takeover.cname HIGH FIRM",
                "whispering-willow-1.herokudns.com | NXDOMAIN | NXDOMAIN | dns.dangling INFO FIRM",
                // Missing, but a service that answers by pages: hygiene.
                "e.surge.sh | NXDOMAIN | NXDOMAIN | dns.cname.dangling LOW FIRM",
                // The organisation's own, and a zone that is merely down.
                "old.acme.test | NXDOMAIN | NXDOMAIN | dns.cname.dangling LOW FIRM",
                "old.acme.test | SERVFAIL | SERVFAIL |",
                "y.other.example | NXDOMAIN | NXDOMAIN | dns.cname.dangling LOW FIRM",
            })
    void missingTargets(String target, DnsOutcome outcome, DnsOutcome second, @Nullable String finding) {
        var sample = TakeoverSamples.of(Samples.host(HOST))
                .alias(HOST, outcome, target)
                .again(target, second, OTHER_RESOLVER);
        var found = new java.util.ArrayList<>(sample.found(DETECTOR));
        found.addAll(sample.found(ALIASES));
        assertThat(found).isEqualTo(expected(finding));
    }

    @Test
    void oneResolverAskedTwiceIsLessSure() {
        var sample = TakeoverSamples.of(Samples.host(HOST))
                .alias(HOST, NXDOMAIN, "cdn-e.azureedge.net")
                .again("cdn-e.azureedge.net", NXDOMAIN, RESOLVER);
        assertThat(sample.found(DETECTOR)).containsExactly("takeover.cname HIGH TENTATIVE");
    }

    @Test
    void onlyTheLastLinkOfAChainIsMissing() {
        var sample = TakeoverSamples.of(Samples.host(HOST))
                .alias(HOST, NXDOMAIN, "y.trafficmanager.net", "z.azurewebsites.net")
                .again("z.azurewebsites.net", NXDOMAIN, OTHER_RESOLVER);
        assertThat(sample.found(DETECTOR)).containsExactly("takeover.cname MEDIUM TENTATIVE");
    }

    @Test
    void aNameThatIsTrustedIsOneLevelWorse() {
        var sample = TakeoverSamples.of(Samples.host("login.acme.test"))
                .alias("login.acme.test", NXDOMAIN, "cdn-e.azureedge.net")
                .again("cdn-e.azureedge.net", NXDOMAIN, OTHER_RESOLVER);
        assertThat(sample.found(DETECTOR)).containsExactly("takeover.cname CRITICAL FIRM");
        assertThat(DETECTOR.detect(sample.evidence()).getFirst().evidence())
                .extracting(Proof::excerpt)
                .anyMatch(text -> text.contains("trusted without looking"));
    }

    @Test
    void anOldRowIsShownWithItsAge() {
        var sample = TakeoverSamples.of(Samples.host(HOST).page("http://" + HOST + "/", 404, "project not found"))
                .alias(HOST, NOERROR, "e.surge.sh");
        var finding = DETECTOR.detect(sample.evidence()).getFirst();
        assertThat(finding.evidence())
                .extracting(Proof::excerpt)
                .anyMatch(text -> text.contains("can-i-take-over-xyz of 2025-02") && !text.contains("months old"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NXDOMAIN | NOT_FOUND |  | takeover.domain CRITICAL CERTAIN",
                "NXDOMAIN | UNKNOWN |  | takeover.domain MEDIUM TENTATIVE",
                "SERVFAIL | NOT_FOUND |  | takeover.domain MEDIUM TENTATIVE",
                "NXDOMAIN | REGISTERED | pending delete | takeover.domain MEDIUM TENTATIVE",
                "NXDOMAIN | REGISTERED | redemption period | takeover.domain MEDIUM TENTATIVE",
                "NXDOMAIN | REGISTERED | active |",
                "NOERROR | NOT_FOUND | |",
                "TIMEOUT | UNKNOWN | |",
            })
    void domains(
            DnsOutcome outcome, DomainStanding.Registry registry, @Nullable String status, @Nullable String finding) {
        var sample = TakeoverSamples.of(Samples.host(HOST)).alias(HOST, NXDOMAIN, "gone.free-domain.test");
        if (status == null) {
            sample.standing("free-domain.test", outcome, registry);
        } else {
            sample.standing("free-domain.test", outcome, registry, status);
        }
        assertThat(sample.found(DETECTOR)).isEqualTo(expected(finding));
        assertThat(sample.found(ALIASES))
                .isEqualTo(finding == null ? List.of("dns.cname.dangling LOW FIRM") : List.of());
    }

    @Test
    void namesBelowACompanysSuffixAreNotSoldByARegistry() {
        var sample = TakeoverSamples.of(Samples.host(HOST))
                .alias(HOST, NXDOMAIN, "e.github.io")
                .standing("github.io", NXDOMAIN, NOT_FOUND)
                .standing("e.github.io", NXDOMAIN, NOT_FOUND);
        assertThat(sample.found(DETECTOR)).isEmpty();
    }

    @Test
    void aWildcardIsOneFindingOnItsRecord() {
        var page = Samples.host("r4nd0m.acme.test")
                .page("http://r4nd0m.acme.test/", 404, "project not found")
                .probed(VirtualHosting.BY_UNKNOWN_NAME, STRANGER, 404, "project not found")
                .evidence()
                .exchanges();
        var apex = TakeoverSamples.of(Samples.apex())
                .wildcard(
                        "*.acme.test",
                        TakeoverSamples.lookup("r4nd0m.acme.test", NOERROR, RESOLVER, false, "e.surge.sh"),
                        page);
        assertThat(apex.found(DETECTOR)).containsExactly("takeover.wildcard CRITICAL FIRM");
        assertThat(DETECTOR.detect(apex.evidence()))
                .extracting(Finding::location)
                .containsExactly("*.acme.test");
        var below = TakeoverSamples.of(Samples.host(HOST).page("http://" + HOST + "/", 404, "project not found"))
                .alias(HOST, NOERROR, "e.surge.sh")
                .verdict(new WildcardVerdict(
                        new DomainName("acme.test"),
                        List.of("e.surge.sh"),
                        List.of("r4nd0m.acme.test"),
                        "certificate"));
        assertThat(below.found(DETECTOR)).isEmpty();
    }

    @Test
    void withoutAnAliasThereIsNothing() {
        var words = Samples.host(HOST).page("http://" + HOST + "/", 404, "project not found");
        assertThat(TakeoverSamples.of(words).found(DETECTOR)).isEmpty();
        assertThat(TakeoverSamples.of(words.dns(HOST, "A", "203.0.113.1")).found(DETECTOR))
                .isEmpty();
    }

    @Test
    void aResolverThatKeepsTheAliasToItselfIsAskedForIt() {
        var sample = TakeoverSamples.of(
                Samples.host(HOST).dns(HOST, "A", DnsOutcome.SERVFAIL).dns(HOST, "CNAME", "cdn-e.azureedge.net."));
        assertThat(sample.found(DETECTOR)).containsExactly("dns.dangling.unknown INFO CERTAIN");
    }

    @Test
    void circlesAreAnothersMatter() {
        var sample =
                TakeoverSamples.of(Samples.host(HOST)).alias(HOST, NXDOMAIN, "a.surge.sh", "b.surge.sh", "a.surge.sh");
        assertThat(sample.found(DETECTOR)).isEmpty();
    }
}
