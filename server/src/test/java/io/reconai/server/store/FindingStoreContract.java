package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.Asset;
import io.reconai.engine.Judge;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Reliance;
import io.reconai.server.findings.FindingChange;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.findings.FindingRow;
import io.reconai.server.findings.FindingState;
import io.reconai.server.findings.ListedFinding;
import io.reconai.server.findings.Triage;
import io.reconai.server.http.PageRequest;
import io.reconai.server.store.FindingStore.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a finding from scan to scan, and by people's hands.
public abstract class FindingStoreContract extends Contract {

    private static final Judge JUDGE = ScanEngine.judge();
    private static final DomainName DOMAIN = new DomainName("acme.example");
    private static final FindingChange.Author ANA = FindingChange.Author.user("u_ana", "ana@acme.example");
    private static final String HSTS = "http.hsts.missing";
    protected static final PageRequest PAGE =
            new PageRequest(1, 100, List.of(new PageRequest.Criterion("severity", true)));

    /// @param seen `bare` without the field, `hsts` with it, or an outcome of the request
    protected static Asset asset(String seen) {
        var answers = seen.equals("bare") || seen.equals("hsts");
        List<Header> headers = new ArrayList<>(List.of(new Header("Content-Type", "text/html")));
        if (seen.equals("hsts")) {
            headers.add(new Header("Strict-Transport-Security", "max-age=63072000; includeSubDomains"));
        }
        var made = new Exchange(
                "root",
                "GET",
                "https://www.acme.example/",
                "203.0.113.7",
                0,
                0,
                List.of(),
                answers ? ExchangeOutcome.ANSWERED : ExchangeOutcome.valueOf(seen),
                "",
                true,
                answers ? new HttpAnswer(200, "http/1.1", headers, "<html></html>", 13, false, "", "") : null,
                NOW,
                1);
        return JUDGE.judge(
                Evidence.builder("scan", ScanMode.ACTIVE, Host.of(new DomainName("www.acme.example"), DOMAIN), NOW)
                        .addresses(List.of(new AddressObservation("203.0.113.7", "", "", null)))
                        .exchanges(List.of(made))
                        .build());
    }

    protected AssetStore assets() {
        return ports.assets();
    }

    protected FindingStore findings() {
        return ports.findings();
    }

    protected AssetStore.Kept scan(int number, String seen) {
        return assets().keep(OURS, "scn_" + number, asset(seen), at(number));
    }

    private static Instant at(int day) {
        return day(day);
    }

    protected FindingRow hsts() {
        return findings().list(OURS, FindingFilter.all(), PAGE, NOW).items().stream()
                .filter(row -> row.type().equals(HSTS))
                .findFirst()
                .orElseThrow();
    }

    private Outcome triage(FindingState state, @Nullable Instant until) {
        return findings()
                .triage(OURS, hsts().findingId(), new Triage(state, "known for years", until, null, null), ANA, at(9));
    }

    @Test
    void aListIsWrittenAsItsRowsWouldBe() {
        scan(1, "bare");
        triage(FindingState.ACCEPTED, day(100));
        var rows = findings().list(OURS, FindingFilter.all(), PAGE, NOW);
        var written = findings().written(OURS, FindingFilter.all(), PAGE, NOW);
        assertThat(written.map(ListedFinding::row)).isEqualTo(rows);
        assertThat(written.items().getFirst())
                .isEqualTo(ListedFinding.of(rows.items().getFirst()));
        assertThat(rows.items()).extracting(FindingRow::state).contains(FindingState.ACCEPTED);
    }

    @Test
    void aFindingKeepsItsIdAndItsFirstTime() {
        var kept = scan(1, "bare");
        var first = hsts();
        assertThat(kept.newFindings()).contains(first.findingId());
        var again = scan(2, "bare");
        assertThat(again.newFindings()).isEmpty();
        assertThat(hsts().findingId()).isEqualTo(first.findingId());
        assertThat(hsts().firstSeenAt()).isEqualTo(at(1));
        assertThat(hsts().lastSeenAt()).isEqualTo(at(2));
        assertThat(hsts().firstScanId()).isEqualTo("scn_1");
        assertThat(hsts().lastScanId()).isEqualTo("scn_2");
        assertThat(findings().changesOf(OURS, "scn_1").added())
                .isEqualTo(kept.newFindings().size());
        assertThat(findings().changesOf(OURS, "scn_2").added()).isZero();
    }

