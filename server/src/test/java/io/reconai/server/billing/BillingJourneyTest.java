package io.reconai.server.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.MovableClock;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.ScanStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.PlanLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A workspace that buys, owes, pays, ends; Stripe is one of this machine.
@QuarkusTest
@TestProfile(WithStripe.class)
@QuarkusTestResource(LabAround.class)
class BillingJourneyTest {

    /// Hears of payments that failed, as the alerts do.
    @ApplicationScoped
    static class Listener {

        final List<PaymentFailed> heard = new CopyOnWriteArrayList<>();

        void failed(@Observes PaymentFailed failed) {
            heard.add(failed);
        }

        List<PaymentFailed> heard() {
            return List.copyOf(heard);
        }
    }

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    @Inject
    ScanStore scans;

    @Inject
    PlanClock planClock;

    @Inject
    Listener listener;

    /// Put in before each test.
    @SuppressWarnings("NullAway.Init")
    FakeStripe stripe;

    private Instant now() {
        return clock.instant();
    }

    private HttpResponse<String> deliver(String body, String secret, Instant at) {
        return Client.stranger(base)
                .with("Stripe-Signature", FakeStripe.signature(body, secret, at))
                .post("/api/billing/webhook", body);
    }

    private String delivered(String body) {
        var answer = deliver(body, FakeStripe.SECRET, now());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.json(answer).path("status").asText();
    }

    private static JsonNode subscription(Client client) {
        return client.data("/api/billing/subscription");
    }

    private static String plan(Client client) {
        return client.data("/api/auth/me").path("plan").asText();
    }

