package io.reconai.engine.discovery;

import static io.reconai.engine.sources.FakeSource.json;
import static io.reconai.engine.sources.FakeSource.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.sources.CensysAccess;
import io.reconai.engine.sources.FakeSource;
import io.reconai.engine.sources.KeyedSource;
import io.reconai.engine.sources.Secret;
import io.reconai.engine.sources.SourceClient.Reply;
import io.reconai.engine.sources.Sources;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What each source's collector makes of answers, good and bad.
class SourceCollectorsTest {

    private static final URI BASE = URI.create("http://source.test/");

    /// What a collector handed over.
    private static final class Gathered implements Discovery {
        private final List<DiscoveredName> names = new ArrayList<>();
        private final Deque<List<FoundHost>> batches = new ArrayDeque<>();

        @Override
        public DomainName domain() {
            return new DomainName("a.test");
        }

        @Override
        public void offer(DiscoveredName name) {
            names.add(name);
        }

        @Override
        public void offer(FoundAddress address) {
            throw new IllegalStateException("no source of names yields addresses: " + address);
        }

        @Override
        public List<FoundHost> nextOrLast() {
            return next();
        }

        @Override
        public List<FoundHost> next() {
            var batch = batches.poll();
            return batch == null ? List.of() : batch;
        }

        /// Names; those that are proven with a mark.
        List<String> names() {
            return names.stream()
                    .map(found -> (found.proven() ? "!" : "") + found.name())
                    .toList();
        }
    }

    private record Run(Gathered found, SourceHealth health, FakeSource source) {}

    private static Run run(Function<Sources, Collector> collector, Reply... replies) throws Exception {
        return run(collector, new FakeSource().then(replies));
    }

    private static Run run(Function<Sources, Collector> collector, FakeSource source) throws Exception {
        var found = new Gathered();
        found.batches.add(List.of(new FoundHost(
                new DomainName("www.a.test"),
                List.of(InetAddress.ofLiteral("203.0.113.9"), InetAddress.ofLiteral("10.0.0.5")))));
        var health = collector.apply(source.sources()).collect(found);
        return new Run(found, health, source);
    }

    private static Collector crtsh(Sources sources) {
        return new CrtSh(BASE, sources);
    }

    private static Collector certSpotter(Sources sources) {
        return new CertSpotter(with(""), sources);
    }

    private static Collector otx(Sources sources) {
        return new Otx(with(""), sources);
    }

    private static Collector wayback(Sources sources) {
        return new Wayback(BASE, sources);
    }

    private static Collector internetDb(Sources sources) {
        return new InternetDb(BASE, sources, address -> !address.isSiteLocalAddress());
    }

    private static Collector search(Sources sources) {
        return new Censys(BASE, new CensysAccess.Search("id", new Secret("secret-1")), sources);
    }

    private static Collector platform(Sources sources) {
        return new Censys(BASE, new CensysAccess.Platform(new Secret("secret-1"), "org"), sources);
    }

    private static final String ROW = """
            {"issuer_ca_id":295814,"common_name":"www.a.test","name_value":"a.test\\nwww.a.test\\n*.dev.a.test",
             "id":14000000001,"serial_number":"03ab","result_count":3}""";

    private static String row(String names) {
        return "{\"name_value\":\"" + names + "\",\"serial_number\":\"1\"}";
    }

    static Stream<Arguments> certificateLogs() {
        var page = "<!DOCTYPE html><html></html>";
        return Stream.of(
                crtsh("the usual row", "!www.a.test !a.test dev.a.test", Status.ANSWERED, json("[" + ROW + "]")),
                crtsh("an address", "!a.test", Status.ANSWERED, json("[" + row("admin@a.test\\na.test") + "]")),
                crtsh("another's name", "!b.test !a.test", Status.ANSWERED, json("[" + row("b.test\\na.test") + "]")),
                crtsh(
                        "another's wildcard",
                        "b.test !a.test",
                        Status.ANSWERED,
                        json("[" + row("*.b.test\\na.test") + "]")),
                crtsh("capitals, a dot", "!x.a.test", Status.ANSWERED, json("[" + row("X.A.Test.") + "]")),
                crtsh("U-labels", "!xn--bcher-kva.a.test", Status.ANSWERED, json("[" + row("bücher.a.test") + "]")),
                crtsh("a page", "", Status.FAILED, json(page)),
                crtsh("a page, then rows", "!x.a.test", Status.ANSWERED, json(page), json("[" + row("x.a.test") + "]")),
                crtsh("empty, then rows", "!x.a.test", Status.ANSWERED, json("[]"), json("[" + row("x.a.test") + "]")),
                crtsh("empty twice", "", Status.ANSWERED, json("[]")),
                crtsh("cut", "!x.a.test", Status.LIMITED, json("[" + row("x.a.test") + ",{\"name_value\":\"y.a.t")),
                crtsh("no array", "", Status.FAILED, json("{\"error\":\"busy\"}")),
                crtsh("rows that are none", "", Status.ANSWERED, json("[1,null,[],\"x.a.test\",{\"name_value\":{}}]")),
                crtsh(
                        "nonsense",
                        "",
                        Status.ANSWERED,
                        json("["
                                + row("x\\u0000.a.test\\nx%00.a.test\\n-x.a.test\\n" + "x".repeat(260)
                                        + ".a.test\\n..a.test\\n*.\\n" + "*.".repeat(400) + "a.test\\n \\ta b.a.test")
                                + "]")));
    }

