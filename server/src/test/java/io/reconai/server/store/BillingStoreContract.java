package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.billing.BillingEvent;
import io.reconai.server.billing.Cycle;
import io.reconai.server.billing.Standing;
import io.reconai.server.billing.SubscriptionRecord;
import io.reconai.server.billing.SubscriptionSnapshot;
import io.reconai.server.billing.SubscriptionStatus;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.BillingStore.Bought;
import io.reconai.server.store.BillingStore.Change;
import io.reconai.server.store.BillingStore.Event;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each event once, and with it all that follows.
public abstract class BillingStoreContract extends Contract {

    private static final Workspace GONE = Workspace.ofRecord("wsp_gone");
    private static final PageRequest FIRST = new PageRequest(1, 20, List.of());

    private BillingStore billing;

    @BeforeEach
    final void take() {
        billing = ports.billing();
    }

    private static UnaryOperator<Standing> bought(Plan plan, Instant until) {
        var snapshot = new SubscriptionSnapshot(NOW, 1, "evt", "cus_1", plan, SubscriptionStatus.ACTIVE, until, null);
        var record = new SubscriptionRecord("sub_1", snapshot, Map.of(plan, until), null, NOW, List.of());
        return known -> new Standing(List.of(record), known.cycle());
    }

    private static UnaryOperator<Standing> owing(Plan plan, Instant since) {
        var snapshot = new SubscriptionSnapshot(NOW, 1, "evt", "cus_1", plan, SubscriptionStatus.ACTIVE, day(60), null);
        var record = new SubscriptionRecord("sub_1", snapshot, Map.of(), null, NOW, List.of(since));
        return known -> new Standing(List.of(record), known.cycle());
    }

    private static Event event(String id, Instant at) {
        return new Event(id, at, "cus_1", Optional.empty());
    }

    private static Event payment(String id, Instant at) {
        return new Event(
                id,
                at,
                null,
                Optional.of(new BillingEvent(
                        "evt_of_" + id, "payment_succeeded", 9_900, "usd", "Pro", "succeeded", null, at)));
    }

    @Test
    void nothingIsKnownBeforeAnythingWasBought() {
        assertThat(billing.find(OURS)).isEqualTo(new BillingStore.Billing(null, Standing.NONE));
        assertThat(billing.find(GONE)).isEqualTo(new BillingStore.Billing(null, Standing.NONE));
        assertThat(billing.named("u_ours").map(Workspace::id)).contains("u_ours");
        assertThat(billing.named("wsp_gone")).isEmpty();
        assertThat(billing.ofCustomer("cus_1")).isEmpty();
        assertThat(billing.history(OURS, FIRST).total()).isZero();
    }

    @Test
    void theFirstCustomerStays() throws Exception {
        var linked = atOnce(20, i -> () -> billing.link(OURS, "cus_" + i));
        assertThat(linked).containsOnly(linked.getFirst());
        assertThat(billing.link(OURS, "cus_other")).isEqualTo(linked.getFirst());
        assertThat(billing.ofCustomer(linked.getFirst()).map(Workspace::id)).contains("u_ours");
        assertThat(billing.find(THEIRS).customerId()).isNull();
    }

    @Test
    void anEventIsTakenOnceWithAllThatFollows() {
        var change = billing.take(OURS, event("evt_1", NOW), bought(Plan.PRO, day(30)), NOW);
        assertThat(change.map(Change::before)).contains(new Bought("free", "active"));
        assertThat(change.map(Change::after)).contains(new Bought("pro", "active"));
        assertThat(ports.workspaces().plan(OURS)).contains(Plan.PRO);
        assertThat(billing.find(OURS).customerId()).isEqualTo("cus_1");
        assertThat(billing.take(OURS, event("evt_1", NOW), bought(Plan.ENTERPRISE, day(30)), NOW))
                .isEmpty();
        assertThat(ports.workspaces().plan(OURS)).contains(Plan.PRO);
        assertThat(ports.workspaces().plan(THEIRS)).contains(Plan.FREE);
    }

    @Test
    void ofManyWhoBringTheSameEventOneBringsIt() throws Exception {
        var other = store.open().billing();
        var taken = atOnce(
                50,
                i -> () -> (i % 2 == 0 ? billing : other)
                        .take(OURS, payment("evt_1", NOW), bought(Plan.PRO, day(30)), NOW));
        assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(billing.history(OURS, FIRST).total()).isEqualTo(1);
    }

    @Test
    void noneOfManyDifferentEventsIsLost() throws Exception {
        atOnce(30, i -> () -> billing.take(OURS, payment("evt_" + i, day(i)), known -> with(known, "sub_" + i), NOW));
        assertThat(billing.find(OURS).standing().subscriptions()).hasSize(30);
        assertThat(billing.history(OURS, FIRST).total()).isEqualTo(30);
    }

    private static Standing with(Standing known, String id) {
        var all = new ArrayList<>(known.subscriptions());
        all.add(new SubscriptionRecord(id, null, Map.of(), null, null, List.of()));
        return new Standing(all, known.cycle());
    }

