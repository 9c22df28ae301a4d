package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.server.alerts.Alert;
import io.reconai.server.alerts.AlertChannel;
import io.reconai.server.alerts.AlertEvent;
import io.reconai.server.alerts.AlertFilter;
import io.reconai.server.alerts.AlertRule;
import io.reconai.server.alerts.Alerts;
import io.reconai.server.alerts.ChannelConfig;
import io.reconai.server.alerts.ChannelType;
import io.reconai.server.alerts.Delivery;
import io.reconai.server.alerts.Delivery.Status;
import io.reconai.server.alerts.Notice;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.ProofMethod;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecord;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.DeliveryStore.Claimed;
import io.reconai.server.store.DeliveryStore.Group;
import io.reconai.server.store.ScanNewsStore.AssetNews;
import io.reconai.server.store.ScanNewsStore.Change;
import io.reconai.server.store.ScanNewsStore.Earlier;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Alerts, channels, rules, notices and deliveries.
public abstract class AlertStoreContract extends Contract {

    private static final PageRequest PAGE = new PageRequest(1, 50, List.of());
    private static final AlertFilter ALL = new AlertFilter(Optional.empty(), List.of(), List.of(), Optional.empty());
    private static final Group GROUP = new Group(OURS, "rul_1", "chn_1");

    private static Notice notice(String id, String alertId, Instant due) {
        return new Notice(id, alertId, "rul_1", "chn_1", due);
    }

    private static AlertChannel channel(String id) {
        return new AlertChannel(
                id,
                "hook",
                ChannelType.WEBHOOK,
                true,
                new ChannelConfig(List.of(), URI.create("https://example.com/x"), false, "0123456789abcdef", List.of()),
                NOW,
                NOW,
                null);
    }

    private static AlertRule rule(String id) {
        return new AlertRule(
                id,
                "all",
                true,
                List.of(AlertEvent.FINDING_NEW),
                Severity.LOW,
                List.of("acme.test"),
                List.of("prod"),
                List.of("chn_1"),
                null,
                60,
                null,
                NOW);
    }

    private List<String> listed(Workspace workspace, String uid, AlertFilter filter) {
        return ports.alerts().list(workspace, uid, filter, PAGE).page().items().stream()
                .map(one -> one.alert().alertId())
                .toList();
    }