    /// An alias to a service that does not have the name, as two resolvers say.
    private static Asset claimable() {
        var target = "acme-files.azureedge.net";
        var alias = lookup("files.acme.example", "192.0.2.53:53", List.of(target));
        var again = lookup(target, "192.0.2.54:53", List.of());
        return JUDGE.judge(
                Evidence.builder("scan", ScanMode.ACTIVE, Host.of(new DomainName("files.acme.example"), DOMAIN), NOW)
                        .dns(List.of(alias))
                        .reliance(
                                new Reliance(List.of(again), List.of(), null, List.of(), List.of()),
                                new Coverage("reliance", Coverage.Result.OK, ""))
                        .build());
    }

    private static DnsLookup lookup(String name, String server, List<String> chain) {
        return new DnsLookup(
                name, "A", server, "udp", DnsOutcome.NXDOMAIN, false, true, true, chain, List.of(), List.of(), 1);
    }

    @Test
    void twoLooksMakeATakeoverCertain() {
        assets().keep(OURS, "scn_1", claimable(), at(1));
        assertThat(confidence("takeover.cname")).isEqualTo("firm");
        assets().keep(OURS, "scn_2", claimable(), at(2));
        assertThat(confidence("takeover.cname")).isEqualTo("certain");
    }

    private String confidence(String check) {
        return findings().list(OURS, FindingFilter.all(), PAGE, NOW).items().stream()
                .filter(row -> row.type().equals(check))
                .map(FindingRow::confidence)
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource({"hsts,FIXED", "bare,OPEN", "TIMED_OUT,OPEN", "FAILED,OPEN", "BLOCKED,OPEN"})
    void onlyAnAnswerFixes(String seen, FindingState expected) {
        scan(1, "bare");
        var kept = scan(2, seen);
        assertThat(hsts().state()).isEqualTo(expected);
        assertThat(hsts().fixedAt()).isEqualTo(expected == FindingState.FIXED ? at(2) : null);
        assertThat(kept.fixedFindings() > 0).isEqualTo(expected == FindingState.FIXED);
    }

    @Test
    void silenceInBetweenDoesNotHideThatItIsGone() {
        scan(1, "bare");
        scan(2, "TIMED_OUT");
        scan(3, "hsts");
        assertThat(hsts().state()).isEqualTo(FindingState.FIXED);
    }

    @Test
    void whatComesBackIsOpenAgain() {
        scan(1, "bare");
        scan(2, "hsts");
        scan(3, "bare");
        assertThat(hsts().state()).isEqualTo(FindingState.OPEN);
        assertThat(hsts().reopenedCount()).isEqualTo(1);
        assertThat(hsts().fixedAt()).isNull();
        assertThat(findings().history(OURS, hsts().findingId(), PAGE).items())
                .extracting(FindingChange::to)
                .containsExactly(FindingState.OPEN, FindingState.FIXED, FindingState.OPEN);
    }

    @Test
    void theSameCallAgainChangesNothing() {
        scan(1, "bare");
        scan(2, "hsts");
        scan(2, "hsts");
        assertThat(findings().history(OURS, hsts().findingId(), PAGE).total()).isEqualTo(2);
        assertThat(findings().changesOf(OURS, "scn_2").fixed()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "ACKNOWLEDGED,bare,ACKNOWLEDGED",
        "FALSE_POSITIVE,bare,FALSE_POSITIVE",
        "ACCEPTED,bare,ACCEPTED",
        "FIXED,bare,OPEN",
        "ACKNOWLEDGED,hsts,FIXED",
        "ACCEPTED,hsts,FIXED",
        "FALSE_POSITIVE,hsts,FALSE_POSITIVE"
    })
    void whatPeopleSaidOutlivesTheNextScan(FindingState said, String seen, FindingState expected) {
        scan(1, "bare");
        assertThat(triage(said, null)).isEqualTo(Outcome.CHANGED);
        scan(10, seen);
        assertThat(hsts().state()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "FALSE_POSITIVE,ACCEPTED",
        "FALSE_POSITIVE,FIXED",
        "ACCEPTED,ACKNOWLEDGED",
        "FIXED,ACKNOWLEDGED",
        "FIXED,FALSE_POSITIVE"
    })
    void someChangesAreNotAllowed(FindingState from, FindingState to) {
        scan(1, "bare");
        triage(from, null);
        assertThat(triage(to, null)).isEqualTo(Outcome.FORBIDDEN);
        assertThat(hsts().state()).isEqualTo(from);
    }

    @Test
    void theSameStateAgainIsNoChange() {
        scan(1, "bare");
        triage(FindingState.ACCEPTED, null);
        assertThat(triage(FindingState.ACCEPTED, null)).isEqualTo(Outcome.UNCHANGED);
        assertThat(findings().history(OURS, hsts().findingId(), PAGE).total()).isEqualTo(2);
    }

    @Test
    void whatWasAcceptedForATimeIsOpenAfterIt() {
        scan(1, "bare");
        triage(FindingState.ACCEPTED, at(20));
        var id = hsts().findingId();
        assertThat(findings().list(OURS, FindingFilter.all(), PAGE, at(19)).items())
                .filteredOn(row -> row.findingId().equals(id))
                .extracting(FindingRow::state)
                .containsExactly(FindingState.ACCEPTED);
        assertThat(findings().list(OURS, FindingFilter.all(), PAGE, at(20)).items())
                .filteredOn(row -> row.findingId().equals(id))
                .extracting(FindingRow::state)
                .containsExactly(FindingState.OPEN);
    }

    @Test
    void listsOfAssetsCountWhatIsOpen() {
        var before = scan(1, "bare").row();
        triage(FindingState.FALSE_POSITIVE, null);
        var after = assets().find(OURS, before.assetId()).orElseThrow();
        assertThat(after.row().openFindings()).isEqualTo(before.openFindings() - 1);
        assertThat(after.findingStates()).containsEntry(hsts().findingId(), "false_positive");
        assertThat(scan(2, "bare").row().openFindings()).isEqualTo(before.openFindings() - 1);
    }

    @Test
    void theSummaryCountsEachOnce() {
        var row = scan(1, "bare").row();
        triage(FindingState.ACCEPTED, null);
        var summary = findings().summary(OURS, at(10));
        assertThat(summary.open()).isEqualTo(row.openFindings() - 1L);
        assertThat(summary.byType().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(summary.open());
        assertThat(summary.byAge()).containsEntry("8-30", summary.open()).containsEntry("0-7", 0L);
        assertThat(summary.byState()).containsEntry("accepted", 1L);
        assertThat(summary.meanDaysToFix()).isNull();
        scan(12, "hsts");
        assertThat(findings().summary(OURS, at(12)).meanDaysToFix()).isEqualTo(11.0);
    }

    @Test
    void nobodySeesAnothersFindings() {
        scan(1, "bare");
        var id = hsts().findingId();
        assertThat(findings().find(THEIRS, id)).isEmpty();
        assertThat(findings().list(THEIRS, FindingFilter.all(), PAGE, NOW).total())
                .isZero();
        assertThat(findings().triage(THEIRS, id, new Triage(FindingState.FIXED, null, null, null, null), ANA, NOW))
                .isEqualTo(Outcome.MISSING);
        assertThat(findings().history(THEIRS, id, PAGE).total()).isZero();
    }

    @Test
    void ofManyWhoTriageAtOnceOneAfterAnotherIsCounted() throws Exception {
        var before = scan(1, "bare").row();
        var ids = findings().list(OURS, FindingFilter.all(), PAGE, NOW).items().stream()
                .map(FindingRow::findingId)
                .toList();
        var outcomes = atOnce(
                ids.size() * 4,
                i -> () -> findings()
                        .triage(
                                OURS,
                                ids.get(i % ids.size()),
                                new Triage(FindingState.FALSE_POSITIVE, "seen", null, null, null),
                                ANA,
                                at(2)));
        assertThat(outcomes).filteredOn(Outcome.CHANGED::equals).hasSize(ids.size());
        var after = assets().find(OURS, before.assetId()).orElseThrow().row();
        assertThat(after.openFindings()).isZero();
        assertThat(findings().history(OURS, ids.getFirst(), PAGE).total()).isEqualTo(2);
    }

    @Test
    void twoScansOfAHostAtOnceRecordItOnce() throws Exception {
        var kept = atOnce(8, i -> () -> assets().keep(OURS, "scn_" + i, asset("bare"), at(1)));
        assertThat(kept).filteredOn(AssetStore.Kept::isNew).hasSize(1);
        var total = findings().list(OURS, FindingFilter.all(), PAGE, NOW).total();
        assertThat(kept.stream().mapToInt(one -> one.newFindings().size()).sum())
                .isEqualTo((int) total);
        assertThat(findings().history(OURS, hsts().findingId(), PAGE).total()).isEqualTo(1);
        var row = assets().find(OURS, kept.getFirst().row().assetId())
                .orElseThrow()
                .row();
        assertThat(row.openFindings()).isEqualTo((int) total);
    }

    @Test
    void exportsTheWorstFirst() {
        scan(1, "bare");
        var exported = new ArrayList<FindingRow>();
        findings().forEach(OURS, FindingFilter.all(), exported::add);
        assertThat(exported).extracting(FindingRow::severity).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(exported).hasSize((int)
                findings().list(OURS, FindingFilter.all(), PAGE, NOW).total());
    }
}