    @Test
    void aPaidPeriodBringsNewCreditsOnce() {
        for (var i = 0; i < 7; i++) {
            ports.usage().takeCall(OURS, 100, NOW);
        }
        UnaryOperator<Standing> renewed = known -> new Standing(known.subscriptions(), new Cycle(day(3), day(33)));
        billing.take(OURS, event("evt_1", day(3)), renewed, day(3));
        assertThat(ports.usage().usage(OURS, day(3))).isEqualTo(new Usage(day(3), day(33), 0, 0));
        ports.usage().takeCall(OURS, 100, day(4));
        billing.take(OURS, event("evt_2", day(4)), renewed, day(4));
        assertThat(ports.usage().usage(OURS, day(4))).isEqualTo(new Usage(day(3), day(33), 1, 0));
        assertThat(ports.usage().usage(OURS, day(33)).apiCalls()).isZero();
    }

    @Test
    void callsOfTheSameMomentAreNotLost() throws Exception {
        UnaryOperator<Standing> renewed = known -> new Standing(known.subscriptions(), new Cycle(day(3), day(33)));
        var taken = atOnce(
                60,
                i -> () -> i == 30
                        ? billing.take(OURS, event("evt_1", day(3)), renewed, day(3))
                                .isPresent()
                        : ports.usage().takeCall(OURS, 100, day(3)));
        assertThat(taken).containsOnly(true);
        assertThat(ports.usage().usage(OURS, day(3)).apiCalls()).isBetween(0L, 59L);
        assertThat(ports.usage().usage(OURS, day(3)).periodEnd()).isEqualTo(day(33));
    }

    @Test
    void whatChangesByItselfIsDueInItsTime() {
        billing.take(OURS, event("evt_1", NOW), owing(Plan.PRO, day(1)), day(1));
        billing.take(THEIRS, new Event("evt_2", NOW, "cus_2", Optional.empty()), bought(Plan.PRO, day(5)), NOW);
        assertThat(billing.due(day(4), 10)).isEmpty();
        assertThat(billing.due(day(8), 10)).extracting(Workspace::id).containsExactly("u_theirs", "u_ours");
        assertThat(billing.due(day(8), 1)).extracting(Workspace::id).containsExactly("u_theirs");
        var change = billing.change(OURS, known -> known, day(8));
        assertThat(change.map(Change::after)).contains(new Bought("free", "past_due"));
        billing.change(THEIRS, known -> known, day(8));
        assertThat(billing.due(day(8), 10)).as("done").isEmpty();
        assertThat(ports.workspaces().plan(OURS)).contains(Plan.FREE);
        assertThat(ports.workspaces().plan(THEIRS)).contains(Plan.PRO);
    }

    @Test
    void theNewestPaymentIsShownFirst() {
        for (var i = 0; i < 5; i++) {
            billing.take(OURS, payment("evt_" + i, day(i)), known -> known, day(i));
        }
        billing.take(OURS, event("evt_hidden", day(9)), known -> known, day(9));
        var page = billing.history(OURS, new PageRequest(2, 2, List.of()));
        assertThat(page.total()).isEqualTo(5);
        assertThat(page.items()).extracting(BillingEvent::eventId).containsExactly("evt_of_evt_2", "evt_of_evt_1");
        assertThat(page.items().getFirst())
                .isEqualTo(payment("evt_2", day(2)).shown().orElseThrow());
        assertThat(billing.history(THEIRS, FIRST).total()).isZero();
    }

    @Test
    void whatIsGoneTakesNothing() {
        assertThat(billing.take(GONE, payment("evt_1", NOW), bought(Plan.PRO, day(30)), NOW))
                .isEmpty();
        assertThat(billing.change(GONE, bought(Plan.PRO, day(30)), NOW)).isEmpty();
        billing.take(OURS, payment("evt_2", NOW), bought(Plan.PRO, day(5)), NOW);
        billing.link(OURS, "cus_1");
        ports.accounts().remove("u_ours");
        assertThat(billing.ofCustomer("cus_1")).isEmpty();
        assertThat(billing.due(day(9), 10)).isEmpty();
        assertThat(billing.history(OURS, FIRST).total()).isZero();
    }

    @Test
    void whoOwnsASharedWorkspaceAloneIsItsLastOwner() {
        assertThat(ports.accounts().isLastOwner("u_ours")).isFalse();
        ports.workspaces().add("wsp_team", "Team", "u_ours", 20, NOW);
        assertThat(ports.accounts().isLastOwner("u_ours")).isTrue();
        assertThat(ports.accounts().isLastOwner("u_theirs")).isFalse();
        assertThat(ports.accounts().isLastOwner("u_nobody")).isFalse();
        ports.workspaces().remove(Workspace.ofRecord("wsp_team"));
        assertThat(ports.accounts().isLastOwner("u_ours")).isFalse();
    }
}