    @Test
    void addsEachAlertOnceWithItsNotices() throws Exception {
        var alert = Alerts.of("alr_1", AlertEvent.FINDING_NEW, Severity.HIGH, NOW);
        var added =
                atOnce(10, _ -> () -> ports.alerts().add(OURS, List.of(alert), List.of(notice("ntc_1", "alr_1", NOW))));
        assertThat(added).filteredOn(ids -> ids.equals(Set.of("alr_1"))).hasSize(1);
        assertThat(ports.deliveries().waiting(GROUP, NOW, 10)).containsExactly(notice("ntc_1", "alr_1", NOW));
        // A rule that was made since is not told of what was there before.
        ports.alerts().add(OURS, List.of(alert), List.of(notice("ntc_2", "alr_1", NOW)));
        assertThat(ports.deliveries().waiting(GROUP, NOW, 10)).hasSize(1);
        assertThat(ports.alerts().read(OURS, List.of("alr_1", "alr_9"))).containsExactly(alert);
        assertThat(ports.alerts().read(THEIRS, List.of("alr_1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, alr_3 alr_2 alr_1",
                "false, -, -, -, alr_3 alr_1",
                "true, -, -, -, alr_2",
                "-, finding.new, -, -, alr_1",
                "-, -, high, -, alr_2 alr_1",
                "-, -, -, 1, alr_3 alr_2",
                "false, scan.completed, info, 1, alr_3"
            })
    void listsWhatIsWanted(
            @Nullable Boolean read,
            @Nullable String event,
            @Nullable String severity,
            @Nullable Integer after,
            String expected) {
        ports.alerts()
                .add(
                        OURS,
                        List.of(
                                Alerts.of("alr_1", AlertEvent.FINDING_NEW, Severity.HIGH, NOW),
                                Alerts.of("alr_2", AlertEvent.ASSET_HIGH_RISK, Severity.HIGH, day(1)),
                                Alerts.of("alr_3", AlertEvent.SCAN_COMPLETED, Severity.INFO, day(2))),
                        List.of());
        ports.alerts().add(THEIRS, List.of(Alerts.of("alr_t", AlertEvent.FINDING_NEW, Severity.HIGH, NOW)), List.of());
        ports.alerts().markRead(OURS, "u_ours", List.of("alr_2", "alr_t"));
        var filter = new AlertFilter(
                Optional.ofNullable(read),
                event == null ? List.of() : List.of(AlertEvent.of(event)),
                severity == null ? List.of() : List.of(Severity.valueOf(severity.toUpperCase(Locale.ROOT))),
                Optional.ofNullable(after).map(Contract::day));
        assertThat(String.join(" ", listed(OURS, "u_ours", filter))).isEqualTo(expected);
        assertThat(ports.alerts().list(OURS, "u_ours", filter, PAGE).unread()).isEqualTo(2);
    }

    @Test
    void marksAreEachPersonsOwn() {
        ports.alerts().add(OURS, List.of(Alerts.of("alr_1", AlertEvent.FINDING_NEW, Severity.HIGH, NOW)), List.of());
        ports.alerts().add(THEIRS, List.of(Alerts.of("alr_t", AlertEvent.FINDING_NEW, Severity.HIGH, NOW)), List.of());
        ports.alerts().markAllRead(OURS, "u_ours");
        ports.alerts().markAllRead(OURS, "u_ours");
        assertThat(ports.alerts().list(OURS, "u_ours", ALL, PAGE).unread()).isZero();
        assertThat(ports.alerts().list(OURS, "u_other", ALL, PAGE).unread()).isEqualTo(1);
        assertThat(ports.alerts().list(THEIRS, "u_ours", ALL, PAGE).unread()).isEqualTo(1);
        ports.alerts().sweep(day(1));
        assertThat(listed(OURS, "u_other", ALL)).isEmpty();
    }

    @Test
    void keepsChannelsAndRules() throws Exception {
        ports.alertSetup().begin(OURS, List.of(channel("chn_0")), List.of(rule("rul_0")));
        ports.alertSetup().begin(OURS, List.of(channel("chn_x")), List.of(rule("rul_x")));
        assertThat(ports.alertSetup().hasBegun(OURS)).isTrue();
        assertThat(ports.alertSetup().hasBegun(THEIRS)).isFalse();
        ports.alertSetup().add(OURS, channel("chn_1"));
        ports.alertSetup().add(OURS, rule("rul_1"));
        assertThat(ports.alertSetup().channels(OURS)).containsExactly(channel("chn_0"), channel("chn_1"));
        assertThat(ports.alertSetup().rules(OURS)).containsExactly(rule("rul_0"), rule("rul_1"));
        assertThat(ports.alertSetup().channel(THEIRS, "chn_1")).isEmpty();
        assertThat(ports.alertSetup().rule(THEIRS, "rul_1")).isEmpty();
        assertThat(ports.alertSetup().locate("chn_1"))
                .hasValueSatisfying(
                        located -> assertThat(located.workspace().id()).isEqualTo("u_ours"));
        atOnce(8, i -> () -> ports.alertSetup().change(OURS, "chn_1", before -> renamed(before, before.name() + i)));
        assertThat(ports.alertSetup().channel(OURS, "chn_1").orElseThrow().name())
                .hasSize("hook".length() + 8);
        assertThat(ports.alertSetup().change(THEIRS, "chn_1", before -> before)).isEmpty();
        assertThat(ports.alertSetup().save(THEIRS, rule("rul_1"))).isFalse();
        assertThat(ports.alertSetup().removeRule(THEIRS, "rul_1")).isFalse();
        assertThat(ports.alertSetup().removeChannel(THEIRS, "chn_1")).isFalse();
        assertThat(ports.alertSetup().removeRule(OURS, "rul_1")).isTrue();
        assertThat(ports.alertSetup().removeChannel(OURS, "chn_1")).isTrue();
        assertThat(ports.alertSetup().channels(OURS)).hasSize(1);
        ports.workspaces().remove(OURS);
        assertThat(ports.alertSetup().channels(OURS)).isEmpty();
        assertThat(ports.alertSetup().hasBegun(OURS)).isFalse();
    }

    private static AlertChannel renamed(AlertChannel before, String name) {
        return new AlertChannel(
                before.channelId(),
                name,
                before.type(),
                before.enabled(),
                before.config(),
                before.createdAt(),
                before.enabledAt(),
                before.problem());
    }

    private void waiting(int many) {
        var alerts = new ArrayList<Alert>();
        var notices = new ArrayList<Notice>();
        for (var i = 0; i < many; i++) {
            alerts.add(Alerts.of("alr_" + i, AlertEvent.FINDING_NEW, Severity.HIGH, NOW));
            notices.add(notice("ntc_" + i, "alr_" + i, day(i)));
        }
        ports.alerts().add(OURS, alerts, notices);
    }

    private static Delivery delivery(String id) {
        return Alerts.delivery(id, "chn_1", "rul_1", List.of(), day(5));
    }

    @Test
    void eachNoticeBecomesPartOfOneDelivery() throws Exception {
        waiting(3);
        assertThat(ports.deliveries().due(day(-1), 10)).isEmpty();
        assertThat(ports.deliveries().due(NOW, 10)).singleElement().satisfies(group -> {
            assertThat(group.workspace().id()).isEqualTo("u_ours");
            assertThat(group.channelId()).isEqualTo("chn_1");
        });
        assertThat(ports.deliveries().waiting(GROUP, day(1), 10))
                .extracting(Notice::noticeId)
                .containsExactly("ntc_0", "ntc_1");
        ports.deliveries().postpone(GROUP, NOW, day(2));
        assertThat(ports.deliveries().waiting(GROUP, day(1), 10))
                .extracting(Notice::noticeId)
                .containsExactly("ntc_1");
        atOnce(8, i -> () -> {
            ports.deliveries().compose(OURS, delivery("dlv_" + i), List.of("ntc_0", "ntc_1"));
            return i;
        });
        assertThat(ports.deliveries().waiting(GROUP, day(9), 10))
                .extracting(Notice::noticeId)
                .containsExactly("ntc_2");
        var told = new ArrayList<String>();
        ports.deliveries()
                .list(OURS, "chn_1", Optional.empty(), 0, 50)
                .deliveries()
                .items()
                .forEach(one -> told.addAll(one.alertIds()));
        assertThat(told).containsExactlyInAnyOrder("alr_0", "alr_1");
        assertThat(ports.deliveries().lastMade(GROUP)).contains(day(5));
        ports.deliveries().finishComposing(day(9));
        ports.deliveries().drop(GROUP, day(9));
        assertThat(ports.deliveries().due(day(9), 10)).isEmpty();
    }

    @Test
    void aDeliveryIsCarriedOutByOne() throws Exception {
        waiting(1);
        ports.deliveries().compose(OURS, delivery("dlv_1"), List.of("ntc_0"));
        assertThat(ports.deliveries().claim(day(4), day(5))).isEmpty();
        var claims = atOnce(10, _ -> () -> ports.deliveries().claim(day(5), day(6)));
        assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
        var first = claims.stream().flatMap(Optional::stream).findFirst().orElseThrow();
        assertThat(first.delivery().tries()).isEqualTo(1);
        assertThat(first.workspace().id()).isEqualTo("u_ours");
        // Its lease runs out and another takes over: what the first says counts no more.
        var second =
                ports.deliveries().claim(day(6), day(7)).map(Claimed::delivery).orElseThrow();
        assertThat(second.lease()).isGreaterThan(first.delivery().lease());
        assertThat(ports.deliveries().save(OURS, ended(first.delivery(), Status.FAILED, day(6))))
                .isFalse();
        assertThat(ports.deliveries().save(THEIRS, ended(second, Status.DELIVERED, day(6))))
                .isFalse();
        assertThat(ports.deliveries().save(OURS, ended(second, Status.DELIVERED, day(6))))
                .isTrue();
        assertThat(ports.deliveries().save(OURS, ended(second, Status.FAILED, day(7))))
                .isFalse();
        assertThat(ports.deliveries().claim(day(9), day(10))).isEmpty();
        assertThat(ports.deliveries().lastEnds(OURS, "chn_1", NOW, 20)).containsExactly(Status.DELIVERED);
        assertThat(ports.deliveries().lastEnds(OURS, "chn_1", day(7), 20)).isEmpty();
        assertThat(ports.deliveries().again(THEIRS, "chn_1", "dlv_1", day(9))).isFalse();
        assertThat(ports.deliveries().again(OURS, "chn_1", "dlv_1", day(9))).isTrue();
        assertThat(ports.deliveries().again(OURS, "chn_1", "dlv_1", day(9))).isFalse();
        var third =
                ports.deliveries().claim(day(9), day(10)).map(Claimed::delivery).orElseThrow();
        assertThat(third.deliveryId()).isEqualTo("dlv_1");
        assertThat(third.tries()).isEqualTo(1);
        assertThat(third.lease()).isGreaterThan(second.lease());
        ports.deliveries().sweep(day(30));
        assertThat(ports.deliveries().find(OURS, "chn_1", "dlv_1"))
                .as("what is still to be done is kept")
                .isPresent();
        ports.deliveries().save(OURS, ended(third, Status.FAILED, day(9)));
        ports.deliveries().sweep(day(30));
        assertThat(ports.deliveries().find(OURS, "chn_1", "dlv_1")).isEmpty();
    }

    private static Delivery ended(Delivery delivery, Status status, Instant at) {
        return Alerts.ended(delivery, status, at);
    }

    @Test
    void theLogIsReadInParts() {
        for (var i = 0; i < 5; i++) {
            ports.deliveries()
                    .add(
                            OURS,
                            ended(
                                    Alerts.delivery("dlv_" + i, "chn_1", null, List.of(), day(i)),
                                    Status.DELIVERED,
                                    day(i)));
        }
        var first = ports.deliveries().list(OURS, "chn_1", Optional.empty(), 0, 2);
        assertThat(first.deliveries().items()).extracting(Delivery::deliveryId).containsExactly("dlv_4", "dlv_3");
        assertThat(first.deliveries().total()).isEqualTo(5);
        var second = ports.deliveries().list(OURS, "chn_1", first.cursor(), 0, 3);
        assertThat(second.deliveries().items())
                .extracting(Delivery::deliveryId)
                .containsExactly("dlv_2", "dlv_1", "dlv_0");
        assertThat(second.cursor()).isEmpty();
        assertThat(ports.deliveries()
                        .list(THEIRS, "chn_1", Optional.empty(), 0, 9)
                        .deliveries()
                        .total())
                .isZero();
        assertThat(ports.deliveries().lastEnds(OURS, "chn_1", NOW, 20))
                .as("tests do not count")
                .isEmpty();
    }

    private ScanRecord scan(String id, int day, String... checks) {
        var scan = ScanRecords.asked(id, OURS, "acme.test", day(day));
        ports.scans().add(OURS, scan);
        ports.assets()
                .keep(OURS, id, Looks.of("www.acme.test", "acme.test", 20 + 30 * day, List.of(443), checks), day(day));
        return scan;
    }

    private List<AssetNews> assets(String scanId) {
        var news = new ArrayList<AssetNews>();
        ports.scanNews().forEachAsset(OURS, scanId, news::add);
        return news;
    }

    @Test
    void aScansNewsAreThereFromItsLastWordOnUntilTheyAreTold() throws Exception {
        var scan = scan("scn_1", 1, "tls.cert.expired");
        assertThat(ports.scanNews().claim(day(9), day(10))).isEmpty();
        ports.scans().save(ScanRecords.finished(scan, day(1)));
        var claims = atOnce(10, _ -> () -> ports.scanNews().claim(day(1), day(2)));
        assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(ports.scanNews().claim(day(2), day(3)))
                .as("who claimed it died")
                .hasValueSatisfying(
                        ended -> assertThat(ended.scan().view().scanId()).isEqualTo("scn_1"));
        ports.scanNews().told(scan);
        assertThat(ports.scanNews().claim(day(9), day(10))).isEmpty();
    }

    @Test
    void newsAreWhatTheScanChanged() {
        scan("scn_1", 1, "tls.cert.expired");
        scan("scn_2", 2, "tls.cert.expired", "http.hsts.missing");
        assertThat(ports.scanNews().findings(OURS, "scn_1", 10))
                .singleElement()
                .satisfies(news -> assertThat(news.change()).isEqualTo(Change.NEW));
        assertThat(ports.scanNews().findings(OURS, "scn_2", 10))
                .singleElement()
                .satisfies(news -> assertThat(news.row().type()).isEqualTo("http.hsts.missing"));
        assertThat(ports.scanNews().findings(THEIRS, "scn_2", 10)).isEmpty();
        assertThat(assets("scn_1")).singleElement().satisfies(news -> assertThat(news.earlier())
                .isNull());
        assertThat(assets("scn_2")).singleElement().satisfies(news -> {
            assertThat(news.row().riskLevel()).isEqualTo(RiskLevel.HIGH);
            assertThat(news.earlier()).isEqualTo(new Earlier("scn_1", RiskLevel.MEDIUM, List.of(443)));
        });
    }

    @Test
    void saysWhatAScanDidNotFindAnyMore() {
        scan("scn_1", 1);
        var domain = new DomainName("acme.test");
        ports.assets().markStale(OURS, domain, "scn_2", Set.of());
        ports.assets().markStale(OURS, domain, "scn_3", Set.of());
        assertThat(ports.scanNews().gone(OURS, "scn_2", 10)).hasSize(1);
        assertThat(ports.scanNews().gone(OURS, "scn_3", 10))
                .as("it was gone already")
                .isEmpty();
        assertThat(ports.scanNews().gone(THEIRS, "scn_2", 10)).isEmpty();
        scan("scn_4", 2);
        assertThat(ports.scanNews().gone(OURS, "scn_2", 10)).as("it is back").isEmpty();
    }

    @Test
    void watchesWorkspacesInParts() {
        assertThat(ports.alertWatch().workspaces("", 1))
                .extracting(Workspace::id)
                .containsExactly("u_ours");
        assertThat(ports.alertWatch().workspaces("u_ours", 9))
                .extracting(Workspace::id)
                .containsExactly("u_theirs");
    }

    private void shows(Workspace workspace, String name, Instant end) {
        ports.assets().keep(workspace, "scn_1", Looks.withCertificate(name + ".acme.test", end), NOW);
    }

    /// Read two at a time.
    private List<String> ending(int from, int until) {
        var names = new ArrayList<String>();
        var part = ports.alertWatch().endingCertificates(OURS, day(from), day(until), "", 2);
        while (!part.isEmpty()) {
            part.forEach(row -> names.add(row.assetValue()));
            part = ports.alertWatch()
                    .endingCertificates(
                            OURS, day(from), day(until), part.getLast().assetId(), 2);
        }
        return names;
    }

    @Test
    void tellsWhichCertificatesEndBetweenTwoTimes() {
        scan("scn_0", 1);
        shows(OURS, "soon", day(7));
        shows(OURS, "sooner", day(3));
        shows(OURS, "later", day(31));
        shows(OURS, "over", day(-1));
        shows(OURS, "now", day(0));
        shows(OURS, "month", day(30));
        shows(THEIRS, "theirs", day(7));
        assertThat(ending(0, 30)).containsExactlyInAnyOrder("soon.acme.test", "sooner.acme.test", "month.acme.test");
        assertThat(ending(3, 7)).containsExactly("soon.acme.test");
        shows(OURS, "soon", day(90));
        assertThat(ending(0, 30)).as("it was renewed").doesNotContain("soon.acme.test");
        ports.assets().markStale(OURS, new DomainName("acme.test"), "scn_2", Set.of());
        assertThat(ending(0, 30)).as("nobody saw these any more").isEmpty();
    }

    @Test
    void aLostProofIsThereUntilItIsTold() {
        ports.domains().add(OURS, new Domain("dom_1", new DomainName("acme.test"), "challenge", NOW, null, null, null));
        ports.ownership().shown(OURS, "dom_1", ProofMethod.DNS_TXT, NOW, day(1));
        ports.ownership().failed(OURS, "dom_1", day(1), day(2));
        assertThat(ports.alertWatch().lostProofs(9)).isEmpty();
        ports.ownership().takeAway(OURS, "dom_1", day(2));
        var lost = ports.alertWatch().lostProofs(9);
        assertThat(lost).singleElement().satisfies(one -> {
            assertThat(one.workspace().id()).isEqualTo("u_ours");
            assertThat(one.domain().value()).isEqualTo("acme.test");
            assertThat(one.at()).isEqualTo(day(2));
        });
        ports.alertWatch().told(lost.getFirst());
        assertThat(ports.alertWatch().lostProofs(9)).isEmpty();
    }
}
