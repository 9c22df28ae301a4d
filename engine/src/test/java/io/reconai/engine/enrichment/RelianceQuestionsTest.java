package io.reconai.engine.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.BucketAnswer;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Reliance;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.discovery.Registration;
import io.reconai.engine.http.Connections;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.sources.BucketAddresses;
import io.reconai.engine.sources.FakeSource;
import io.reconai.engine.sources.RdapBootstrap;
import io.reconai.engine.sources.Whois;
import io.reconai.engine.tls.TlsInspector;
import io.reconai.engine.tls.TrustStore;
import io.reconai.engine.web.VirtualHosting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is asked about things of others, of whom, and in which mode.
@Timeout(60)
class RelianceQuestionsTest {

    private static final DomainName DOMAIN = new DomainName("acme-tools.com");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SERVICE = "203.0.113.9";

    private final FakeSource others = new FakeSource();
    private final Queue<String> pagesAsked = new ConcurrentLinkedQueue<>();
    private Predicate<String> letIn = origin -> origin.endsWith(".acme-tools.com");
    private HttpServer service;
    private NameTable names;
    private TlsInspector inspector;

    @BeforeEach
    void open() throws IOException {
        others.answering(_ -> FakeSource.status(404, ""));
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            pagesAsked.add(String.valueOf(exchange.getRequestHeaders().getFirst("Host")));
            var body = "project not found".getBytes(StandardCharsets.UTF_8);
            var origin = exchange.getRequestHeaders().getFirst("Origin");
            exchange.getResponseHeaders().add("Vary", "Origin");
            if (origin != null && letIn.test(origin)) {
                exchange.getResponseHeaders().add("Set-Cookie", "a=b; Domain=acme-tools.com");
                exchange.getResponseHeaders().add("Set-Cookie", "own=b");
                exchange.getResponseHeaders().add("X-Other", "x".repeat(100));
                exchange.getResponseHeaders().add("Access-Control-Allow-Origin", origin);
                exchange.getResponseHeaders().add("Access-Control-Allow-Credentials", "true");
            }
            exchange.sendResponseHeaders(404, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        service.start();
        names = new NameTable(SERVICE + ":80=127.0.0.1:" + service.getAddress().getPort() + "," + SERVICE
                + ":*=127.0.0.1:" + closedPort());
        inspector = new TlsInspector(names.dialer(), TrustStore.load(Optional.empty()), Clock.systemUTC());
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void close() {
        names.close();
        service.stop(0);
    }

    private RelianceQuestions questions() {
        var registry = URI.create("http://rdap.test/");
        var registration = new Registration(
                DOMAIN,
                new RdapBootstrap(Optional.of(registry), registry),
                others.sources(),
                new Whois(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 9),
                        names.dialer(),
                        names.client(),
                        Duration.ZERO),
                _ -> true);
        var buckets = new BucketQuestions(
                others,
                new BucketAddresses(BucketAddresses.S3, BucketAddresses.GCS, BucketAddresses.AZURE),
                names.client(),
                Optional.of(Duration.ZERO));
        return new RelianceQuestions(names.client(), registration, buckets, new Random(7));
    }

    private Supplier<HttpProber> probers(Deadline deadline) {
        var connections = new Connections(names.dialer(), inspector, "test", deadline);
        return () -> new HttpProber(connections, _ -> List.of(), Scope.of(DOMAIN), Clock.systemUTC(), deadline);
    }

    private Evidence complete(RelianceQuestions questions, Evidence evidence) throws InterruptedException {
        var deadline = Deadline.in(Duration.ofSeconds(30));
        return questions.complete(evidence, probers(deadline), deadline);
    }

    private static Evidence alias(ScanMode mode, String host, DnsOutcome outcome, String... chain) {
        var zone = List.of(new DnsRecordData("azureedge.net", "SOA", 60, "ns1.azure.example host 1 2 3 4 5"));
        var lookup = new DnsLookup(
                host,
                "A",
                "192.0.2.53:53",
                "udp",
                outcome,
                false,
                true,
                true,
                List.of(chain),
                List.of(),
                outcome == DnsOutcome.NXDOMAIN ? zone : List.of(),
                1);
        return Evidence.builder("scan", mode, Host.of(new DomainName(host), DOMAIN), NOW)
                .dns(List.of(lookup))
                .build();
    }

    private static List<String> targets(Evidence evidence) {
        return evidence.reliances().map(Reliance::targets).orElse(List.of()).stream()
                .map(lookup -> lookup.name() + " " + lookup.outcome() + (lookup.recursionDesired() ? "" : " directly"))
                .toList();
    }

    /// What the resolver said of a target, and who is asked again in which mode.
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        ACTIVE   | NXDOMAIN | gone.azureedge.net   | gone.azureedge.net NXDOMAIN, gone.azureedge.net NXDOMAIN directly
        STANDARD | NXDOMAIN | gone.azureedge.net   | gone.azureedge.net NXDOMAIN, gone.azureedge.net NXDOMAIN directly
        PASSIVE  | NXDOMAIN | gone.azureedge.net   | gone.azureedge.net NXDOMAIN
        STANDARD | NXDOMAIN | here.azureedge.net   | here.azureedge.net NOERROR, here.azureedge.net NOERROR directly
        ACTIVE   | NOERROR  | gone.azureedge.net   |
        ACTIVE   | SERVFAIL | gone.azureedge.net   |
        ACTIVE   | NXDOMAIN | d111.cloudfront.net  |
        ACTIVE   | NXDOMAIN | x9.surge.sh          |
        ACTIVE   | NXDOMAIN | www.partner.com      |
        """)
    void whatAnybodyCouldClaimIsAskedForAgain(ScanMode mode, DnsOutcome outcome, String target, String expected)
            throws Exception {
        names.with(
                "azureedge.net NS ns1.azure.example.",
                "azureedge.net SOA ns1.azure.example. host.azure.example. 1 2 3 4 5",
                "ns1.azure.example A " + NameTable.ADDRESS,
                "here.azureedge.net A 203.0.113.77",
                "partner.com NS ns1.azure.example.",
                "surge.sh NS ns1.azure.example.",
                "cloudfront.net NS ns1.azure.example.");
        var done = complete(questions(), alias(mode, "x.acme-tools.com", outcome, target));
        assertThat(String.join(", ", targets(done))).isEqualTo(expected == null ? "" : expected);
        assertThat(done.coverage()).extracting(coverage -> coverage.probe()).containsExactly("reliance");
    }

    @Test
    void anAddressReliesOnNobody() throws Exception {
        var address = Evidence.builder(
                        "scan", ScanMode.ACTIVE, Host.of(InetAddress.ofLiteral("203.0.113.5"), DOMAIN), NOW)
                .build();
        assertThat(complete(questions(), address)).isSameAs(address);
        assertThat(names.asked()).isEmpty();
    }

    /// Whether the domain exists, what the registry says, and what is kept of it in each mode.
    @ParameterizedTest(name = "{0}: registry {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ACTIVE  | 404 | lapsed-brand.com NXDOMAIN NXDOMAIN NOT_FOUND
        ACTIVE  | 500 | lapsed-brand.com NXDOMAIN NXDOMAIN UNKNOWN
        ACTIVE  | 200 | lapsed-brand.com NXDOMAIN NXDOMAIN REGISTERED
        PASSIVE | 404 | lapsed-brand.com NXDOMAIN NXDOMAIN UNKNOWN
        """)
    void domainsThatNobodyKnowsAreLookedUpAtTheRegistry(ScanMode mode, int status, String expected) throws Exception {
        others.answering(_ -> FakeSource.status(
                status, "{\"objectClassName\":\"domain\",\"ldhName\":\"lapsed-brand.com\",\"status\":[\"active\"]}"));
        var evidence = alias(mode, "x.acme-tools.com", DnsOutcome.NXDOMAIN, "www.lapsed-brand.com");
        var questions = questions();
        var done = complete(questions, evidence);
        assertThat(standings(done)).containsExactly(expected);
        var isAsked = mode.includes(ScanMode.ACTIVE);
        assertThat(others.asked().stream()
                        .filter(url -> url.contains("lapsed-brand"))
                        .findAny()
                        .isPresent())
                .isEqualTo(isAsked);
        var before = names.times("lapsed-brand.com NS");
        assertThat(standings(complete(questions, evidence))).containsExactly(expected);
        assertThat(names.times("lapsed-brand.com NS")).as("once in a scan").isEqualTo(before);
    }

