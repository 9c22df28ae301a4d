package io.reconai.engine.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.DomainName;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read of JSON, RDAP and WHOIS, well made or not.
class SourceReadersTest {

    private static final DomainName DOMAIN = new DomainName("a.test");

    private static final String RDAP = """
            {"objectClassName":"domain","ldhName":"A.TEST","status":["client transfer prohibited","active"],
             "events":[{"eventAction":"registration","eventDate":"2010-05-01T00:00:00Z"},
                       {"eventAction":"expiration","eventDate":"9999-12-31T23:59:59Z"},
                       {"eventAction":"last changed","eventDate":"2020-01-02T03:04"}],
             "entities":[{"objectClassName":"entity","handle":"292","roles":["registrar"],
               "vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text",["Example Registrar","Ltd"]]]],
               "entities":[{"roles":["abuse"],"vcardArray":["vcard",[["email",{},"text","abuse@r.test"]]]}]}],
             "nameservers":[{"objectClassName":"nameserver","ldhName":"NS1.A.TEST."}],
             "secureDNS":{"delegationSigned":true}}""";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsADomain() throws Exception {
        var read = Rdap.domain(DOMAIN, bytes(RDAP));
        assertThat(read.registrar()).isEqualTo("Example Registrar");
        assertThat(read.registeredAt()).isEqualTo(Instant.parse("2010-05-01T00:00:00Z"));
        assertThat(read.expiresAt()).isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(read.changedAt()).isEqualTo(Instant.parse("2020-01-02T03:04:00Z"));
        assertThat(read.status()).containsExactly("client transfer prohibited", "active");
        assertThat(read.nameServers()).containsExactly("ns1.a.test");
        assertThat(read.delegationSigned()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"notices\":[{\"title\":\"Terms\"}]}",
                "{\"objectClassName\":\"domain\",\"ldhName\":\"b.test\"}",
                "{\"errorCode\":404,\"title\":\"Not Found\"}",
                "[]",
                "<html>",
                "",
            })
    void whatSpeaksOfNoSuchDomainIsUnexpected(String body) {
        assertThatThrownBy(() -> Rdap.domain(DOMAIN, bytes(body))).isInstanceOf(UnexpectedAnswerException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1, true, Registrar's Own Name",
        "2, false, ''",
    })
    void oneQuestionMoreNamesTheRegistrar(int asked, boolean isLink, String registrar) throws Exception {
        var link = isLink ? "https://rdap.registrar.test/domain/a.test" : "javascript:alert(1)";
        var registry = "{\"objectClassName\":\"domain\",\"ldhName\":\"a.test\",\"events\":[{\"eventAction\":"
                + "\"registration\",\"eventDate\":\"2010-05-01\"}],\"links\":[{\"rel\":\"related\",\"type\":"
                + "\"application/rdap+json\",\"href\":\"" + link + "\"}]}";
        var theirs = "{\"objectClassName\":\"domain\",\"events\":[{\"eventAction\":\"registration\",\"eventDate\":"
                + "\"1999-01-01\"}],\"entities\":[{\"roles\":[\"registrar\"],\"vcardArray\":[\"vcard\",[[\"fn\",{},"
                + "\"text\",\"Registrar's Own Name\"]]]}],\"links\":[{\"rel\":\"related\",\"type\":"
                + "\"application/rdap+json\",\"href\":\"https://again.test/\"}]}";
        var source = new FakeSource()
                .answering(request ->
                        FakeSource.json(request.address().getHost().equals("source.test") ? registry : theirs));
        var base = URI.create("http://source.test/");
        var session =
                source.sources().open(SourceRules.of("rdap", java.time.Duration.ZERO, java.time.Duration.ofSeconds(9)));
        var found = new Rdap(new RdapBootstrap(Optional.of(base), base), session)
                .domain(DOMAIN)
                .orElseThrow();
        assertThat(found.registrar()).isEqualTo(registrar);
        assertThat(found.registeredAt()).isEqualTo(Instant.parse("2010-05-01T00:00:00Z"));
        assertThat(source.requests()).hasSize(isLink ? 2 : 1);
        assertThat(source.requests().getFirst().namedBy()).isEqualTo(SourceRequest.NamedBy.OPERATOR);
        assertThat(source.requests().getLast().namedBy())
                .isEqualTo(isLink ? SourceRequest.NamedBy.STRANGER : SourceRequest.NamedBy.OPERATOR);
    }