    private static JsonNode checkout(Client client, String plan) {
        var answer = client.post("/api/billing/create-checkout", "{\"plan\":\"" + plan + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.json(answer);
    }

    private static void isRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.json(answer).path("error_code").asText()).isEqualTo(code);
    }

    /// Buys the plan, and lets Stripe tell of it.
    ///
    /// @return the subscription's id
    private String bought(Client client, String plan) {
        var session = checkout(client, plan).path("session_id").asText();
        var id = stripe.pay(session, now());
        assertThat(delivered(stripe.checkedOut(session, id, now()))).isEqualTo("success");
        assertThat(delivered(stripe.event("customer.subscription.created", id, now())))
                .isEqualTo("success");
        assertThat(delivered(stripe.invoice("invoice.payment_succeeded", "subscription_create", id, now())))
                .isEqualTo("success");
        return id;
    }

    private void useCredits(String workspaceId, int credits) {
        var workspace = Workspace.ofRecord(workspaceId);
        for (var i = 0; i < credits; i++) {
            var record = ScanRecords.asked("scn_" + UUID.randomUUID(), workspace, "b" + i + ".acme.test", now());
            assertThat(scans.start(workspace, record, PlanLimits.of(Plan.FREE), now()))
                    .isEqualTo(new ScanStore.Start.Taken());
        }
    }

    @Test
    void buysOwesPaysAndEnds() {
        var client = Client.browser(base);
        var uid = client.data("/api/auth/me").path("uid").asText();
        useCredits(uid, 10);
        var scan = "{\"domain\":\"www.acme.test\",\"mode\":\"passive\",\"scan_subdomains\":false}";
        var refused = client.post("/api/assets/scan", scan);
        isRefused(refused, 402, "SCAN_LIMIT_REACHED");
        assertThat(Client.json(refused).path("upgrade_url").asText()).isEqualTo("https://reconai.example.com/billing");

        var id = bought(client, "pro");
        var seen = subscription(client);
        assertThat(seen.path("plan").asText()).isEqualTo("pro");
        assertThat(seen.path("subscription_status").asText()).isEqualTo("active");
        assertThat(seen.path("stripe_customer_id").asText()).startsWith("cus_");
        assertThat(seen.path("stripe_subscription_id").asText()).isEqualTo(id);
        assertThat(seen.at("/payment_method/last4").asText()).isEqualTo("4242");
        assertThat(seen.at("/next_invoice/amount").asInt()).isEqualTo(9_900);
        assertThat(seen.path("billing_enabled").asBoolean()).isTrue();
        var end = Instant.ofEpochSecond(seen.path("current_period_end").asLong());
        var usage = client.data("/api/billing/usage");
        assertThat(usage.path("scan_credits_used").asInt()).isZero();
        assertThat(usage.path("scan_credits_limit").asInt()).isEqualTo(100);
        assertThat(Instant.parse(usage.path("usage_reset_at").asText())).isEqualTo(end);
        assertThat(client.post("/api/assets/scan", scan).statusCode()).isEqualTo(202);

        isRefused(client.post("/api/billing/create-checkout", "{\"plan\":\"pro\"}"), 400, "ALREADY_SUBSCRIBED");

        clock.advance(Duration.between(now(), end).plusSeconds(5));
        stripe.change(
                id,
                Map.of(
                        "starts",
                        end.getEpochSecond(),
                        "ends",
                        end.plus(FakeStripe.MONTH).getEpochSecond()));
        delivered(stripe.event("customer.subscription.updated", id, now()));
        delivered(stripe.invoice("invoice.payment_failed", "subscription_cycle", id, now()));
        assertThat(subscription(client).path("subscription_status").asText()).isEqualTo("past_due");
        assertThat(plan(client)).isEqualTo("pro");
        assertThat(listener.heard())
                .filteredOn(heard -> heard.workspace().id().equals(uid))
                .singleElement()
                .satisfies(heard -> assertThat(heard.graceEnd().orElseThrow())
                        .isEqualTo(heard.at().plus(SubscriptionRecord.GRACE)));
        clock.advance(Duration.ofDays(6));
        planClock.settleDue();
        assertThat(plan(client)).as("within the grace").isEqualTo("pro");
        clock.advance(Duration.ofDays(1));
        planClock.settleDue();
        assertThat(plan(client)).as("after it, and Stripe said nothing").isEqualTo("free");
        assertThat(client.data("/api/auth/me").path("subscription_status").asText())
                .isEqualTo("past_due");

        delivered(stripe.invoice("invoice.payment_succeeded", "subscription_cycle", id, now()));
        assertThat(plan(client)).isEqualTo("pro");

        var canceled = Client.json(client.post("/api/billing/cancel-subscription", "{}"));
        assertThat(canceled.path("cancel_at_period_end").asBoolean()).isTrue();
        var periodEnd = Instant.parse(canceled.path("period_end").asText());
        assertThat(periodEnd).isEqualTo(end.plus(FakeStripe.MONTH));
        assertThat(canceled.at("/data/period_end")).isEqualTo(canceled.path("period_end"));
        assertThat(Client.json(client.post("/api/billing/cancel-subscription", "")))
                .isEqualTo(canceled);
        assertThat(subscription(client).path("cancel_at_period_end").asBoolean())
                .isTrue();
        assertThat(subscription(client).path("next_invoice").isNull()).isTrue();
        var resumed = Client.json(client.post("/api/billing/resume-subscription", ""));
        assertThat(resumed.path("cancel_at_period_end").asBoolean(true)).isFalse();
        assertThat(subscription(client).path("cancel_at_period_end").asBoolean(true))
                .isFalse();
        client.post("/api/billing/cancel-subscription", "");

        clock.advance(Duration.between(now(), periodEnd));
        planClock.settleDue();
        assertThat(plan(client)).isEqualTo("free");
        stripe.change(id, Map.of("status", "canceled"));
        delivered(stripe.event("customer.subscription.deleted", id, now()));
        assertThat(subscription(client).path("subscription_status").asText()).isEqualTo("canceled");
        isRefused(client.post("/api/billing/cancel-subscription", ""), 400, "NO_ACTIVE_SUBSCRIPTION");
        isRefused(client.post("/api/billing/resume-subscription", ""), 400, "NO_ACTIVE_SUBSCRIPTION");

        assertThat(client.data("/api/billing/history"))
                .extracting(event -> event.path("event_type").asText())
                .containsExactly("payment_succeeded", "payment_failed", "payment_succeeded");
        var first = client.data("/api/billing/history?limit=1").get(0);
        assertThat(first.path("amount").asInt()).isEqualTo(9_900);
        assertThat(first.path("description").asText()).isEqualTo("Pro Plan - Monthly");
        assertThat(first.path("invoice_url").asText()).startsWith("https://invoice.stripe.test/");
        assertThat(client.get("/api/billing/history?limit=51").statusCode()).isEqualTo(422);

        assertThat(client.data("/api/alerts?event=billing.payment_failed"))
                .extracting(alert -> alert.path("title").asText())
                .containsExactly("A payment failed: Pro Plan - Monthly");

        var audit = client.all("/api/audit-log?action=subscription.changed");
        assertThat(audit.stream().map(entry -> entry.at("/actor/type").asText()).toList())
                .contains("stripe", "system", "user");
        assertThat(audit.getLast().at("/changes/plan/1").asText()).isEqualTo("pro");
    }

    @Test
    void aLargerPlanIsConfirmedAtStripeAndCountsAtOnce() {
        var client = Client.browser(base);
        var id = bought(client, "pro");
        var offer = checkout(client, "enterprise");
        var asked = stripe.portal(offer.path("session_id").asText());
        assertThat(asked)
                .containsEntry("flow_data[subscription_update_confirm][items][0][price]", FakeStripe.ENTERPRISE);
        clock.advance(Duration.ofSeconds(2));
        stripe.change(id, Map.of("price", FakeStripe.ENTERPRISE));
        delivered(stripe.event("customer.subscription.updated", id, now()));
        assertThat(plan(client)).isEqualTo("enterprise");
        clock.advance(Duration.ofSeconds(2));
        stripe.change(id, Map.of("price", FakeStripe.PRO));
        delivered(stripe.event("customer.subscription.updated", id, now()));
        assertThat(plan(client)).as("down at the end of the period").isEqualTo("enterprise");
        clock.advance(FakeStripe.MONTH);
        planClock.settleDue();
        assertThat(plan(client)).isEqualTo("pro");
    }

    @Test
    void twoWhoBuyAtOnceGetOnePageThatTakesOnePayment() {
        var client = Client.browser(base);
        var first = checkout(client, "pro");
        assertThat(checkout(client, "pro")).as("another request").isEqualTo(first);
        var id = stripe.pay(first.path("session_id").asText(), now());
        delivered(stripe.event("customer.subscription.created", id, now()));
        clock.advance(Duration.ofSeconds(2));
        stripe.change(id, Map.of("status", "canceled"));
        delivered(stripe.event("customer.subscription.deleted", id, now()));
        assertThat(checkout(client, "pro").path("session_id"))
                .as("after it ended")
                .isNotEqualTo(first.path("session_id"));
    }

    @Test
    void ofTwoPaidSubscriptionsOneGoesOn() {
        var client = Client.browser(base);
        var pro = checkout(client, "pro").path("session_id").asText();
        var enterprise = checkout(client, "enterprise").path("session_id").asText();
        var small = stripe.pay(pro, now());
        var large = stripe.pay(enterprise, now());
        delivered(stripe.event("customer.subscription.created", small, now()));
        var second = stripe.event("customer.subscription.created", large, now());
        stripe.setAway(true);
        var answer = deliver(second, FakeStripe.SECRET, now());
        stripe.setAway(false);
        isRefused(answer, 502, "UPSTREAM_ERROR");
        assertThat(stripe.status(small)).isEqualTo("active");
        assertThat(delivered(second)).as("Stripe tells it again").isEqualTo("ignored");
        assertThat(stripe.status(small)).isEqualTo("canceled");
        assertThat(stripe.status(large)).isEqualTo("active");
        assertThat(plan(client)).isEqualTo("enterprise");
        assertThat(subscription(client).path("stripe_subscription_id").asText()).isEqualTo(large);
        assertThat(delivered(stripe.event("customer.subscription.deleted", small, now())))
                .isEqualTo("success");
        assertThat(stripe.status(large)).isEqualTo("active");
    }

    @Test
    void theSameRequestGivesTheSamePage() {
        var client = Client.browser(base).with("Idempotency-Key", "once");
        var first = checkout(client, "pro");
        assertThat(checkout(client, "pro")).isEqualTo(first);
        assertThat(first.path("checkout_url")).isEqualTo(first.at("/data/checkout_url"));
        assertThat(first.path("session_id")).isEqualTo(first.at("/data/session_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"plan\":\"free\"}", "{\"plan\":\"gold\"}", "{}", "", "{\"plan\":\"pro\",\"price\":1}"})
    void whatIsNotSoldIsRefused(String body) {
        isRefused(Client.browser(base).post("/api/billing/create-checkout", body), 422, "VALIDATION_ERROR");
    }

    @Test
    void withoutASubscriptionThereIsNothingToHandle() {
        var client = Client.browser(base);
        isRefused(client.post("/api/billing/cancel-subscription", ""), 400, "NO_ACTIVE_SUBSCRIPTION");
        isRefused(client.post("/api/billing/create-portal", ""), 400, "NO_ACTIVE_SUBSCRIPTION");
        var seen = subscription(client);
        assertThat(seen.path("plan").asText()).isEqualTo("free");
        assertThat(seen.path("current_period_end").isNull()).isTrue();
    }

    @Test
    void onlySignedEventsCountAndEachOnce() {
        var client = Client.browser(base);
        var id = bought(client, "pro");
        clock.advance(Duration.ofSeconds(2));
        stripe.change(id, Map.of("price", FakeStripe.ENTERPRISE));
        var event = stripe.event("customer.subscription.updated", id, now());
        isRefused(Client.stranger(base).post("/api/billing/webhook", event), 400, "INVALID_SIGNATURE");
        isRefused(deliver(event, "whsec_other", now()), 400, "INVALID_SIGNATURE");
        isRefused(deliver(event, FakeStripe.SECRET, now().minusSeconds(310)), 400, "INVALID_SIGNATURE");
        isRefused(deliver(event, FakeStripe.SECRET, now().plusSeconds(310)), 400, "INVALID_SIGNATURE");
        assertThat(plan(client)).isEqualTo("pro");
        var taken = Client.stranger(base)
                .with("Stripe-Signature", FakeStripe.signature(event, FakeStripe.OLD_SECRET, now()))
                .post("/api/billing/webhooks/stripe/", event);
        assertThat(Client.json(taken).path("status").asText()).isEqualTo("success");
        assertThat(plan(client)).isEqualTo("enterprise");
        assertThat(delivered(event)).as("again").isEqualTo("ignored");
    }

    @Test
    void whatDoesNotConcernUsIsIgnored() {
        assertThat(delivered(FakeStripe.event(
                        "evt_a" + UUID.randomUUID(), "customer.created", Map.of("id", "cus_1"), now())))
                .isEqualTo("ignored");
        assertThat(delivered(FakeStripe.event(
                        "evt_b" + UUID.randomUUID(),
                        "invoice.payment_succeeded",
                        Map.of("id", "in_1", "customer", "cus_of_others", "amount_paid", 1),
                        now())))
                .isEqualTo("ignored");
        assertThat(delivered("{\"type\":\"invoice.payment_succeeded\"}")).isEqualTo("ignored");
        assertThat(delivered("no JSON")).isEqualTo("ignored");
        assertThat(delivered("[]")).isEqualTo("ignored");
        isRefused(deliver("x".repeat(256 * 1024 + 1), FakeStripe.SECRET, now()), 413, "PAYLOAD_TOO_LARGE");
        assertThat(delivered(" ".repeat(256 * 1024))).isEqualTo("ignored");
    }

    @Test
    void programsMayLookAndNotPay() {
        var browser = Client.browser(base);
        bought(browser, "pro");
        var made = browser.post("/api/tokens", "{\"name\":\"ci\",\"scopes\":[\"billing:read\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var token = Client.stranger(base)
                .with(
                        "Authorization",
                        "Bearer " + Client.json(made).at("/data/token").asText());
        assertThat(subscription(token).path("plan").asText()).isEqualTo("pro");
        for (var path : List.of("create-checkout", "create-portal", "cancel-subscription", "resume-subscription")) {
            isRefused(token.post("/api/billing/" + path, "{\"plan\":\"pro\"}"), 403, "INSUFFICIENT_SCOPE");
        }
        var made403 = browser.post("/api/tokens", "{\"name\":\"no\",\"scopes\":[\"assets:read\"]}");
        var other = Client.stranger(base)
                .with(
                        "Authorization",
                        "Bearer " + Client.json(made403).at("/data/token").asText());
        isRefused(other.get("/api/billing/history"), 403, "INSUFFICIENT_SCOPE");
    }

    @Test
    void othersSeeThePlanAndNoMore() {
        var owner = Client.browser(base);
        var made = owner.post("/api/workspaces", "{\"name\":\"Acme\"}");
        var workspaceId = Client.json(made).at("/data/workspace_id").asText();
        var inTeam = owner.with("X-Workspace-Id", workspaceId);
        bought(inTeam, "pro");
        var email = UUID.randomUUID() + "@acme.example";
        var invited = inTeam.post(
                "/api/workspaces/" + workspaceId + "/invitations", "{\"email\":\"" + email + "\",\"role\":\"admin\"}");
        var link = Client.json(invited).path("accept_url").asText();
        var admin = Client.registered(base, email);
        admin.post("/api/invitations/" + link.substring(link.lastIndexOf('/') + 1) + "/accept", "");
        var other = admin.with("X-Workspace-Id", workspaceId);
        var seen = subscription(other);
        assertThat(seen.path("plan").asText()).isEqualTo("pro");
        assertThat(seen.path("next_invoice").isObject()).isTrue();
        for (var field : List.of("stripe_customer_id", "stripe_subscription_id", "payment_method")) {
            assertThat(seen.path(field).isNull()).as(field).isTrue();
        }
        for (var path : List.of("create-checkout", "create-portal", "cancel-subscription", "resume-subscription")) {
            isRefused(other.post("/api/billing/" + path, "{\"plan\":\"pro\"}"), 403, "INSUFFICIENT_ROLE");
        }
        assertThat(subscription(owner).path("plan").asText())
                .as("his own is another")
                .isEqualTo("free");
    }

    @Test
    void whileStripeIsAwayOurOwnRecordIsShown() {
        var client = Client.browser(base);
        bought(client, "pro");
        stripe.setAway(true);
        try {
            var seen = subscription(client);
            assertThat(seen.path("plan").asText()).isEqualTo("pro");
            assertThat(seen.path("current_period_end").isNumber()).isTrue();
            assertThat(seen.path("payment_method").isNull()).isTrue();
            isRefused(client.post("/api/billing/cancel-subscription", ""), 502, "UPSTREAM_ERROR");
            assertThat(subscription(client).path("cancel_at_period_end").asBoolean(true))
                    .isFalse();
            var email = client.data("/api/auth/me").path("email").asText();
            isRefused(client.send("DELETE", "/api/auth/me", "{\"confirm\":\"" + email + "\"}"), 502, "UPSTREAM_ERROR");
        } finally {
            stripe.setAway(false);
        }
        assertThat(client.get("/api/auth/me").statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyPaysForWhatIsGone() {
        var client = Client.browser(base);
        var own = bought(client, "pro");
        var made = client.post("/api/workspaces", "{\"name\":\"Acme\"}");
        var workspaceId = Client.json(made).at("/data/workspace_id").asText();
        var shared = bought(client.with("X-Workspace-Id", workspaceId), "pro");
        var email = client.data("/api/auth/me").path("email").asText();
        var goodbye = "{\"confirm\":\"" + email + "\"}";
        isRefused(client.send("DELETE", "/api/auth/me", goodbye), 409, "LAST_OWNER");
        assertThat(stripe.status(own)).as("refused, so nothing was ended").isEqualTo("active");
        assertThat(client.send("DELETE", "/api/workspaces/" + workspaceId, "{\"confirm\":\"Acme\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(stripe.status(shared)).isEqualTo("canceled");
        assertThat(client.send("DELETE", "/api/auth/me", goodbye).statusCode()).isEqualTo(204);
        assertThat(stripe.status(own)).isEqualTo("canceled");
        assertThat(delivered(stripe.event("customer.subscription.deleted", own, now())))
                .isEqualTo("ignored");
    }
}