    @Test
    void domainsThatExistAndTheOwnOneAreNoMatter() throws Exception {
        names.with("partner.com NS ns1.partner.com.");
        var done = complete(
                questions(),
                alias(
                        ScanMode.ACTIVE,
                        "x.acme-tools.com",
                        DnsOutcome.NXDOMAIN,
                        "www.partner.com",
                        "gone.acme-tools.com"));
        assertThat(standings(done)).isEmpty();
        assertThat(names.asked()).containsExactly("partner.com NS");
    }

    private static List<String> standings(Evidence evidence) {
        return evidence.reliances().map(Reliance::domains).orElse(List.of()).stream()
                .map(standing -> standing.domain() + " " + standing.first() + " " + standing.second() + " "
                        + standing.registry())
                .toList();
    }

    private static Evidence wildcard(ScanMode mode, String kept, String answer) {
        var verdict = new WildcardVerdict(DOMAIN, List.of(answer), List.of("r4nd0m.acme-tools.com"), kept);
        return Evidence.builder("scan", mode, Host.of(DOMAIN, DOMAIN), NOW)
                .wildcards(List.of(verdict))
                .build();
    }

    @Test
    void aWildcardThatLeadsToOthersIsLookedAtByARandomName() throws Exception {
        names.with(
                "r4nd0m.acme-tools.com CNAME x9.surge.sh",
                "x9.surge.sh A " + SERVICE,
                "surge.sh NS ns1.surge.example.");
        var done = complete(questions(), wildcard(ScanMode.ACTIVE, "parent", "x9.surge.sh"));
        var look = done.reliances().map(Reliance::wildcard).orElseThrow();
        assertThat(look.record()).isEqualTo("*.acme-tools.com");
        assertThat(look.lookup().cnameChain()).containsExactly("x9.surge.sh");
        assertThat(look.exchanges())
                .extracting(made -> made.probe() + " "
                        + made.answered().map(RelianceQuestionsTest::said).orElse("no answer"))
                .contains("root 404 project not found", VirtualHosting.BY_UNKNOWN_NAME + " 404 project not found");
        assertThat(pagesAsked)
                .hasSize(2)
                .contains("r4nd0m.acme-tools.com")
                .anyMatch(host -> host.matches("reconai-[0-9a-z]+\\.invalid"));
    }

