package io.reconai.engine.detectors;

import static io.reconai.engine.asset.DnsOutcome.NXDOMAIN;
import static io.reconai.engine.web.CrossOrigin.FROM_BELOW;
import static io.reconai.engine.web.CrossOrigin.FROM_ELSEWHERE;
import static io.reconai.engine.web.CrossOrigin.FROM_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Trust;
import io.reconai.engine.takeover.DnsProviders;
import io.reconai.engine.takeover.Services;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the domain gives to names that others could claim, and what only looks like it.
class DomainTrustTest {

    private static final AliasTakeoverDetector DETECTOR = new AliasTakeoverDetector(Services.shipped());
    private static final String HOST = "old.acme.test";
    private static final String BELOW = "https://reconai-1.acme.test";
    private static final String ELSEWHERE = "https://reconai-1.example";
    private static final String SESSION = "Set-Cookie: sessionid=4fA81b2c9d0e4fA81b2c9d0e; Secure; Domain=";
    private static final String READS = "Access-Control-Allow-Credentials: true";

    private static TakeoverSamples missing(String host, String target) {
        return TakeoverSamples.of(Samples.host(host))
                .alias(host, NXDOMAIN, target)
                .again(target, NXDOMAIN, TakeoverSamples.OTHER_RESOLVER);
    }

    private static List<Exchange> page(String url, String... headers) {
        return Samples.apex()
                .askedFrom(BELOW, FROM_BELOW, url, 200, headers)
                .evidence()
                .exchanges();
    }

