package io.reconai.server.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.server.usage.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads events and objects of Stripe's from their JSON.
///
/// Not by the library's classes: those know one version of the interface, while events come in the version that the
/// account's endpoint was made with. Places that moved are looked for in both (since 2025-03-31 the period's end is on
/// the subscription's item, and an invoice's subscription below `parent`).
final class StripeReader {

    /// The field that names our workspace in everything that we make at Stripe.
    static final String WORKSPACE = "workspace_id";

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Bills that open a period.
    private static final Set<String> OPENS_A_CYCLE = Set.of("subscription_cycle", "subscription_create");

    private static final int LONGEST_DESCRIPTION = 200;

    private final StripeSettings settings;

    StripeReader(StripeSettings settings) {
        this.settings = settings;
    }

    /// An event; empty when it is of a kind, or about a price, that does not concern us.
    ///
    /// @throws UnreadableEventException when it is not as Stripe describes it
    Optional<StripeEvent> event(byte[] body) throws UnreadableEventException {
        var event = document(body);
        var id = event.need("/id");
        var type = event.need("/type");
        var at = event.needTime("/created");
        var object = event.at("/data/object");
        var content =
                switch (type) {
                    case "checkout.session.completed" ->
                        object.reference("/subscription").<StripeEvent.Content>map(StripeEvent.Content.CheckedOut::new);
                    case "customer.subscription.created" -> changed(object, at, SubscriptionSnapshot.CREATED, id);
                    case "customer.subscription.updated" -> changed(object, at, SubscriptionSnapshot.UPDATED, id);
                    case "customer.subscription.deleted" -> changed(object, at, SubscriptionSnapshot.DELETED, id);
                    case "invoice.payment_succeeded" ->
                        Optional.<StripeEvent.Content>of(new StripeEvent.Content.Paid(invoice(object, "/amount_paid")));
                    case "invoice.payment_failed" ->
                        Optional.<StripeEvent.Content>of(
                                new StripeEvent.Content.Failed(invoice(object, "/amount_due")));
                    default -> Optional.<StripeEvent.Content>empty();
                };
        return content.map(happened -> new StripeEvent(id, type, at, owner(object), happened));
    }

    private static StripeDocument document(byte[] body) throws UnreadableEventException {
        try {
            return new StripeDocument(JSON.readTree(body));
        } catch (JsonProcessingException noJson) {
            throw new UnreadableEventException("no JSON");
        } catch (IOException impossible) {
            throw new IllegalStateException("nothing but memory was read", impossible);
        }
    }

    private static StripeEvent.Owner owner(StripeDocument object) {
        var workspace = object.text("/metadata/" + WORKSPACE)
                .or(() -> object.text("/parent/subscription_details/metadata/" + WORKSPACE))
                .or(() -> object.text("/subscription_details/metadata/" + WORKSPACE))
                .or(() -> object.text("/client_reference_id"));
        return new StripeEvent.Owner(
                workspace.orElse(null), object.reference("/customer").orElse(null));
    }

    private Optional<StripeEvent.Content> changed(StripeDocument subscription, Instant at, int rank, String source)
            throws UnreadableEventException {
        var snapshot = snapshot(subscription, at, rank, source);
        if (snapshot.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StripeEvent.Content.Changed(subscription.need("/id"), snapshot.get()));
    }

    /// A subscription as Stripe answers it; empty when it is one of something else.
    Optional<SubscriptionSnapshot> answer(String body, Instant at) throws UnreadableEventException {
        var subscription = document(body.getBytes(StandardCharsets.UTF_8));
        var rank = "canceled".equals(subscription.need("/status"))
                ? SubscriptionSnapshot.DELETED
                : SubscriptionSnapshot.ASKED;
        return snapshot(subscription, at, rank, "asked");
    }

    private Optional<SubscriptionSnapshot> snapshot(StripeDocument subscription, Instant at, int rank, String source)
            throws UnreadableEventException {
        var item = item(subscription);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        var periodEnd =
                item.get().document().time("/current_period_end").or(() -> subscription.time("/current_period_end"));
        var said = subscription.need("/status");
        var status = rank == SubscriptionSnapshot.DELETED
                ? SubscriptionStatus.CANCELED
                : SubscriptionStatus.of(said).orElseThrow(() -> new UnreadableEventException("an unknown /status"));
        var end = periodEnd.orElseThrow(() -> new UnreadableEventException("/current_period_end is no time"));
        return Optional.of(new SubscriptionSnapshot(
                at,
                rank,
                source,
                subscription.reference("/customer").orElse(""),
                item.get().plan(),
                status,
                end,
                endsAt(subscription, end)));
    }

    private static @Nullable Instant endsAt(StripeDocument subscription, Instant periodEnd) {
        return subscription.time("/cancel_at").orElse(subscription.isTrue("/cancel_at_period_end") ? periodEnd : null);
    }

    /// The part of a subscription that is one of our plans.
    record Item(StripeDocument document, Plan plan) {}

    private Optional<Item> item(StripeDocument subscription) {
        return StreamSupport.stream(subscription.node().at("/items/data").spliterator(), false)
                .map(StripeDocument::new)
                .flatMap(item ->
                        item.reference("/price").flatMap(settings::plan).map(plan -> new Item(item, plan)).stream())
                .findFirst();
    }

    /// The id of the part of a subscription that is one of our plans.
    Optional<String> itemId(String body) throws UnreadableEventException {
        return item(document(body.getBytes(StandardCharsets.UTF_8)))
                .flatMap(item -> item.document().text("/id"));
    }

    private StripeEvent.Invoice invoice(StripeDocument invoice, String amount) {
        return new StripeEvent.Invoice(
                invoice.reference("/subscription")
                        .or(() -> invoice.reference("/parent/subscription_details/subscription")),
                invoice.number(amount),
                invoice.text("/currency").orElse("usd"),
                description(invoice),
                invoice.text("/hosted_invoice_url").filter(url -> url.startsWith("https://")),
                cycle(invoice));
    }

    private String description(StripeDocument invoice) {
        var plan = lines(invoice)
                .flatMap(line -> line
                        .reference("/price")
                        .or(() -> line.text("/pricing/price_details/price"))
                        .flatMap(settings::plan)
                        .stream())
                .findFirst();
        var text = plan.map(bought -> PlanOffer.of(bought).name() + " Plan - Monthly")
                .or(() -> lines(invoice)
                        .flatMap(line -> line.text("/description").stream())
                        .findFirst())
                .orElse("Invoice");
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION);
    }

    private static Stream<StripeDocument> lines(StripeDocument invoice) {
        return StreamSupport.stream(invoice.node().at("/lines/data").spliterator(), false)
                .map(StripeDocument::new);
    }

    /// The latest period among its lines: others are parts of the one before.
    private static Optional<Cycle> cycle(StripeDocument invoice) {
        if (invoice.text("/billing_reason").filter(OPENS_A_CYCLE::contains).isEmpty()) {
            return Optional.empty();
        }
        return lines(invoice)
                .flatMap(line -> {
                    var start = line.time("/period/start");
                    var end = line.time("/period/end");
                    return start.isPresent() && end.isPresent() && start.get().isBefore(end.get())
                            ? Stream.of(new Cycle(start.get(), end.get()))
                            : Stream.<Cycle>empty();
                })
                .max(Cycle::compareTo);
    }
}
