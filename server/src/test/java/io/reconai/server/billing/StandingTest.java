package io.reconai.server.billing;

import static io.reconai.server.billing.SubscriptionStatus.ACTIVE;
import static io.reconai.server.billing.SubscriptionStatus.CANCELED;
import static io.reconai.server.billing.SubscriptionStatus.INCOMPLETE;
import static io.reconai.server.billing.SubscriptionStatus.PAST_DUE;
import static io.reconai.server.billing.SubscriptionStatus.UNPAID;
import static io.reconai.server.usage.Plan.ENTERPRISE;
import static io.reconai.server.usage.Plan.FREE;
import static io.reconai.server.usage.Plan.PRO;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.billing.Standing.Terms;
import io.reconai.server.http.ServerJson;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a workspace has, by what was heard of its subscriptions.
class StandingTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SUB = "sub_1";

    private static Instant day(long days) {
        return START.plus(Duration.ofDays(days));
    }

    private static SubscriptionSnapshot snapshot(
            Instant at, int rank, Plan plan, SubscriptionStatus status, Instant periodEnd, @Nullable Instant endsAt) {
        return new SubscriptionSnapshot(
                at, rank, "evt_" + at + rank + plan + status, "cus_1", plan, status, periodEnd, endsAt);
    }

    private static UnaryOperator<Standing> seen(Instant at, Plan plan, SubscriptionStatus status, Instant periodEnd) {
        return seen(snapshot(at, SubscriptionSnapshot.UPDATED, plan, status, periodEnd, null));
    }

    private static UnaryOperator<Standing> seen(SubscriptionSnapshot snapshot) {
        return standing -> standing.with(SUB, known -> known.seen(snapshot));
    }

    private static UnaryOperator<Standing> paid(Instant at) {
        return standing -> standing.with(SUB, known -> known.paid(at));
    }

    private static UnaryOperator<Standing> failed(Instant at) {
        return standing -> standing.with(SUB, known -> known.failed(at));
    }

    @SafeVarargs
    private static Standing after(UnaryOperator<Standing>... heard) {
        return after(List.of(heard));
    }

    private static Standing after(List<UnaryOperator<Standing>> heard) {
        var standing = Standing.NONE;
        for (var one : heard) {
            standing = one.apply(standing);
        }
        return standing;
    }

    private static Terms terms(Standing standing, Instant now) {
        return standing.terms(now).orElseThrow();
    }

    @Test
    void whoNeverBoughtAnythingHasWhatTheOperatorSays() {
        assertThat(Standing.NONE.terms(START)).isEmpty();
        assertThat(after(paid(START)).terms(START))
                .as("a payment of something not seen yet")
                .isEmpty();
    }

    @Test
    void aSubscriptionLastsWhileNothingElseIsHeard() {
        var standing = after(seen(START, PRO, ACTIVE, day(30)));
        assertThat(terms(standing, day(10))).isEqualTo(new Terms(PRO, ACTIVE));
        assertThat(terms(standing, day(31)))
                .as("news of the next period is late")
                .isEqualTo(new Terms(PRO, ACTIVE));
    }

    @Test
    void graceEndsSevenDaysAfterTheFirstOfTheFailedPayments() {
        var standing = after(seen(START, PRO, ACTIVE, day(60)), failed(day(30)), failed(day(33)));
        assertThat(terms(standing, day(29)).status())
                .as("it is only asked about now")
                .isEqualTo(PAST_DUE);
        assertThat(terms(standing, day(37).minusMillis(1))).isEqualTo(new Terms(PRO, PAST_DUE));
        assertThat(terms(standing, day(37))).isEqualTo(new Terms(FREE, PAST_DUE));
        assertThat(standing.changesAfter(day(33))).contains(day(37));
        var paid = paid(day(40)).apply(standing);
        assertThat(terms(paid, day(40))).isEqualTo(new Terms(PRO, ACTIVE));
    }

    @Test
    void aPaymentOfBeforeMakesNothingGood() {
        var standing = after(seen(START, PRO, ACTIVE, day(30)), paid(START), failed(day(30)));
        assertThat(terms(standing, day(38))).isEqualTo(new Terms(FREE, PAST_DUE));
        assertThat(terms(paid(day(29)).apply(standing), day(38))).isEqualTo(new Terms(FREE, PAST_DUE));
    }

    @Test
    void stripesOwnWordOfADebtBeginsTheGraceToo() {
        var standing = after(seen(START, PRO, ACTIVE, day(60)), seen(day(30), PRO, PAST_DUE, day(60)));
        assertThat(terms(standing, day(36))).isEqualTo(new Terms(PRO, PAST_DUE));
        assertThat(terms(standing, day(37))).isEqualTo(new Terms(FREE, PAST_DUE));
        assertThat(terms(paid(day(31)).apply(standing), day(38))).isEqualTo(new Terms(PRO, ACTIVE));
        assertThat(terms(seen(day(32), PRO, UNPAID, day(60)).apply(standing), day(32))
                        .plan())
                .isEqualTo(FREE);
    }

    @Test
    void upIsAtOnceAndDownIsAtTheEndOfThePeriod() {
        var up = after(seen(START, PRO, ACTIVE, day(30)), seen(day(5), ENTERPRISE, ACTIVE, day(30)));
        assertThat(terms(up, day(5))).isEqualTo(new Terms(ENTERPRISE, ACTIVE));
        var down = seen(day(10), PRO, ACTIVE, day(30)).apply(up);
        assertThat(terms(down, day(10))).isEqualTo(new Terms(ENTERPRISE, ACTIVE));
        assertThat(terms(down, day(30))).isEqualTo(new Terms(PRO, ACTIVE));
        assertThat(down.changesAfter(day(10))).contains(day(30));
    }

    @Test
    void anEndTakesEverythingAtOnce() {
        var standing = after(
                seen(START, ENTERPRISE, ACTIVE, day(30)),
                seen(snapshot(day(3), SubscriptionSnapshot.DELETED, ENTERPRISE, CANCELED, day(30), null)));
        assertThat(terms(standing, day(3))).isEqualTo(new Terms(FREE, CANCELED));
        assertThat(standing.live(day(3))).isEmpty();
    }

    @Test
    void whatWasPaidForIsRememberedBeyondTheEnd() {
        var ended = after(
                seen(START, PRO, ACTIVE, day(30)),
                seen(snapshot(day(3), SubscriptionSnapshot.DELETED, PRO, CANCELED, day(30), null)));
        assertThat(ended.paidAfter(day(29))).isEqualTo(PRO);
        assertThat(ended.paidAfter(day(30))).isEqualTo(FREE);
        assertThat(Standing.NONE.paidAfter(START)).isEqualTo(FREE);
    }

    @Test
    void whatWasToEndEndsByItself() {
        var standing = after(seen(snapshot(START, SubscriptionSnapshot.UPDATED, PRO, ACTIVE, day(30), day(30))));
        assertThat(terms(standing, day(29))).isEqualTo(new Terms(PRO, ACTIVE));
        assertThat(standing.changesAfter(day(1))).contains(day(30));
        assertThat(terms(standing, day(30))).isEqualTo(new Terms(FREE, CANCELED));
    }

    @Test
    void aFirstPaymentThatWasNotMadeBuysNothing() {
        var standing = after(seen(START, PRO, INCOMPLETE, day(30)), failed(START));
        assertThat(terms(standing, day(1))).isEqualTo(new Terms(FREE, INCOMPLETE));
        assertThat(standing.live(START)).isEmpty();
    }

    @Test
    void aNewSubscriptionCountsBesideOneThatEnded() {
        var standing = after(
                seen(START, PRO, ACTIVE, day(30)),
                seen(snapshot(day(3), SubscriptionSnapshot.DELETED, PRO, CANCELED, day(30), null)),
                known -> known.with(
                        "sub_0",
                        one -> one.seen(snapshot(day(9), SubscriptionSnapshot.CREATED, PRO, ACTIVE, day(39), null))));
        assertThat(terms(standing, day(9))).isEqualTo(new Terms(PRO, ACTIVE));
        assertThat(standing.current(day(9)).orElseThrow().id()).isEqualTo("sub_0");
    }

    @Test
    void anAnswerCountsAfterWhatWasKnownAndBeforeWhatComesLater() {
        var known = snapshot(START, SubscriptionSnapshot.UPDATED, PRO, ACTIVE, day(30), null);
        var canceling = snapshot(day(1), SubscriptionSnapshot.ASKED, PRO, ACTIVE, day(30), day(30))
                .askedAfter(known);
        var resumed = snapshot(day(1), SubscriptionSnapshot.ASKED, PRO, ACTIVE, day(30), null)
                .askedAfter(canceling);
        assertThat(List.of(resumed, known, canceling).stream().sorted()).containsExactly(known, canceling, resumed);
        var later = snapshot(START.plusSeconds(1), SubscriptionSnapshot.UPDATED, PRO, PAST_DUE, day(30), null);
        assertThat(later).isGreaterThan(resumed);
        var end = snapshot(START, SubscriptionSnapshot.DELETED, PRO, CANCELED, day(30), null);
        assertThat(resumed.askedAfter(end)).as("nothing comes after an end").isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aThousandEventsInAnyOrderAndRepeatedGiveTheSame(long seed) {
        var chance = new Random(seed);
        var events = new ArrayList<UnaryOperator<Standing>>();
        for (var i = 0; i < 1_000; i++) {
            events.add(anything(chance, i));
        }
        var inOrder = after(events);
        for (var i = 0; i < 20; i++) {
            var shuffled = new ArrayList<>(events);
            shuffled.addAll(events.subList(0, chance.nextInt(events.size())));
            Collections.shuffle(shuffled, chance);
            assertThat(after(shuffled)).isEqualTo(inOrder);
        }
    }

    private static UnaryOperator<Standing> anything(Random chance, int number) {
        var id = "sub_" + chance.nextInt(3);
        var at = START.plusSeconds(chance.nextInt(400)); // many in the same second
        var plan = Plan.values()[1 + chance.nextInt(2)];
        return switch (chance.nextInt(5)) {
            case 0 -> standing -> standing.with(id, known -> known.paid(at));
            case 1 -> standing -> standing.with(id, known -> known.failed(at));
            case 2 -> {
                var cycle = new Cycle(at, at.plusSeconds(1 + chance.nextInt(1_000)));
                yield standing -> standing.with(cycle);
            }
            default -> {
                var status = SubscriptionStatus.values()[chance.nextInt(SubscriptionStatus.values().length)];
                var snapshot = new SubscriptionSnapshot(
                        at, chance.nextInt(2), "evt_" + number, "cus_1", plan, status, day(chance.nextInt(60)), null);
                yield standing -> standing.with(id, known -> known.seen(snapshot));
            }
        };
    }

    @Test
    void isTheSameAfterItWasKept() throws Exception {
        var standing = after(
                        seen(START, ENTERPRISE, ACTIVE, day(30)),
                        seen(snapshot(day(2), SubscriptionSnapshot.UPDATED, PRO, ACTIVE, day(30), day(30))),
                        paid(START),
                        failed(day(4)))
                .with(new Cycle(START, day(30)));
        var json = ServerJson.forStore().writeValueAsString(standing);
        assertThat(ServerJson.forStore().readValue(json, Standing.class)).isEqualTo(standing);
    }

    @Test
    void aPaidPeriodCountsFromItsStart() {
        var used = new Usage(START, day(30), 50, 9);
        assertThat(new Cycle(day(10), day(40)).applyTo(used)).isEqualTo(new Usage(day(10), day(40), 0, 0));
        assertThat(new Cycle(START, day(31)).applyTo(used))
                .as("began by itself")
                .isEqualTo(new Usage(START, day(31), 50, 9));
        assertThat(new Cycle(day(-60), day(-30)).applyTo(used)).as("long over").isEqualTo(used);
    }
}