    @ParameterizedTest
    @CsvSource({
        "2010-05-01, 2010-05-01T00:00:00Z",
        "2010-05-01T12:34:56Z, 2010-05-01T12:34:56Z",
        "2010-05-01T12:34:56.789Z, 2010-05-01T12:34:56.789Z",
        "2010-05-01T12:34:56+02:00, 2010-05-01T10:34:56Z",
        "2010-05-01T12:34:56+0200, 2010-05-01T10:34:56Z",
        "2010-05-01T12:34Z, 2010-05-01T12:34:00Z",
        "2010-05-01T12:34:56, 2010-05-01T12:34:56Z",
        "2010-05-01 12:34:56, 2010-05-01T12:34:56Z",
        "2010-05-01 12:34:56 UTC, 2010-05-01T12:34:56Z",
        "2010-05-01 12:34:56 (UTC), 2010-05-01T12:34:56Z",
        "01-May-2010, 2010-05-01T00:00:00Z",
        "01-MAY-2010, 2010-05-01T00:00:00Z",
        "2010.05.01, 2010-05-01T00:00:00Z",
        "2010/05/01, 2010-05-01T00:00:00Z",
        "01.05.2010, 2010-05-01T00:00:00Z",
        "20100501, 2010-05-01T00:00:00Z",
        "1 May 2010, 2010-05-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "01/05/2010, ",
        "before Aug-1996, ",
        "2010-13-01, ",
        "2010-02-30T00:00:00Z, ",
        "tomorrow, ",
        "'', ",
    })
    void datesAreReadWhereTheyAreClear(String text, Instant expected) {
        assertThat(Dates.parse(text)).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "a.test, https://one.test/",
        "a.co.test, https://two.test/",
        "a.b.co.test, https://two.test/",
        "co.test, https://two.test/",
        "atest, ",
        "a.example, ",
        "a.plain, http://plain.test/",
        "a.both, https://both.test/",
    })
    void theLongestSuffixKnows(String name, String server) throws Exception {
        var file = SourceJson.read(bytes("""
                {"services":[[["test"],["https://one.test/"]],[["co.test","x"],["https://two.test/"]],
                 [["plain"],["http://plain.test/"]],[["both"],["http://both.test/","https://both.test/"]],
                 [["bad"],["::"]],[[1],[]],[]]}"""));
        assertThat(RdapBootstrap.longest(file, name))
                .isEqualTo(Optional.ofNullable(server).map(URI::create));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, https://small.test/",
        "192.1.2.1, https://big.test/",
        "2001:db8::1, https://six.test/",
        "10.0.0.1, ",
    })
    void theSmallestRangeKnows(String address, String server) throws Exception {
        var file = SourceJson.read(bytes("""
                {"services":[[["192.0.0.0/8"],["https://big.test/"]],[["192.0.2.0/24"],["https://small.test/"]],
                 [["nonsense","2001:db8::/32"],["https://six.test/"]]]}"""));
        assertThat(RdapBootstrap.covering(file, InetAddress.ofLiteral(address)))
                .isEqualTo(Optional.ofNullable(server).map(URI::create));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No match for \"A.TEST\".",
                "NOT FOUND",
                "% No entries found",
                ">>> Domain not found <<<",
                "a.test is free",
                "Status: AVAILABLE",
                "Status:   free",
                "No Data Found",
                "%% No entries found.\r\n",
            })
    void notFoundIsSaidInWords(String text) {
        assertThat(Whois.saysNotFound("% terms\r\n" + text + "\r\n")).isTrue();
        assertThat(Whois.saysTooMuch(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Quota exceeded | true",
                "% Number of allowed queries exceeded | true",
                "ERROR: too many requests, come back later | true",
                "Domain Name: a.test | false",
                "Registrar: R\\nNOTICE: there is a rate limit | false",
            })
    void limitsAreSaidInWords(String text, boolean limited) {
        assertThat(Whois.saysTooMuch(text.replace("\\n", "\n"))).isEqualTo(limited);
        assertThat(Whois.saysNotFound(text)).isFalse();
    }

    @Test
    void readsWhoisInItsUsualSpellings() {
        var read = Whois.domain(DOMAIN, """
                % Copyright: nobody
                Domain Name: A.TEST
                Sponsoring Registrar: Beispiel GmbH & Co
                Created:  01-May-2010
                paid-till: 2027.05.01
                last-update: 2020-01-02T03:04:05Z
                Domain Status: clientTransferProhibited https://icann.org/epp#clientTransferProhibited
                nserver: NS1.A.TEST. 192.0.2.1
                Name Server: ns2.a.test
                DNSSEC: unsigned
                """);
        assertThat(read.registrar()).isEqualTo("Beispiel GmbH & Co");
        assertThat(read.registeredAt()).isEqualTo(Instant.parse("2010-05-01T00:00:00Z"));
        assertThat(read.expiresAt()).isEqualTo(Instant.parse("2027-05-01T00:00:00Z"));
        assertThat(read.changedAt()).isEqualTo(Instant.parse("2020-01-02T03:04:05Z"));
        assertThat(read.status()).containsExactly("clientTransferProhibited");
        assertThat(read.nameServers()).containsExactlyInAnyOrder("NS1.A.TEST", "ns2.a.test");
    }

    @Test
    void whoisIsUtf8OrLatin1() {
        var text = "Registrar: Müller";
        assertThat(Whois.text(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
        assertThat(Whois.text(text.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | 0 | true",
                "[1,2] | 2 | true",
                "[1,2 | 2 | false",
                "[1,2, | 2 | false",
                "[{\"a\":1},{\"b\" | 1 | false",
                "[{\"a\":1},{\"b\":\"half a str | 1 | false",
                "[1] and more | 1 | true",
                "[1,2,nonsense | 2 | false",
            })
    void arraysCountAsFarAsTheyGo(String body, int members, boolean whole) throws Exception {
        List<JsonNode> read = new ArrayList<>();
        assertThat(SourceJson.readArray(bytes(body), read::add)).isEqualTo(whole);
        assertThat(read).hasSize(members);
    }

    @Test
    void refusesWhatIsMeantToHarm() {
        var cases = Map.of(
                "deep", "[".repeat(33) + "]".repeat(33),
                "deep objects", "{\"a\":".repeat(33) + "1" + "}".repeat(33),
                "a long string", "[\"" + "a".repeat(64 * 1024 + 1) + "\"]",
                "a long number", "[" + "1".repeat(1_001) + "]",
                "a long name", "[{\"" + "a".repeat(64 * 1024) + "\":1}]",
                "an array cut at once", "[",
                "no JSON", "\u0000\u0001",
                "an object", "{\"code\":\"rate_limited\"}");
        cases.forEach((name, body) -> assertThatThrownBy(() -> SourceJson.readArray(bytes(body), _ -> {}))
                .as(name)
                .isInstanceOf(UnexpectedAnswerException.class));
    }

    @Test
    void bearsAsDeepAsItSays() throws Exception {
        assertThat(SourceJson.read(bytes("[".repeat(32) + "]".repeat(32))).isArray())
                .isTrue();
    }

    @FuzzTest
    void anythingIsReadOrRefused(byte[] body) {
        assertReadsOrRefuses(body);
    }

    @Property(tries = 5_000)
    void randomBytesAreReadOrRefused(@ForAll byte[] body) {
        assertReadsOrRefuses(body);
    }

    @Property(tries = 2_000)
    void damagedAnswersAreReadOrRefused(@ForAll int at, @ForAll byte instead) {
        var body = bytes(RDAP);
        body[Math.floorMod(at, body.length)] = instead;
        assertReadsOrRefuses(body);
    }

    private static void assertReadsOrRefuses(byte[] body) {
        for (var reading : List.<SourceSession.Reading<?>>of(
                SourceJson::read,
                bytes -> SourceJson.readArray(bytes, _ -> {}),
                bytes -> Rdap.domain(DOMAIN, bytes),
                Rdap::network,
                bytes -> RdapBootstrap.longest(SourceJson.read(bytes), "a.test"),
                bytes -> RdapBootstrap.covering(SourceJson.read(bytes), InetAddress.getLoopbackAddress()))) {
            try {
                reading.read(body);
            } catch (UnexpectedAnswerException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        var text = Whois.text(body);
        assertThat(Whois.domain(DOMAIN, text).domain()).isEqualTo("a.test");
        assertThat(Whois.network(text).source()).isEqualTo("whois");
        Whois.saysNotFound(text);
        Whois.saysTooMuch(text);
    }
}
