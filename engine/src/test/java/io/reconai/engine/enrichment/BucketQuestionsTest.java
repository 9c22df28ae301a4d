package io.reconai.engine.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.BucketAnswer;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.sources.BucketAddresses;
import io.reconai.engine.sources.FakeSource;
import io.reconai.engine.sources.SourceClient;
import io.reconai.engine.sources.SourceClient.Reply;
import io.reconai.engine.sources.SourceRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which stores are asked for which buckets, how often, and what is kept of what they say.
class BucketQuestionsTest {

    private static final DomainName DOMAIN = new DomainName("acme-tools.com");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final BucketAddresses SHIPPED =
            new BucketAddresses(BucketAddresses.S3, BucketAddresses.GCS, BucketAddresses.AZURE);
    private static final String MISSING = "<Error><Code>NoSuchBucket</Code></Error>";
    private static final String PRIVATE = "<Error><Code>AccessDenied</Code></Error>";

    private final FakeSource stores = new FakeSource();
    private NameTable names;

    @BeforeEach
    void open() throws IOException {
        names = new NameTable("");
    }

    @AfterEach
    void close() {
        names.close();
    }

    private BucketQuestions questions(BucketAddresses addresses) {
        return new BucketQuestions(stores, addresses, names.client(), Optional.of(Duration.ZERO));
    }

    private static Evidence host(String label, String body) {
        var url = "https://" + label + DOMAIN + "/";
        var host = label.isEmpty() ? Host.of(DOMAIN, DOMAIN) : Host.of(new DomainName(label + DOMAIN), DOMAIN);
        var answer = new HttpAnswer(200, "http/1.1", List.of(), body, body.length(), false, "00", "");
        var page = new Exchange(
                "root", "GET", url, "203.0.113.1", 0, 0, List.of(), ExchangeOutcome.ANSWERED, "", true, answer, NOW, 1);
        return Evidence.builder("scan", ScanMode.ACTIVE, host, NOW)
                .exchanges(List.of(page))
                .build();
    }

    private static String listing(String bucket, String... keys) {
        return "<ListBucketResult><Name>" + bucket + "</Name>"
                + String.join(
                        "",
                        List.of(keys).stream()
                                .map(key -> "<Key>" + key + "</Key>")
                                .toList())
                + "</ListBucketResult>";
    }

    private List<BucketAnswer> ask(BucketQuestions questions, Evidence evidence) throws InterruptedException {
        return questions.of(evidence, Deadline.in(Duration.ofMinutes(1)));
    }

    private static List<String> said(List<BucketAnswer> answers) {
        return answers.stream()
                .map(answer -> answer.store() + " " + answer.name() + " " + answer.link() + " " + answer.state() + " "
                        + answer.status() + " " + answer.keys())
                .toList();
    }

    private List<String> addresses() {
        return stores.requests().stream()
                .map(request -> request.address().toString())
                .toList();
    }