    /// A field of the start page, and what a page of a stranger is allowed where it asks.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        nothing                            |                                   |                    |
        a session for all hosts            | COOKIE acme.test                  |                    | every host of acme.test
        with the dot of old                | COOKIE .acme.test                 |                    | every host of acme.test
        trap: a deeper sibling's           | COOKIE shop.acme.test             |                    |
        trap: for the start page alone     | Set-Cookie: sessionid=4fA81b2c9d0e4fA81b2c9d0e; Secure |   |
        trap: of another domain            | COOKIE example.test               |                    |
        trap: a public suffix              | COOKIE test                       |                    |
        trap: a preference                 | Set-Cookie: lang=en; Domain=acme.test |                |
        trap: a bot filter's               | Set-Cookie: __cf_bm=4fA81b2c9d0e4fA81b2c9d0e; Domain=acme.test | |
        trap: being deleted                | Set-Cookie: sessionid=4fA81b2c9d0e4fA81b2c9d0e; Max-Age=0; Domain=acme.test | |
        trap: a broken promise             | Set-Cookie: __Host-sessionid=4fA81b2c9d0e4fA81b2c9d0e; Secure; Path=/; Domain=acme.test | |
        any name below may read            | READS https://reconai-1.acme.test | NOBODY             | as the visitor who is signed in
        this name may read                 | READS https://old.acme.test       |                    | as the visitor who is signed in
        trap: and so may any stranger      | READS https://reconai-1.acme.test | READS https://reconai-1.example |
        trap: the stranger was not heard   | READS https://reconai-1.acme.test |                    |
        trap: without credentials          | Access-Control-Allow-Origin: https://reconai-1.acme.test | NOBODY |
        trap: one fixed origin             | READS https://www.acme.test       |                    |
        trap: everybody                    | READS *                           | READS *            |
        a policy names it                  | Content-Security-Policy: script-src 'self' old.acme.test | | script-src old.acme.test
        a policy names all below           | Content-Security-Policy: default-src 'self' https://*.acme.test | | default-src https://*.acme.test
        with port and path                 | Content-Security-Policy: frame-src https://OLD.acme.test:443/a/ | | frame-src https://old.acme.test:443/a/
        trap: a policy names another       | Content-Security-Policy: script-src 'self' new.acme.test | |
        trap: whose name ends alike        | Content-Security-Policy: script-src very-old.acme.test | |
        trap: all below another            | Content-Security-Policy: script-src *.shop.acme.test | |
        trap: everybody is no name         | Content-Security-Policy: script-src * https: *.test | |
        trap: pictures do nothing          | Content-Security-Policy: default-src 'none'; img-src old.acme.test | |
        trap: the default of nothing much  | Content-Security-Policy: default-src old.acme.test; script-src 'self' | |
        trap: browsers ignore it           | Content-Security-Policy: script-src 'nonce-a' 'strict-dynamic' old.acme.test | |
        trap: on a port of its own         | Content-Security-Policy: script-src old.acme.test:8443 | |
        trap: only reported                | Content-Security-Policy-Report-Only: script-src old.acme.test | |
        trap: a second policy forbids it   | Content-Security-Policy: script-src old.acme.test, script-src 'self' | |
        a second policy is of pictures     | Content-Security-Policy: img-src 'none', script-src old.acme.test | | script-src old.acme.test
        trap: a stranger is given a session | | COOKIE acme.test |
        trap: a stranger is given a policy | | Content-Security-Policy: script-src old.acme.test |
        """)
    void reasons(String why, @Nullable String field, @Nullable String stranger, @Nullable String words) {
        var pages = new ArrayList<>(page("https://acme.test/", headers(field)));
        if (stranger != null) {
            pages.addAll(Samples.apex()
                    .askedFrom(ELSEWHERE, FROM_ELSEWHERE, "https://acme.test/", 200, headers(stranger))
                    .evidence()
                    .exchanges());
        }
        var evidence = missing(HOST, "cdn-e.azureedge.net").domainPages(pages).evidence();
        var found = DETECTOR.detect(evidence).getFirst();
        assertThat(found.severity().name()).isEqualTo(words == null ? "HIGH" : "CRITICAL");
        if (words != null) {
            assertThat(found.description()).contains(words);
            var place = found.evidence().getLast().pointer();
            assertThat(Json.mapper().valueToTree(evidence).at(place).isMissingNode())
                    .isFalse();
        }
    }

    private static String[] headers(@Nullable String field) {
        if (field == null || field.equals("NOBODY")) {
            return new String[0];
        }
        if (field.startsWith("READS ")) {
            return new String[] {"Access-Control-Allow-Origin: " + field.substring(6), READS};
        }
        return new String[] {field.startsWith("COOKIE ") ? SESSION + field.substring(7) : field};
    }

    /// One step, however many reasons there are; what is doubtful stays so.
    @ParameterizedTest(name = "{0} CNAME {1}")
    @CsvSource(delimiter = '|', textBlock = """
        old.acme.test   | e.azurewebsites.net | takeover.cname HIGH TENTATIVE
        login.acme.test | e.azurewebsites.net | takeover.cname HIGH TENTATIVE
        old.acme.test   | cdn-e.azureedge.net | takeover.cname CRITICAL FIRM
        old.acme.test   | d111.cloudfront.net | dns.dangling INFO FIRM
        """)
    void oneStepAtMost(String host, String target, String expected) {
        var sample = missing(host, target)
                .domainPages(page(
                        "https://acme.test/",
                        SESSION + "acme.test",
                        "Content-Security-Policy: script-src *.acme.test"));
        assertThat(sample.found(DETECTOR)).containsExactly(expected);
    }

    /// One random name right below the domain was let in: of names further down that says nothing.
    @Test
    void deeperNamesAreNotKnownToBeLetIn() {
        var pages = new ArrayList<>(page("https://acme.test/", "Access-Control-Allow-Origin: " + BELOW, READS));
        pages.addAll(Samples.apex()
                .askedFrom(ELSEWHERE, FROM_ELSEWHERE, "https://acme.test/", 200)
                .evidence()
                .exchanges());
        assertThat(missing("a.b.acme.test", "cdn-e.azureedge.net")
                        .domainPages(pages)
                        .found(DETECTOR))
                .containsExactly("takeover.cname HIGH FIRM");
    }

    /// What the random name was told, what the name itself was.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        the name is on a list           | NOBODY                            | READS https://old.acme.test | CRITICAL
        trap: another one is            | NOBODY                            | READS https://new.acme.test | HIGH
        trap: nobody is                 | NOBODY                            | NOBODY                      | HIGH
        trap: without credentials       | NOBODY                            | Access-Control-Allow-Origin: https://old.acme.test | HIGH
        trap: the list has all names    | READS https://reconai-1.acme.test | READS https://old.acme.test | HIGH
        """)
    void namesOnAList(String why, String random, String own, String severity) {
        var pages = new ArrayList<>(page("https://acme.test/", headers(random)));
        pages.addAll(Samples.apex()
                .askedFrom("https://" + HOST, FROM_NAME, "https://acme.test/", 200, headers(own))
                .evidence()
                .exchanges());
        assertThat(missing(HOST, "cdn-e.azureedge.net").domainPages(pages).found(DETECTOR))
                .containsExactly("takeover.cname " + severity + " FIRM");
    }

    /// What another host of the scan gives, known when all were looked at; the start page's own comes first.
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        COOKIE  | acme.test     | CRITICAL | www.acme.test sets a session's cookie for every host of acme.test
        ANSWERS | *.acme.test   | CRITICAL | www.acme.test lets its pages read answers
        POLICY  | old.acme.test | CRITICAL | policy of www.acme.test trusts it
        COOKIE  | a.acme.test   | HIGH     |
        ANSWERS | new.acme.test | HIGH     |
        POLICY  | *.a.acme.test | HIGH     |
        """)
    void otherHostsMayTrustItToo(Trust.Kind kind, String names, String severity, @Nullable String words) {
        var trust = new Trust(kind, names, "www.acme.test", "the field");
        var evidence = missing(HOST, "cdn-e.azureedge.net").evidence().toBuilder()
                .trustedBy(List.of(new Trust(kind, "x.acme.test", "www.acme.test", ""), trust))
                .build();
        var found = DETECTOR.detect(evidence).getFirst();
        assertThat(found.severity()).hasToString(severity);
        if (words != null) {
            assertThat(found.description()).contains(words);
            assertThat(found.evidence().getLast())
                    .isEqualTo(new Proof("/trusted_by/1", "www.acme.test answers the field"));
        }
    }

    @Test
    void ofTheSameKindTheStartPageIsNamed() {
        var trust = new Trust(Trust.Kind.COOKIE, "acme.test", "www.acme.test", "the field");
        var evidence = missing(HOST, "cdn-e.azureedge.net")
                .domainPages(page("https://acme.test/", SESSION + "acme.test"))
                .evidence()
                .toBuilder()
                .trustedBy(List.of(trust))
                .build();
        assertThat(DETECTOR.detect(evidence).getFirst().description())
                .contains("The domain's start page sets")
                .doesNotContain("www.acme.test");
    }

    /// Where the start page leads on to another host, that one must be allowed to set the cookie.
    @Test
    void aHostOutsideOfTheCookiesDomainCannotSetIt() {
        assertThat(missing("old.shop.acme.test", "cdn-e.azureedge.net")
                        .domainPages(page("https://www.acme.test/", SESSION + "shop.acme.test"))
                        .found(DETECTOR))
                .containsExactly("takeover.cname HIGH FIRM");
    }

    @Test
    void valuesOfCookiesAreNotShown() {
        var evidence = missing(HOST, "cdn-e.azureedge.net")
                .domainPages(page("https://acme.test/", SESSION + "acme.test"))
                .evidence();
        assertThat(DETECTOR.detect(evidence).getFirst().evidence())
                .extracting(Proof::excerpt)
                .contains("Set-Cookie: sessionid=…; Domain=acme.test")
                .noneMatch(text -> text.contains("4fA8"));
    }

    /// A policy is one of a page, also where that wants a password first.
    @ParameterizedTest
    @CsvSource({
        "200, text/html, CRITICAL",
        "203, application/xhtml+xml, CRITICAL",
        "401, text/html, CRITICAL",
        "403, text/html, CRITICAL",
        "302, text/html, HIGH",
        "404, text/html, HIGH",
        "502, text/html, HIGH",
        "200, application/json, HIGH",
    })
    void policiesOfWhatIsNoPageTrustNobody(int status, String type, String severity) {
        var page = Samples.apex()
                .askedFrom(
                        BELOW,
                        FROM_BELOW,
                        "https://acme.test/",
                        status,
                        "Content-Type: " + type,
                        "Content-Security-Policy: script-src old.acme.test")
                .evidence()
                .exchanges();
        assertThat(missing(HOST, "cdn-e.azureedge.net").domainPages(page).found(DETECTOR))
                .containsExactly("takeover.cname " + severity + " FIRM");
    }

    @Test
    void theFieldThatNamesItIsTheProof() {
        var evidence = missing(HOST, "cdn-e.azureedge.net")
                .domainPages(page(
                        "https://acme.test/",
                        "Content-Security-Policy: img-src 'none'",
                        "Content-Security-Policy: script-src old.acme.test"))
                .evidence();
        assertThat(DETECTOR.detect(evidence).getFirst().evidence().getLast())
                .isEqualTo(new Proof(
                        "/reliance/domain_pages/0/answer/headers/2",
                        "Content-Security-Policy: … script-src old.acme.test"));
    }

    @Test
    void aZoneBelowTheDomainIsWorseTheDomainItselfIsNot() {
        var detector = new NameServerTakeoverDetector(DnsProviders.shipped());
        var pages = page("https://acme.test/", SESSION + "acme.test");
        assertThat(lost(Samples.host("dev.acme.test"), "dev.acme.test")
                        .domainPages(pages)
                        .found(detector))
                .containsExactly("takeover.ns CRITICAL TENTATIVE");
        assertThat(lost(Samples.apex(), "acme.test").domainPages(pages).found(detector))
                .containsExactly("takeover.ns HIGH TENTATIVE");
    }

    /// Of which hosts it matters what the domain gives to their names.
    @Test
    void theDomainIsAskedForNamesThatOthersCouldClaim() {
        assertThat(Detectors.seesTakeover(missing(HOST, "cdn-e.azureedge.net").evidence()))
                .isTrue();
        assertThat(Detectors.seesTakeover(
                        lost(Samples.host("dev.acme.test"), "dev.acme.test").evidence()))
                .isTrue();
        assertThat(Detectors.seesTakeover(missing(HOST, "d111.cloudfront.net").evidence()))
                .isFalse();
        assertThat(Detectors.seesTakeover(lost(Samples.apex(), "acme.test").evidence()))
                .isFalse();
        assertThat(Detectors.seesTakeover(Samples.host(HOST).https().evidence()))
                .isFalse();
    }

    private static TakeoverSamples lost(Samples sample, String zone) {
        return TakeoverSamples.of(sample.dns(zone, "A", DnsOutcome.SERVFAIL)
                .referral(zone, "ns1.vultr.com", "ns2.vultr.com")
                .server(zone, "203.0.113.1", DnsOutcome.REFUSED)
                .server(zone, "203.0.113.2", DnsOutcome.REFUSED));
    }

    @Test
    void aFileOfEvidenceIsJudgedAsTheScanWas() throws Exception {
        var evidence = missing(HOST, "cdn-e.azureedge.net")
                .domainPages(page("https://acme.test/", SESSION + "acme.test"))
                .evidence();
        var read = Json.mapper().readValue(Json.mapper().writeValueAsString(evidence), Evidence.class);
        assertThat(read).isEqualTo(evidence);
        assertThat(DETECTOR.detect(read)).isEqualTo(DETECTOR.detect(evidence));
    }

    /// Evidence of before the domain was asked has no such pages, and reads as it did.
    @Test
    void evidenceOfEarlierVersionsIsJudgedAsItWas() throws Exception {
        var evidence = missing(HOST, "cdn-e.azureedge.net").evidence();
        var written = Json.mapper().writeValueAsString(evidence);
        assertThat(written).doesNotContain("domain_pages");
        var read = Json.mapper().readValue(written, Evidence.class);
        assertThat(read).isEqualTo(evidence);
        assertThat(DETECTOR.detect(read)).extracting(Finding::severity).hasToString("[HIGH]");
    }
}