    private static Arguments crtsh(String name, String names, Status status, Reply... replies) {
        return Arguments.of(name, names, status, replies);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("certificateLogs")
    void crtShIsReadAsFarAsItGoes(String name, String names, Status status, Reply... replies) throws Exception {
        var run = run(SourceCollectorsTest::crtsh, replies);
        assertThat(run.health().status()).as(run.health().detail()).isEqualTo(status);
        assertThat(String.join(" ", run.found().names())).isEqualTo(names);
        assertThat(run.source().asked().getFirst()).isEqualTo("?q=%25.a.test&output=json");
    }

    @Test
    void crtShIsAskedForTheDomainItselfToo() throws Exception {
        var run = run(SourceCollectorsTest::crtsh, json("[" + ROW + "]"));
        assertThat(run.source().asked()).containsExactly("?q=%25.a.test&output=json", "?q=a.test&output=json");
    }

    private static String issuance(String id, String... names) {
        return "{\"id\":\"" + id + "\",\"cert_sha256\":\"ab\",\"dns_names\":["
                + Stream.of(names).map(name -> '"' + name + '"').collect(Collectors.joining(",")) + "]}";
    }

    @Test
    void certSpotterIsReadPageByPage() throws Exception {
        var run = run(
                SourceCollectorsTest::certSpotter,
                json("[" + issuance("9&a/b", "x.a.test", "*.y.a.test") + "]"),
                json("[" + issuance("10", "z.a.test") + "]"),
                json("[]"));
        assertThat(run.health().status()).isEqualTo(Status.ANSWERED);
        assertThat(run.found().names()).containsExactly("!x.a.test", "y.a.test", "!z.a.test");
        assertThat(run.source().asked().get(1)).endsWith("&after=9%26a%2Fb");
        assertThat(run.source().asked().get(2)).endsWith("&after=10");
    }

    static Stream<Arguments> certSpotterTroubles() {
        var page = json("[" + issuance("1", "x.a.test") + "]");
        return Stream.of(
                Arguments.of("a repeated page", Status.LIMITED, "repeated a page", new Reply[] {page}),
                Arguments.of("a deep page for customers", Status.LIMITED, "not_allowed_by_plan", new Reply[] {
                    page, status(403, "{\"code\":\"not_allowed_by_plan\"}")
                }),
                Arguments.of("an error object", Status.FAILED, "api_discontinued", new Reply[] {
                    json("{\"code\":\"api_discontinued\",\"message\":\"gone\"}")
                }),
                Arguments.of("cut, then the rest", Status.LIMITED, "ended in the middle", new Reply[] {
                    json("[" + issuance("1", "x.a.test") + ",{\"id"), json("[]")
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("certSpotterTroubles")
    void certSpottersTroublesAreSaid(String name, Status status, String detail, Reply[] replies) throws Exception {
        var run = run(SourceCollectorsTest::certSpotter, replies);
        assertThat(run.health().status()).isEqualTo(status);
        assertThat(run.health().detail()).contains(detail);
        assertThat(run.found().names()).hasSize(status == Status.FAILED ? 0 : 1);
    }

    static Stream<Arguments> endless() {
        return Stream.of(
                Arguments.of("cert spotter", (Function<Sources, Collector>) SourceCollectorsTest::certSpotter),
                Arguments.of("wayback", (Function<Sources, Collector>) SourceCollectorsTest::wayback),
                Arguments.of("censys 2", (Function<Sources, Collector>) SourceCollectorsTest::search),
                Arguments.of("censys 3", (Function<Sources, Collector>) SourceCollectorsTest::platform));
    }

    /// Every page leads to another that is new.
    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void pagesWithoutEndEnd(String name, Function<Sources, Collector> collector) throws Exception {
        var page = new int[1];
        var source = new FakeSource().answering(request -> {
            var n = ++page[0];
            var path = request.address().getPath();
            return json(
                    path.contains("issuances")
                            ? "[" + issuance("id" + n, "n" + n + ".a.test") + "]"
                            : path.contains("cdx")
                                    ? "[[\"original\"],[\"http://n" + n + ".a.test/\"],[],[\"key" + n + "\"]]"
                                    : "{\"result\":{\"hits\":[],\"next_page_token\":\"t" + n
                                            + "\",\"links\":{\"next\":\"c" + n + "\"}}}");
        });
        var run = run(collector, source);
        assertThat(run.health().status()).isEqualTo(Status.LIMITED);
        assertThat(run.health().detail()).contains("stopped after");
        assertThat(run.source().requests()).hasSizeLessThanOrEqualTo(1_000);
    }

    @Test
    void otxNamesWithinTheDomainAreHeard() throws Exception {
        var run = run(
                SourceCollectorsTest::otx,
                json("{\"passive_dns\":[{\"hostname\":\"x.a.test\",\"last\":\"2026\"},{\"hostname\":\"b.test\"},{}]}"));
        assertThat(run.found().names()).containsExactly("x.a.test");
        assertThat(run.health().status()).isEqualTo(Status.ANSWERED);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"detail\":\"endpoint_forbidden\"}', FAILED, endpoint_forbidden",
        "200, '{\"error\":\"throttled\"}', FAILED, throttled",
        "404, '{\"detail\":\"Not found\"}', ANSWERED, ''",
        "403, '{\"detail\":\"Authentication required\"}', FAILED, Authentication required",
    })
    void otxErrorsAreSaid(int code, String body, Status status, String detail) throws Exception {
        var run = run(SourceCollectorsTest::otx, status(code, body));
        assertThat(run.health().status()).isEqualTo(status);
        assertThat(run.health().detail()).contains(detail);
    }

    @Test
    void otxKeyIsAKey() throws Exception {
        var run = run(sources -> new Otx(with("secret-1"), sources), json("{\"passive_dns\":[]}"));
        assertThat(run.source().requests().getFirst().headers()).isEmpty();
        assertThat(run.source().requests().getFirst().key().fields())
                .containsExactly(new io.reconai.engine.asset.Header("X-OTX-API-KEY", "secret-1"));
    }

    @Test
    void waybackIsReadPageByPage() throws Exception {
        var run = run(
                SourceCollectorsTest::wayback,
                json("[[\"original\"],[\"http://x.a.test/\"],[\"http://y.a.test/\"],[],[\"com,a)/ 2026&x\"]]"),
                json("[[\"original\"],[\"http://z.a.test/\"]]"));
        assertThat(run.found().names()).containsExactly("x.a.test", "y.a.test", "z.a.test");
        assertThat(run.source().asked().get(1)).endsWith("&resumeKey=com%2Ca%29%2F+2026%26x");
        assertThat(run.health().status()).isEqualTo(Status.ANSWERED);
    }

    @ParameterizedTest
    @CsvSource({
        "[], ANSWERED, ''",
        "'[[\"original\"],[\"http://x.a.test/\"],[],[\"k\"]]', LIMITED, stopped after 1 pages",
        "'[{\"original\":\"http://x.a.test/\"}]', FAILED, its rows are no arrays",
        "'{\"error\":\"no\"}', FAILED, no JSON array",
    })
    void waybackTroublesAreSaid(String body, Status status, String detail) throws Exception {
        var run = run(SourceCollectorsTest::wayback, json(body));
        assertThat(run.health().status()).isEqualTo(status);
        assertThat(run.health().detail()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "http://x.a.test:80/, x.a.test",
        "https://x.a.test, x.a.test",
        "https://X.A.TEST?q=|{, x.a.test",
        "http://x.a.test/a b|c, x.a.test",
        "http://user:pass@x.a.test/, x.a.test",
        "http://a.test@evil.example/, ",
        "http://x.a.test%2f/, ",
        "http://%6a.a.test/, ",
        "http://%20x.a.test/, ",
        "http://x.a.test\\@evil.example/, ",
        "http://_x.a.test/, ",
        "http://my_x.a.test/, my_x.a.test",
        "x.a.test/, ",
        "http://b.test/http://x.a.test/, ",
        "://, ",
        "http://x.a.test:99999999/, ",
    })
    void theHostOfAnArchivedAddressIsTakenStrictly(String url, String host) {
        var found = new Gathered();
        new SourceNames(found, "test").url(url, "test");
        assertThat(found.names()).isEqualTo(host == null ? List.of() : List.of(host));
    }

    @Test
    void internetDbIsAskedAboutPublicAddressesOnly() throws Exception {
        var run = run(
                SourceCollectorsTest::internetDb,
                json("{\"hostnames\":[\"x.a.test\",\"h9.isp.example\"],\"ip\":\"203.0.113.9\",\"ports\":[80]}"));
        assertThat(run.source().asked()).containsExactly("203.0.113.9");
        assertThat(run.found().names()).containsExactly("x.a.test");
    }

    @ParameterizedTest
    @CsvSource({
        "404, '{\"detail\":\"No information available\"}', ANSWERED",
        "422, '{\"detail\":\"bad\"}', FAILED",
        "200, '{\"detail\":\"odd\"}', FAILED",
        "200, '[]', FAILED",
    })
    void whatInternetDbDoesNotKnowIsAnAnswer(int code, String body, Status status) throws Exception {
        var run = run(SourceCollectorsTest::internetDb, status(code, body));
        assertThat(run.health().status()).as(run.health().detail()).isEqualTo(status);
    }

    @Test
    void censysSearchFollowsItsCursor() throws Exception {
        var hit = "{\"ip\":\"203.0.113.9\",\"dns\":{\"names\":[\"x.a.test\",\"b.test\"]}}";
        var run = run(
                SourceCollectorsTest::search,
                json("{\"code\":200,\"result\":{\"hits\":[" + hit + "],\"links\":{\"next\":\"c=1\"}}}"),
                json("{\"code\":200,\"result\":{\"hits\":[],\"links\":{\"next\":\"\"}}}"));
        assertThat(run.found().names()).containsExactly("x.a.test");
        assertThat(run.source().asked().get(1)).endsWith("&cursor=c%3D1");
    }

    @Test
    void censysPlatformFollowsItsToken() throws Exception {
        var certificate = "{\"certificate_v1\":{\"resource\":{\"names\":[\"x.a.test\",\"*.y.a.test\"]}}}";
        var host = "{\"host_v1\":{\"resource\":{\"ip\":\"203.0.113.9\",\"dns\":{\"names\":[\"z.a.test\"]}}}}";
        var run = run(
                SourceCollectorsTest::platform,
                json("{\"result\":{\"hits\":[" + certificate + "," + host + "],\"next_page_token\":\"t\\\"1\"}}"),
                json("{\"result\":{\"hits\":[],\"next_page_token\":\"\"}}"));
        assertThat(run.found().names()).containsExactly("!x.a.test", "y.a.test", "z.a.test");
        assertThat(run.source().requests().getFirst().body())
                .isEqualTo("{\"query\":\"cert.names: \\\"a.test\\\"\",\"fields\":[\"cert.names\"],\"page_size\":100}");
        assertThat(run.source().requests().get(1).body()).contains("\"page_token\":\"t\\\"1\"");
        assertThat(run.source().requests().getFirst().headers())
                .extracting("name")
                .contains("X-Organization-ID");
    }

    @ParameterizedTest
    @CsvSource({
        "401, FAILED, status 401",
        "403, SKIPPED, plan",
        "422, FAILED, status 422",
        "200, FAILED, no hits",
    })
    void censysRefusalsAreSaid(int code, Status status, String detail) throws Exception {
        for (Function<Sources, Collector> form :
                List.<Function<Sources, Collector>>of(SourceCollectorsTest::search, SourceCollectorsTest::platform)) {
            var run = run(form, status(code, "{\"error\":\"you may not\"}"));
            assertThat(run.health().status()).isEqualTo(status);
            assertThat(run.health().detail()).contains(code == 200 ? "unexpected" : detail);
        }
    }

    private static KeyedSource with(String key) {
        return new KeyedSource(BASE, new Secret(key));
    }

    static Stream<Arguments> keyed() {
        var labels = json("{\"subdomains\":[\"x\",\"*.y\",\"\",\"z@\",7]}");
        var some = List.of("x.a.test", "y.a.test", "7.a.test");
        return Stream.of(
                keyed(
                        "virustotal",
                        key -> sources -> new VirusTotal(with(key), sources),
                        List.of("x.a.test", "y.a.test"),
                        "api/v3/domains/a.test/subdomains?limit=40&cursor=c%3D",
                        json("{\"data\":[{\"id\":\"x.a.test\"},{\"id\":\"b.test\"}],\"meta\":{\"cursor\":\"c=\"}}"),
                        json("{\"data\":[{\"id\":\"y.a.test\"}],\"meta\":{}}")),
                keyed(
                        "securitytrails",
                        key -> sources -> new SecurityTrails(with(key), sources),
                        some,
                        "v1/domain/a.test/subdomains?children_only=false",
                        labels),
                keyed("chaos", key -> sources -> new Chaos(with(key), sources), some, "dns/a.test/subdomains", labels),
                keyed(
                        "shodan.dns",
                        key -> sources -> new ShodanDns(with(key), sources),
                        some,
                        "dns/domain/a.test?page=1",
                        labels));
    }

    private static Arguments keyed(
            String id,
            Function<String, Function<Sources, Collector>> collector,
            List<String> names,
            String last,
            Reply... replies) {
        return Arguments.of(id, collector, names, last, replies);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keyed")
    void keyedSourcesAreAskedByCustomersOnly(
            String id,
            Function<String, Function<Sources, Collector>> collector,
            List<String> names,
            String last,
            Reply... replies)
            throws Exception {
        var without = run(collector.apply(""), replies);
        assertThat(without.health()).isEqualTo(SourceHealth.skipped(id, "no key"));
        assertThat(without.source().requests()).isEmpty();

        var run = run(collector.apply("secret-1"), replies);
        assertThat(run.found().names()).containsExactlyElementsOf(names);
        assertThat(run.health().status()).isEqualTo(Status.ANSWERED);
        assertThat(run.source().asked().getLast()).isEqualTo(last);
        assertThat(run.source().requests()).allSatisfy(request -> {
            assertThat(request.toString()).doesNotContain("secret-1");
            assertThat(request.key().query() + request.key().fields()).contains("secret-1");
        });

        var error = status(403, "{\"error\":{\"message\":\"secret-1 has no plan\"}}");
        var refused = run(collector.apply("secret-1"), error).health();
        assertThat(refused.status()).isEqualTo(Status.FAILED);
        assertThat(refused.detail()).contains("(key) has no plan");
        assertThat(run(collector.apply("secret-1"), json("{}")).health().status())
                .isEqualTo(Status.FAILED);
        assertThat(run(collector.apply("secret-1"), status(404, "{}")).health().status())
                .isEqualTo(Status.ANSWERED);
    }

    @Test
    void aPlanThatShowsAPartIsSaid() throws Exception {
        var run = run(
                sources -> new SecurityTrails(with("secret-1"), sources),
                json("{\"subdomains\":[\"x\"],\"meta\":{\"limit_reached\":true}}"));
        assertThat(run.health().status()).isEqualTo(Status.LIMITED);
    }

    @Test
    void moreNamesThanABoundAreLeftOutAndSaid() throws Exception {
        var rows = IntStream.range(0, 1_001)
                .mapToObj(row -> IntStream.range(0, 100)
                        .mapToObj(i -> "n" + row + "-" + i + ".a.test")
                        .collect(Collectors.joining("\\n")))
                .map(SourceCollectorsTest::row)
                .collect(Collectors.joining(","));
        var run = run(SourceCollectorsTest::crtsh, json("[" + rows + "]"));
        assertThat(run.found().names()).hasSize(100_000);
        assertThat(run.health().status()).isEqualTo(Status.LIMITED);
        assertThat(run.health().detail()).contains("more than 100000 names");
    }

    @Test
    void whatIsNotAskedSaysWhy() {
        var health = new Unasked("internetdb", "off").collect(new Gathered());
        assertThat(health).isEqualTo(SourceHealth.skipped("internetdb", "off"));
    }

    @FuzzTest
    void namesInAnythingAreNames(byte[] bytes) {
        var found = new Gathered();
        var names = new SourceNames(found, "test");
        var text = new String(bytes, StandardCharsets.UTF_8);
        NamesInText.search(text, found.domain(), name -> names.heard(name, "test"));
        names.proven(text, "test");
        names.url(text, "test");
        assertThat(found.names)
                .allMatch(name -> DomainName.parse(name.name().value()).isPresent());
    }
}