    /// What the page mentions, what is asked, what the store says, and what follows.
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        tools.s3.amazonaws.com              | https://tools.s3.amazonaws.com/?list-type=2&max-keys=5   | 403 | s3 tools REFERENCED PRIVATE 403 []
        tools.s3.amazonaws.com              | https://tools.s3.amazonaws.com/?list-type=2&max-keys=5   | 404 | s3 tools REFERENCED MISSING 404 []
        tools.s3.amazonaws.com              | https://tools.s3.amazonaws.com/?list-type=2&max-keys=5   | 200 | s3 tools REFERENCED PUBLIC_LIST 200 [a.txt]
        my.tools.s3.amazonaws.com           | https://s3.amazonaws.com/my.tools?list-type=2&max-keys=5 | 404 | s3 my.tools REFERENCED MISSING 404 []
        tools.storage.googleapis.com        | https://storage.googleapis.com/tools?max-keys=5          | 200 | gcs tools REFERENCED PUBLIC_LIST 200 [a.txt]
        tools.fra1.digitaloceanspaces.com   | https://tools.fra1.digitaloceanspaces.com/?max-keys=5    | 200 | spaces tools.fra1 REFERENCED PUBLIC_LIST 200 [a.txt]
        tools-db.firebaseio.com             | https://tools-db.firebaseio.com/.json?shallow=true       | 401 | firebase tools-db REFERENCED PRIVATE 401 []
        """)
    void storesAreAskedForWhatAHostMentions(String mention, String asked, int status, String expected)
            throws Exception {
        var bodies = new String[] {listing("tools", "a.txt"), PRIVATE, MISSING};
        stores.then(FakeSource.status(status, bodies[status == 200 ? 0 : status == 404 ? 2 : 1]));
        var answers = ask(questions(SHIPPED), host("www.", "<img src='https://" + mention + "/a.png'>"));
        assertThat(said(answers)).containsExactly(expected);
        assertThat(addresses()).containsExactly(asked);
        assertThat(stores.requests())
                .extracting(SourceRequest::namedBy)
                .as("a stranger's page named it, so the address policy decides")
                .containsExactly(SourceRequest.NamedBy.STRANGER);
    }

    @Test
    void aBucketIsAskedForOnceInAScan() throws Exception {
        stores.then(FakeSource.status(403, PRIVATE));
        var questions = questions(SHIPPED);
        var first = ask(questions, host("www.", "https://tools.s3.amazonaws.com/a"));
        var second = ask(questions, host("shop.", "https://tools.s3.amazonaws.com/b"));
        assertThat(said(second)).isEqualTo(said(first)).hasSize(1);
        assertThat(second.getFirst().because()).isEqualTo("https://shop.acme-tools.com/ mentions it");
        assertThat(stores.requests()).hasSize(1);
    }

    @Test
    void whereTheOperatorNamedAStoreThatOneIsAskedAsItIs() throws Exception {
        stores.then(FakeSource.status(
                301,
                "<Error><Code>PermanentRedirect</Code><Endpoint>tools.s3.eu-west-1.amazonaws.com</Endpoint></Error>"));
        var own = new BucketAddresses("http://127.0.0.1:9/{bucket}", BucketAddresses.GCS, BucketAddresses.AZURE);
        var answers = ask(questions(own), host("www.", "https://tools.s3.amazonaws.com/a"));
        assertThat(said(answers)).containsExactly("s3 tools REFERENCED PRIVATE 301 []");
        assertThat(addresses()).containsExactly("http://127.0.0.1:9/tools?list-type=2&max-keys=5");
        assertThat(stores.requests().getFirst().namedBy()).isEqualTo(SourceRequest.NamedBy.OPERATOR);
    }

    /// Where the store says that the bucket is, what is asked there, and what follows.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        tools.s3.eu-west-1.amazonaws.com | https://s3.eu-west-1.amazonaws.com/tools?list-type=2&max-keys=5 | PUBLIC_LIST 200
        s3.eu-west-1.amazonaws.com       | https://s3.eu-west-1.amazonaws.com/tools?list-type=2&max-keys=5 | PUBLIC_LIST 200
        evil.example                     |                                                                 | PRIVATE 301
        amazonaws.com.evil.example       |                                                                 | PRIVATE 301
        """)
    void anotherRegionIsAskedOnceAndNobodyElse(String endpoint, String then, String expected) throws Exception {
        stores.then(
                FakeSource.status(
                        301, "<Error><Code>PermanentRedirect</Code><Endpoint>" + endpoint + "</Endpoint></Error>"),
                FakeSource.status(200, listing("tools", "a.txt")));
        var answers = ask(questions(SHIPPED), host("www.", "https://tools.s3.amazonaws.com/a"));
        assertThat(answers)
                .extracting(answer -> answer.state() + " " + answer.status())
                .containsExactly(expected);
        assertThat(addresses().stream().skip(1)).isEqualTo(then == null ? List.of() : List.of(then));
    }

    @Test
    void aRegionThatTellsNothingChangesNothing() throws Exception {
        stores.then(
                FakeSource.status(
                        301,
                        "<Error><Code>PermanentRedirect</Code><Endpoint>s3.eu-west-1.amazonaws.com</Endpoint></Error>"),
                FakeSource.status(500, ""));
        assertThat(said(ask(questions(SHIPPED), host("www.", "https://tools.s3.amazonaws.com/a"))))
                .containsExactly("s3 tools REFERENCED PRIVATE 301 []");
    }

    @Test
    void anAccountOfAzureThatHasNoNameIsMissing() throws Exception {
        stores.then(FakeSource.status(
                200, "<EnumerationResults ContainerName=\"x\"><Blob><Name>a.txt</Name></Blob></EnumerationResults>"));
        names.with("acmethere.blob.core.windows.net A 203.0.113.9");
        var answers = ask(
                questions(SHIPPED),
                host(
                        "www.",
                        "https://acmegone.blob.core.windows.net/pics/a https://acmethere.blob.core.windows.net/pics/a"));
        assertThat(said(answers))
                .containsExactly(
                        "azure acmegone/pics REFERENCED MISSING 0 []",
                        "azure acmethere/pics REFERENCED PUBLIC_LIST 200 [a.txt]");
        assertThat(answers.getFirst().code()).isEqualTo("NXDOMAIN");
        assertThat(addresses())
                .containsExactly(
                        "https://acmethere.blob.core.windows.net/pics?restype=container&comp=list&maxresults=5");
        assertThat(stores.requests().getFirst().headers())
                .extracting(header -> header.name() + ": " + header.value())
                .containsExactly("x-ms-version: 2021-12-02");
    }

    /// Without an answer nothing is known, and why is said.
    @Test
    void silenceIsNoState() throws Exception {
        for (var reply : List.of(
                new Reply.Failed("timed out"), new Reply.Refused("forbidden"), new Reply.Limited(Optional.empty()))) {
            var silent = new BucketQuestions((_, _) -> reply, SHIPPED, names.client(), Optional.of(Duration.ZERO));
            var answers = ask(silent, host("www.", "https://tools.s3.amazonaws.com/a"));
            assertThat(said(answers)).containsExactly("s3 tools REFERENCED UNKNOWN 0 []");
            assertThat(answers.getFirst().code()).isIn("timed out", "forbidden", "asked us to ask less");
        }
    }

    /// Guesses are made for the domain alone; of them only what is public is kept, of the domain's own name also what
    /// is private.
    @Test
    void ofGuessesOnlyWhatIsPublicIsKept() throws Exception {
        stores.answering(request -> switch (request.address().toString()) {
            case "https://acme-tools-backup.s3.amazonaws.com/?list-type=2&max-keys=5" ->
                FakeSource.status(200, listing("acme-tools-backup", "a.txt"));
            case "https://acme-tools.s3.amazonaws.com/?list-type=2&max-keys=5",
                    "https://storage.googleapis.com/acme-tools.com?max-keys=5" -> FakeSource.status(403, PRIVATE);
            default -> FakeSource.status(404, MISSING);
        });
        assertThat(said(ask(questions(SHIPPED), host("", "nothing"))))
                .containsExactly(
                        "gcs acme-tools.com DOMAIN_NAME PRIVATE 403 []",
                        "s3 acme-tools-backup GUESSED PUBLIC_LIST 200 [a.txt]");
        assertThat(addresses()).doesNotHaveDuplicates().hasSizeBetween(50, 130);
        assertThat(ask(questions(SHIPPED), host("www.", "nothing"))).isEmpty();
    }

    @Test
    void whatIsAskedAheadIsNotAskedAgain() throws Exception {
        var seen = Collections.synchronizedList(new ArrayList<String>());
        SourceClient client = (request, _) -> {
            seen.add(request.address().toString());
            return request.address().getHost().equals("acme-tools-backup.s3.amazonaws.com")
                    ? FakeSource.status(200, listing("acme-tools-backup", "a.txt"))
                    : FakeSource.status(404, MISSING);
        };
        var questions = new BucketQuestions(client, SHIPPED, names.client(), Optional.of(Duration.ZERO));
        questions.askAhead(DOMAIN, Deadline.in(Duration.ofMinutes(1)));
        var ahead = List.copyOf(seen);
        assertThat(said(ask(questions, host("", "nothing"))))
                .containsExactly("s3 acme-tools-backup GUESSED PUBLIC_LIST 200 [a.txt]");
        assertThat(seen).isEqualTo(ahead).doesNotHaveDuplicates().hasSizeBetween(50, 130);
    }

    /// What it answered before counts all the same.
    @Test
    void aStoreThatFallsSilentIsLeftAloneAheadToo() throws Exception {
        var seen = Collections.synchronizedList(new ArrayList<String>());
        SourceClient client = (request, _) -> {
            seen.add(request.address().toString());
            return switch (request.address().getHost()) {
                case "acme-tools.com.s3.amazonaws.com", "s3.amazonaws.com" -> FakeSource.status(403, PRIVATE);
                default -> new Reply.Failed("timed out");
            };
        };
        var questions = new BucketQuestions(client, SHIPPED, names.client(), Optional.of(Duration.ZERO));
        questions.askAhead(DOMAIN, Deadline.in(Duration.ofMinutes(1)));
        assertThat(seen).filteredOn(url -> url.contains("googleapis")).hasSize(3);
        var ahead = List.copyOf(seen);
        assertThat(said(ask(questions, host("", "nothing")))).contains("s3 acme-tools.com DOMAIN_NAME PRIVATE 403 []");
        assertThat(seen).isEqualTo(ahead);
    }

    @Test
    void whatIsMentionedIsNotGuessedAgain() throws Exception {
        stores.answering(_ -> FakeSource.status(404, MISSING));
        var answers = ask(questions(SHIPPED), host("", "https://acme-tools-backup.s3.amazonaws.com/a"));
        assertThat(said(answers)).containsExactly("s3 acme-tools-backup REFERENCED MISSING 404 []");
        assertThat(addresses()).doesNotHaveDuplicates();
    }

    /// A store that is down is left alone after three silences in a row; the other one is not.
    @Test
    void aSilentStoreIsNotAskedForGuessesAnyMore() throws Exception {
        stores.answering(request -> request.address().getHost().contains("amazonaws")
                ? new Reply.Failed("timed out")
                : FakeSource.status(404, MISSING));
        assertThat(ask(questions(SHIPPED), host("", "nothing"))).isEmpty();
        assertThat(addresses()).filteredOn(url -> url.contains("amazonaws")).hasSize(3);
        assertThat(addresses()).filteredOn(url -> url.contains("googleapis")).hasSizeGreaterThan(20);
    }

    @Test
    void anAnswerBetweenSilencesCounts() throws Exception {
        var count = new int[1];
        stores.answering(_ -> ++count[0] % 3 == 0 ? FakeSource.status(404, MISSING) : new Reply.Failed("timed out"));
        var one = new BucketAddresses(BucketAddresses.S3, BucketAddresses.GCS, BucketAddresses.AZURE);
        ask(questions(one), host("", "nothing"));
        assertThat(stores.requests()).hasSizeGreaterThan(20);
    }

    @Test
    void nothingIsAskedWhenTheTimeIsUp() throws Exception {
        var over = Deadline.in(Duration.ZERO);
        var answers = questions(SHIPPED).of(host("", "https://tools.s3.amazonaws.com/a"), over);
        assertThat(answers).isEmpty();
        assertThat(stores.requests()).isEmpty();
    }
}
