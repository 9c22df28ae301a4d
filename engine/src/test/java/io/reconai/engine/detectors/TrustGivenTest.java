package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Trust;
import java.net.InetAddress;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a host gives to other names of its domain, and what only looks like it.
class TrustGivenTest {

    private static final String HOST = "www.acme.test";
    private static final String URL = "https://www.acme.test/";
    private static final String VALUE = "4fA81b2c9d0e4fA81b2c9d0e";
    private static final String READS = "Access-Control-Allow-Credentials: true";
    private static final String ALLOWED = "Access-Control-Allow-Origin: ";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        nothing                       | X: y                                      |
        a session for all             | Set-Cookie: sid=VALUE; Domain=acme.test   | COOKIE acme.test
        with the dot of old           | Set-Cookie: sid=VALUE; Domain=.acme.test  | COOKIE acme.test
        for the names below the host  | Set-Cookie: sid=VALUE; Domain=www.acme.test | COOKIE www.acme.test
        trap: for the host alone      | Set-Cookie: sid=VALUE                     |
        trap: a host that it is not   | Set-Cookie: sid=VALUE; Domain=shop.acme.test |
        trap: a public suffix         | Set-Cookie: sid=VALUE; Domain=test        |
        trap: being deleted           | Set-Cookie: sid=VALUE; Max-Age=0; Domain=acme.test |
        trap: a broken promise        | Set-Cookie: __Host-sid=VALUE; Secure; Path=/; Domain=acme.test |
        trap: no session              | Set-Cookie: lang=en; Domain=acme.test     |
        one name is told to all       | FIXED https://old.acme.test               | ANSWERS old.acme.test
        in plain http                 | FIXED http://old.acme.test                | ANSWERS old.acme.test
        trap: the host itself         | FIXED https://www.acme.test               |
        trap: on a port of its own    | FIXED https://old.acme.test:8443          |
        trap: another domain's name   | FIXED https://old.other.test              |
        trap: that ends alike         | FIXED https://notacme.test                |
        trap: everybody               | FIXED *                                   |
        trap: no credentials          | Access-Control-Allow-Origin: https://old.acme.test |
        a policy names one            | Content-Security-Policy: script-src 'self' https://old.acme.test | POLICY old.acme.test
        and all below the domain      | Content-Security-Policy: frame-src *.acme.test old.acme.test | POLICY *.acme.test POLICY old.acme.test
        and all below a wider one     | Content-Security-Policy: script-src *.test *.a.acme.test | POLICY *.a.acme.test
        trap: only reported           | Content-Security-Policy-Report-Only: script-src *.acme.test |
        trap: the host itself         | Content-Security-Policy: script-src www.acme.test |
        trap: a name that looks alike | Content-Security-Policy: script-src evil-acme.test *.evilacme.test |
        trap: of another domain       | Content-Security-Policy: script-src cdn.example *.example.com |
        trap: pictures do nothing     | Content-Security-Policy: default-src 'none'; img-src old.acme.test |
        trap: a second forbids it     | Content-Security-Policy: script-src old.acme.test, script-src 'self' |
        of two, what both allow       | Content-Security-Policy: script-src *.acme.test, script-src old.acme.test | POLICY old.acme.test
        """)
    void ofItsPage(String why, String field, @Nullable String expected) {
        var sample = Samples.host(HOST).https(fields(field));
        assertThat(given(sample)).isEqualTo(expected == null ? "" : expected);
    }

    private static String[] fields(String field) {
        return field.startsWith("FIXED ")
                ? new String[] {ALLOWED + field.substring(6), READS}
                : new String[] {field.replace("VALUE", VALUE)};
    }

    private static String given(Samples sample) {
        return Detectors.trustGiven(sample.evidence()).stream()
                .map(trust -> trust.kind() + " " + trust.names())
                .collect(Collectors.joining(" "));
    }

    /// What a stranger, a look-alike and a name right below the domain are allowed; `-` where it was not asked.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        any name below               | NO  | NO  | YES | ANSWERS *.acme.test
        trap: any stranger           | YES | NO  | YES |
        trap: any that looks alike   | NO  | YES | YES |
        trap: nobody                 | NO  | NO  | NO  |
        trap: strangers not heard    | -   | -   | YES |
        """)
    void toThoseWhoAsk(String why, String stranger, String alike, String below, @Nullable String expected) {
        var sample = Samples.host(HOST).https();
        ask(sample, "cors-foreign", "https://x.example", stranger);
        ask(sample, "cors-lookalike", "https://evilacme.test", alike);
        ask(sample, "cors-below", "https://x.acme.test", below);
        assertThat(given(sample)).isEqualTo(expected == null ? "" : expected);
    }

    private static void ask(Samples sample, String probe, String origin, String answer) {
        if (!answer.equals("-")) {
            sample.askedFrom(
                    origin, probe, URL, 200, answer.equals("YES") ? fields("FIXED " + origin) : new String[] {"X: y"});
        }
    }

    @Test
    void whoWasHeardElsewhereSaysNothing() {
        var sample = Samples.host(HOST)
                .askedFrom("https://x.example", "cors-foreign", "http://www.acme.test/", 200)
                .askedFrom("https://x.acme.test", "cors-below", URL, 200, fields("FIXED https://x.acme.test"));
        assertThat(given(sample)).isEmpty();
    }

    /// A wildcard over the scanned domain, which is not all of what is registered.
    @Test
    void aWildcardOverTheDomainNamesItsHosts() {
        var host = Host.of(new DomainName("www.shop.acme.test"), new DomainName("shop.acme.test"));
        var page = Samples.host("www.shop.acme.test").https("Content-Security-Policy: script-src *.acme.test *.b.test");
        assertThat(Detectors.trustGiven(of(host, page)))
                .extracting(Trust::names)
                .containsExactly("*.acme.test");
    }

    private static Evidence of(Host host, Samples seen) {
        return Evidence.builder("scn", ScanMode.ACTIVE, host, Samples.NOW)
                .exchanges(seen.evidence().exchanges())
                .build();
    }

    @Test
    void errorsAndChallengesAreNotTheHosts() {
        var session = "Set-Cookie: sid=" + VALUE + "; Domain=acme.test";
        assertThat(given(Samples.host(HOST).page(URL, 500, "<html>", session))).isEmpty();
        assertThat(given(Samples.host(HOST).page(URL, 403, "<html>", session, "cf-mitigated: challenge")))
                .isEmpty();
        assertThat(given(Samples.host(HOST).page(URL, 404, "<html>", session))).isEqualTo("COOKIE acme.test");
        assertThat(given(Samples.host(HOST)
                        .page(URL, 302, "", "Location: https://id.acme.test/")
                        .then("https://id.acme.test/", 200, "<html>", session)))
                .isEmpty();
    }

    @Test
    void addressesGiveNothing() throws Exception {
        var page = Samples.host("203.0.113.1").https("Content-Security-Policy: script-src *.acme.test");
        var address = Host.of(InetAddress.getByName("203.0.113.1"), Samples.DOMAIN);
        assertThat(Detectors.trustGiven(of(address, page))).isEmpty();
    }

    /// Whatever comes first, one of a kind stays, and no value is shown.
    @Test
    void oneOfAKindWithoutItsValue() {
        var a = "Set-Cookie: sid=" + VALUE + "; Domain=acme.test";
        var b = "Set-Cookie: auth=" + VALUE + "; Domain=acme.test";
        var shown = new Trust(Trust.Kind.COOKIE, "acme.test", HOST, "Set-Cookie: auth=…; Domain=acme.test");
        assertThat(Detectors.trustGiven(Samples.host(HOST).https(a, b).evidence()))
                .isEqualTo(Detectors.trustGiven(Samples.host(HOST).https(b, a).evidence()))
                .containsExactly(shown);
    }

    @Test
    void shownIsTheShortestThatProvesIt() {
        var policy = "Content-Security-Policy: default-src 'none'; script-src 'self' *.acme.test; base-uri 'none'";
        assertThat(Detectors.trustGiven(Samples.host(HOST)
                        .https(policy, ALLOWED + "https://old.acme.test", READS)
                        .evidence()))
                .extracting(Trust::shown)
                .containsExactly(
                        "Access-Control-Allow-Origin: https://old.acme.test",
                        "Content-Security-Policy: … script-src *.acme.test");
    }

    @Test
    void ofManyNamesSomeAreKept() {
        var names = IntStream.range(0, 500).mapToObj(i -> "a" + i + ".acme.test");
        var policy = Stream.concat(Stream.of("Content-Security-Policy: script-src"), names)
                .collect(Collectors.joining(" "));
        assertThat(Detectors.trustGiven(Samples.host(HOST).https(policy).evidence()))
                .hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        COOKIE  | acme.test     | acme.test       | true
        COOKIE  | acme.test     | a.b.acme.test   | true
        COOKIE  | acme.test     | notacme.test    | false
        COOKIE  | a.acme.test   | acme.test       | false
        ANSWERS | a.acme.test   | a.acme.test     | true
        ANSWERS | a.acme.test   | b.a.acme.test   | false
        ANSWERS | *.acme.test   | a.acme.test     | true
        ANSWERS | *.acme.test   | a.b.acme.test   | false
        ANSWERS | *.acme.test   | acme.test       | false
        POLICY  | a.acme.test   | a.acme.test     | true
        POLICY  | a.acme.test   | b.a.acme.test   | false
        POLICY  | *.acme.test   | a.b.acme.test   | true
        POLICY  | *.acme.test   | acme.test       | false
        POLICY  | *.acme.test   | a.notacme.test  | false
        POLICY  | *.a..test     | a.a.test        | false
        """)
    void reaches(Trust.Kind kind, String names, String name, boolean expected) {
        var domain = new DomainName(name);
        var trust = new Trust(kind, names, "", "");
        assertThat(trust.reaches(domain)).isEqualTo(expected);
        assertThat(Trust.reaching(kind, domain).anyMatch(trust::equals)).isEqualTo(expected);
    }
}
