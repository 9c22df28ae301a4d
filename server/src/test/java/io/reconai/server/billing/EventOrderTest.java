package io.reconai.server.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.SettingException;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.BillingStore;
import io.reconai.server.store.StorePorts;
import io.reconai.server.store.StoreUnderTest;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Usage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Half a year of one subscription, as Stripe tells it, in any order: the same state in the end.
class EventOrderTest {

    private static final Instant LATE = Instant.parse("2026-12-01T00:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private static List<String> recorded() throws Exception {
        try (var in = EventOrderTest.class.getResourceAsStream("events.jsonl")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static StripeReader reader() throws SettingException {
        return new StripeReader(StripeSettings.from(Map.of(
                "STRIPE_SECRET_KEY", FakeStripe.KEY,
                "STRIPE_PRICE_ID_PRO", FakeStripe.PRO,
                "STRIPE_PRICE_ID_ENTERPRISE", FakeStripe.ENTERPRISE,
                "RECONAI_PUBLIC_URL", "https://reconai.example.com")));
    }

    private static Workspace newcomer(StorePorts ports, int number) {
        var uid = "u_" + number;
        var joined = Instant.parse("2026-02-20T00:00:00Z");
        ports.accounts().add(new Account(uid, number + "@acme.example", "h", null, joined, joined));
        return ports.billing().named(uid).orElseThrow();
    }

    /// What the store says when all was heard: the standing, and what follows.
    private record End(Standing standing, Optional<Plan> plan, Usage usage, long payments) {}

    /// Each as a workspace of its own hears it, some more than once.
    private static End heard(StorePorts ports, int number, List<String> events) throws Exception {
        var workspace = newcomer(ports, number);
        for (var event : events) {
            var own = event.replace("WORKSPACE", workspace.id()).replace("evt_", "evt_" + number + "_");
            var read = reader().event(own.getBytes(StandardCharsets.UTF_8)).orElseThrow();
            ports.billing()
                    .take(
                            workspace,
                            new BillingStore.Event(
                                    read.id(), read.at(), read.owner().customerId(), PlanChanges.shown(read)),
                            PlanChanges.effect(read),
                            LATE);
        }
        var payments = ports.billing()
                .history(workspace, new PageRequest(1, 50, List.of()))
                .total();
        var json = ServerJson.forStore()
                .writeValueAsString(ports.billing().find(workspace).standing())
                .replace("evt_" + number + "_", "evt_");
        return new End(
                ServerJson.forStore().readValue(json, Standing.class),
                ports.workspaces().plan(workspace),
                ports.usage().usage(workspace, LATE),
                payments);
    }

    private void inAnyOrder(StoreUnderTest store) throws Exception {
        var events = recorded();
        assertThat(events).hasSize(12);
        try (store) {
            var ports = store.open();
            var end = heard(ports, 0, events);
            assertThat(end.plan()).contains(Plan.FREE);
            assertThat(end.payments()).isEqualTo(4);
            var chance = new Random(12);
            for (var i = 1; i <= 100; i++) {
                var order = new ArrayList<>(events);
                order.addAll(events.subList(0, chance.nextInt(events.size())));
                Collections.shuffle(order, chance);
                assertThat(heard(ports, i, order)).as("order %d", i).isEqualTo(end);
            }
        }
    }

    @Test
    void inSqlite() throws Exception {
        inAnyOrder(StoreUnderTest.sqlite(folder));
    }

    @Test
    void inMongo() throws Exception {
        inAnyOrder(StoreUnderTest.mongo());
    }

    @Test
    void theStoryIsTheOneThatWasLived() throws Exception {
        var standing = Standing.NONE;
        var plans = new ArrayList<String>();
        for (var event : recorded()) {
            var read = reader().event(event.getBytes(StandardCharsets.UTF_8)).orElseThrow();
            standing = PlanChanges.effect(read).apply(standing);
            plans.add(standing.terms(read.at())
                    .map(terms -> terms.plan().word() + " " + terms.status().word())
                    .orElse("nothing"));
        }
        assertThat(plans)
                .containsExactly(
                        "nothing", // the checkout ended
                        "free incomplete",
                        "pro active",
                        "pro active", // paid
                        "enterprise active", // up, at once
                        "enterprise active", // and paid
                        "enterprise active", // down, at the end of the period
                        "pro active", // the next period
                        "pro past_due",
                        "pro active", // paid in the end
                        "pro active", // to end with the period
                        "free canceled");
    }
}