    private static String said(HttpAnswer answer) {
        return answer.status() + " " + answer.body();
    }

    @Test
    void pagesAreAskedInActiveModeOnly() throws Exception {
        names.with(
                "r4nd0m.acme-tools.com CNAME x9.surge.sh",
                "x9.surge.sh A " + SERVICE,
                "surge.sh NS ns1.surge.example.");
        var done = complete(questions(), wildcard(ScanMode.STANDARD, "parent", "x9.surge.sh"));
        assertThat(done.reliances().map(Reliance::wildcard).orElseThrow().exchanges())
                .isEmpty();
        assertThat(pagesAsked).isEmpty();
        assertThat(others.requests()).isEmpty();
    }

    /// What the wildcard verdict was kept for, and what it answers: addresses, the own domain, names of others.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"other_answer, x9.surge.sh", "parent, 203.0.113.9", "parent, www.acme-tools.com", "parent, a b"})
    void otherWildcardsAreNoMatter(String kept, String answer) throws Exception {
        var done = complete(questions(), wildcard(ScanMode.STANDARD, kept, answer));
        assertThat(done.reliances()).isEmpty();
        assertThat(names.asked()).isEmpty();
    }

    @Test
    void aWildcardThatIsGoneMeanwhileIsNone() throws Exception {
        var done = complete(questions(), wildcard(ScanMode.STANDARD, "parent", "x9.surge.sh"));
        assertThat(done.reliances()).isEmpty();
    }

