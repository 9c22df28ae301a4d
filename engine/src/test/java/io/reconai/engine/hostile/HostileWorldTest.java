package io.reconai.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.lab.hostile.HostileWorld;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything at once that a hostile organisation can do to a scan: it ends, in bounds, says what happened, and talks
/// to nobody it may not. docs/security/hostile.md has the table of cases with their bounds.
class HostileWorldTest {

    private static final long MIB = 1024 * 1024;

    /// 8 MiB are read; the kernel takes up to 6 MiB more for us, which nobody reads.
    private static final long MOST_TAKEN_BYTES = (8 + 6 + 1) * MIB;

    /// 4 MiB of exchanges, and what else there is of a host: a message of DNS holds 65,535 octets.
    private static final long MOST_KEPT_BYTES = 6 * MIB;

    /// A host gets 60 s.
    private static final long LONGEST_MS = 60_000;

    private static HostileWorld world;
    private static HostileScan scan;
    private static SocketWatch.Seen sockets;

    @BeforeAll
    static void scanIt() throws Exception {
        world = HostileWorld.start();
        try (var watch = new SocketWatch()) {
            scan = HostileScan.of(world);
            sockets = watch.stop();
        }
    }

    @AfterAll
    static void close() {
        world.close();
    }

    /// What the evidence says of each host; a row for every host there is.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // HTTP
                "endless-body | ANSWERED cut",
                "drip-body | ANSWERED cut limit reached: less than 100 bytes in 5 s"
                        + " or ANSWERED cut the rest did not come in time",
                "drip-chunks | ANSWERED cut limit reached: less than 100 bytes in 5 s"
                        + " or ANSWERED cut the rest did not come in time",
                "endless-headers | LIMIT_REACHED limit reached: 500 header lines",
                "drip-headers | LIMIT_REACHED limit reached: less than 100 bytes in 5 s",
                "endless-interim | LIMIT_REACHED limit reached: 10 interim answers",
                "bomb-gzip | ANSWERED cut compressed more than 200 times",
                "bomb-deflate | ANSWERED cut compressed more than 200 times",
                "bomb-br | ANSWERED cut compressed more than 200 times",
                "bomb-zstd | ANSWERED cut compressed more than 200 times",
                "layers | ANSWERED cut the body is not encoded as it says",
                "second-version | LIMIT_REACHED limit reached: 65536 bytes in a header line",
                "tarpit-http | TIMED_OUT",
                "garbage-http | MALFORMED no HTTP status line",
                "strange-page | ANSWERED",
                "deep-page | ANSWERED cut",
                "wide-headers | ANSWERED",
                "cookies | LIMIT_REACHED limit reached: 500 header lines",
                // redirects
                "loop | ANSWERED the redirect loops",
                "many | ANSWERED more than 5 redirects",
                "inside-1 | ANSWERED the redirect leaves the scope, not followed",
                "inside-2 | ANSWERED the redirect leaves the scope, not followed",
                "inside-3 | ANSWERED the redirect leaves the scope, not followed",
                "inside-4 | BLOCKED loopback",
                "inside-5 | flips",
                "inside-6 | ANSWERED the redirect leaves the scope, not followed",
                "inside-7 | ANSWERED",
                "inside-8 | ANSWERED the redirect leaves the scope, not followed",
                "inside-9 | ANSWERED the redirect leaves the scope, not followed",
                "inside-10 | ANSWERED the redirect leaves the scope, not followed",
                "inside-11 | ANSWERED the redirect leaves the scope, not followed",
                "inside-12 | ANSWERED the redirect leaves the scope, not followed",
                "inside-13 | ANSWERED the redirect leaves the scope, not followed",
                "inside-14 | ANSWERED",
                "inside-15 | ANSWERED the redirect leaves the scope, not followed",
                "inside-16 | ANSWERED",
                "inside-17 | ANSWERED the redirect leaves HTTP, not followed",
                // TLS
                "tls-silent | tls TIMED_OUT silent during the handshake",
                "tls-drip | tls LIMIT_REACHED limit reached: less than 100 bytes in 5 s",
                "tls-endless | tls LIMIT_REACHED The size of the handshake message (16777215)",
                "tls-warnings | tls TLS_FAILED",
                "tls-empty | tls TLS_FAILED",
                "tls-garbage | tls TLS_FAILED",
                "tls-http | tls TLS_FAILED",
                "tls-10000-names | tls LIMIT_REACHED The size of the handshake message",
                "tls-1000-names | tls ANSWERED 500 names of 1000",
                "tls-strange-names | tls ANSWERED 4 names of 4",
                "tls-inside-names | tls ANSWERED 2 names of 2",
                // other services
                "banner-endless | open ssh",
                "banner-drip | open",
                "banner-strange | open",
                "tarpit | open",
                "smtp-endless | open",
                "smtp-garbage | smtp TLS_FAILED",
                "smtp-silent | smtp LIMIT_REACHED limit reached: less than 100 bytes in 5 s or smtp TIMED_OUT silent",
                "early-garbage | smtp MALFORMED",
                "ftp-garbage | ftp TLS_FAILED",
                "imap-garbage | imap TLS_FAILED",
                "pop3-garbage | pop3 TLS_FAILED",
                "ldap-garbage | ldap TLS_FAILED",
                "postgresql-garbage | postgresql TLS_FAILED",
                "mysql-garbage | mysql TLS_FAILED",
                "xmpp-garbage | xmpp TLS_FAILED",
                "mqtt-garbage | open",
                "unknown-endless | ANSWERED",
            })
    void isSaidHonestly(String label, String said) {
        if (said.equals("flips")) {
            // Public when it is asked about first, inside when it is asked about again: either is said, neither
            // reached.
            assertThat(said(label)).matches("(BLOCKED loopback|REFUSED connection refused).*");
            return;
        }
        assertThat(said.split(" or ")).as(said(label)).anyMatch(said(label)::startsWith);
    }

    @Test
    void theTableHasEveryHost() throws Exception {
        var rows = new HashSet<String>();
        var table = HostileWorldTest.class
                .getDeclaredMethod("isSaidHonestly", String.class, String.class)
                .getAnnotation(CsvSource.class);
        for (var row : Objects.requireNonNull(table).value()) {
            rows.add(row.split(" \\|")[0] + "." + HostileWorld.DOMAIN);
        }
        assertThat(rows).isEqualTo(world.hosts().keySet());
    }

    private static Evidence evidence(String label) {
        return Objects.requireNonNull(scan.assets().get(label + "." + HostileWorld.DOMAIN), label)
                .evidence();
    }

    /// The most telling line of a host's evidence: its change to TLS, else its handshake, else the end of its
    /// redirects, else what its port speaks.
    private static String said(String label) {
        var evidence = evidence(label);
        return evidence.tls().stream()
                .map(HostileWorldTest::said)
                .findFirst()
                .or(() -> evidence.exchanges().stream()
                        .filter(made ->
                                made.probe().equals("root") || made.probe().equals("origin"))
                        .reduce((_, later) -> later)
                        .map(HostileWorldTest::said))
                .orElseGet(() -> "open " + evidence.ports().getFirst().service());
    }

    private static String said(TlsObservation seen) {
        var names = seen.completed()
                .map(session -> session.chain().getFirst())
                .map(leaf -> leaf.names().size() + " names of " + leaf.nameCount())
                .orElse("");
        return seen.startedIn().orElse("tls") + " " + seen.outcome() + " " + seen.detail() + names;
    }

    private static String said(Exchange made) {
        var cut = made.answered().filter(HttpAnswer::truncated).map(_ -> "cut ").orElse("");
        return made.outcome() + " " + cut + made.detail();
    }

    @Test
    void nobodyInsideIsReached() {
        assertThat(world.insideVisits()).isZero();
    }

    @Test
    void everySocketIsTheDialers() {
        assertThat(sockets.byDialer()).isGreaterThan(200);
        assertThat(sockets.others()).isEmpty();
    }

    @Test
    void theScanEndsAndNothingFailsOnOurSide() {
        assertThat(scan.reports()).extracting(ScanReport::end).containsOnly(ScanReport.End.COMPLETED);
        assertThat(scan.reports()).flatExtracting(ScanReport::warnings).noneMatch(warning -> warning.detail()
                .contains("on our side"));
    }

    static Stream<String> hosts() {
        return world.hosts().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void takesAndKeepsNoMoreThanItMay(String host) throws Exception {
        assertThat(world.visits(host)).isPositive();
        assertThat(world.mostBytesOfAVisit(host)).isLessThanOrEqualTo(MOST_TAKEN_BYTES);
        var evidence = Objects.requireNonNull(scan.assets().get(host)).evidence();
        assertThat((long) Json.mapper().writeValueAsBytes(evidence).length).isLessThanOrEqualTo(MOST_KEPT_BYTES);
        assertThat(evidence.exchanges()).allMatch(made -> made.elapsedMs() <= LONGEST_MS);
        assertThat(evidence.tls()).allMatch(seen -> seen.elapsedMs() <= LONGEST_MS);
        assertThat(evidence.coverage()).isNotEmpty();
    }

    /// Titles, banners, subjects and names are visible text already in the evidence.
    @Test
    void whatIsShownHasNoControlCharacters() {
        for (var asset : scan.assets().values()) {
            var evidence = asset.evidence();
            var shown = Stream.of(
                            evidence.exchanges().stream()
                                    .flatMap(made -> made.answered().stream())
                                    .map(HttpAnswer::title),
                            evidence.exchanges().stream().map(Exchange::detail),
                            evidence.ports().stream().map(port -> port.banner()),
                            evidence.tls().stream().map(TlsObservation::detail),
                            evidence.tls().stream()
                                    .flatMap(seen -> seen.completed().stream())
                                    .flatMap(session -> session.chain().stream())
                                    .flatMap(leaf -> Stream.concat(
                                            Stream.of(leaf.subject(), leaf.issuer()), leaf.names().stream())))
                    .flatMap(texts -> texts);
            assertThat(shown).as(asset.host().value()).noneMatch(text -> text.chars()
                    .anyMatch(Character::isISOControl));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dns-loop, TIMEOUT",
        "dns-forward, TIMEOUT",
        "dns-garbage, TIMEOUT",
        "dns-counts, TIMEOUT",
        "dns-short, TIMEOUT",
        "dns-tcp-drip, TIMEOUT",
        "dns-tcp-garbage, FORMERR",
    })
    void whatDnsDoesNotSayIsUnknown(String label, String outcome) {
        assertThat(scan.assets()).doesNotContainKey(label + "." + HostileWorld.DOMAIN);
        assertThat(scan.reports())
                .flatExtracting(ScanReport::unresolved)
                .anyMatch(line -> line.startsWith(label + ".hostile.test: " + outcome));
    }

    @ParameterizedTest
    @CsvSource({
        "dns-wrong-ids, 203.0.113.250, ''",
        "dns-other-question, 203.0.113.250, ''",
        "dns-alias-inside, 127.0.0.1, loopback",
        "inside, 127.0.0.1, loopback",
        "inside, 10.0.0.1, private",
        "inside, 169.254.169.254, link-local",
        "inside, ::1, loopback",
        "inside, 64:ff9b::7f00:1, loopback",
        "inside, fd00::1, private",
        "dns-many, 10.0.0.1, private",
        "dns-tcp-huge, 127.1.0.0, loopback",
    })
    void whatDnsSaysIsJudged(String label, String address, String rule) {
        assertThat(evidence(label).addresses())
                .filteredOn(seen -> seen.address().equals(address))
                .isNotEmpty()
                .extracting(AddressObservation::blockedBy)
                .containsOnly(rule);
    }

    @Test
    void aliasesInCirclesEnd() {
        for (var label : List.of("dns-alias-loop", "dns-alias-long")) {
            assertThat(evidence(label).addresses()).as(label).isEmpty();
            assertThat(evidence(label).dns())
                    .allMatch(lookup -> lookup.cnameChain().size() <= 16);
        }
    }
}