    /// What others could claim, in which mode, and what the domain's start page is asked then.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ACTIVE   | gone.azureedge.net  | domain-from-below, domain-from-elsewhere
        STANDARD | gone.azureedge.net  | domain-from-below, domain-from-elsewhere
        PASSIVE  | gone.azureedge.net  |
        ACTIVE   | here.azureedge.net  |
        ACTIVE   | d111.cloudfront.net |
        """)
    void theDomainIsAskedWhereANameOfItCouldBeClaimed(ScanMode mode, String target, @Nullable String expected)
            throws Exception {
        names.with(
                "azureedge.net SOA ns1.azure.example. host.azure.example. 1 2 3 4 5",
                "azureedge.net NS ns1.azure.example.",
                "ns1.azure.example A " + NameTable.ADDRESS,
                "here.azureedge.net A 203.0.113.77",
                "cloudfront.net NS ns1.azure.example.",
                "acme-tools.com A " + SERVICE);
        var questions = questions();
        var first = complete(questions, alias(mode, "x.acme-tools.com", DnsOutcome.NXDOMAIN, target));
        assertThat(String.join(", ", domainPages(first))).isEqualTo(expected == null ? "" : expected);
        var asked = pagesAsked.size();
        var second = complete(questions, alias(mode, "y.acme-tools.com", DnsOutcome.NXDOMAIN, target));
        assertThat(domainPages(second)).isEqualTo(domainPages(first));
        assertThat(pagesAsked).as("once in a scan").hasSize(asked);
    }

    /// Whom the start page lets in is a list: then each name is asked for, and no more of them than is bearable.
    @Test
    void namesAreAskedForOneByOneWhereThereIsAList() throws Exception {
        names.with("acme-tools.com A " + SERVICE, "azureedge.net NS ns1.azure.example.");
        letIn = origin -> origin.equals("https://x1.acme-tools.com");
        var questions = questions();
        var asked = new ArrayList<String>();
        for (var i = 0; i < 40; i++) {
            var host = "x" + i + ".acme-tools.com";
            var done = complete(questions, alias(ScanMode.STANDARD, host, DnsOutcome.NXDOMAIN, "gone.azureedge.net"));
            if (domainPages(done).contains("domain-from-name")) {
                asked.add(host);
            }
        }
        assertThat(asked).hasSize(32).contains("x0.acme-tools.com", "x1.acme-tools.com");
        assertThat(pagesAsked).hasSize(33);
    }

    private static List<String> domainPages(Evidence evidence) {
        return evidence.reliances().map(Reliance::domainPages).orElse(List.of()).stream()
                .filter(made -> made.answered().isPresent())
                .peek(made -> assertThat(made.answered().orElseThrow().body()).isEmpty())
                .map(Exchange::probe)
                .toList();
    }

    @Test
    void ofTheDomainsPageOnlyWhatTellsSomethingIsKept() throws Exception {
        names.with("acme-tools.com A " + SERVICE, "azureedge.net NS ns1.azure.example.");
        var done = complete(
                questions(), alias(ScanMode.STANDARD, "x.acme-tools.com", DnsOutcome.NXDOMAIN, "gone.azureedge.net"));
        var page = done.reliances().orElseThrow().domainPages().stream()
                .filter(made -> made.answered().isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(page.answered().orElseThrow().headers())
                .extracting(Header::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder(
                        "set-cookie", "access-control-allow-origin", "access-control-allow-credentials");
        assertThat(page.answered().orElseThrow().header("set-cookie")).containsExactly("a=b; Domain=acme-tools.com");
    }

    @Test
    void bucketsAreAskedForInActiveModeOnly() throws Exception {
        var apex = Evidence.builder("scan", ScanMode.ACTIVE, Host.of(DOMAIN, DOMAIN), NOW)
                .build();
        others.answering(request -> request.address().toString().contains("acme-tools.com.")
                        || request.address().toString().contains("/acme-tools.com?")
                ? FakeSource.status(403, "<Error><Code>AccessDenied</Code></Error>")
                : FakeSource.status(404, "<Error><Code>NoSuchBucket</Code></Error>"));
        var done = complete(questions(), apex);
        assertThat(done.reliances().map(Reliance::buckets).orElseThrow())
                .isNotEmpty()
                .allMatch(bucket -> bucket.link() == BucketAnswer.Link.DOMAIN_NAME);
    }
}
