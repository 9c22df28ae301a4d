package io.reconai.server.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The part of Stripe that we use, on this machine: it keeps customers and subscriptions, and signs events.
///
/// What its own page does where people pay is done by [#pay].
final class FakeStripe implements AutoCloseable {

    static final String KEY = "sk_test_key";
    static final String SECRET = "whsec_present";
    static final String OLD_SECRET = "whsec_former";
    static final String PRO = "price_pro";
    static final String ENTERPRISE = "price_enterprise";

    private static final ObjectMapper JSON = new ObjectMapper();
    static final Duration MONTH = Duration.ofDays(30);

    private final HttpServer server;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, String> repeated = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> sessions = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> subscriptions = new ConcurrentHashMap<>();
    private final Set<String> paid = ConcurrentHashMap.newKeySet();
    private final Map<String, Map<String, String>> portals = new ConcurrentHashMap<>();
    private volatile boolean isAway;

    FakeStripe() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// From now on it answers nothing but 503, or answers again.
    void setAway(boolean away) {
        isAway = away;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var path = exchange.getRequestURI().getPath();
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        var status = 200;
        String body;
        if (isAway) {
            status = 503;
            body = "{\"error\":{\"type\":\"api_error\",\"message\":\"away\"}}";
        } else if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            status = 401;
            body = "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Invalid API Key\"}}";
        } else {
            body = key == null
                    ? served(exchange.getRequestMethod(), path, form)
                    : repeated.computeIfAbsent(key, _ -> served(exchange.getRequestMethod(), path, form));
            status = body.isEmpty() ? 404 : 200;
            body = body.isEmpty()
                    ? "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"resource_missing\","
                            + "\"message\":\"No such object\"}}"
                    : body;
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Request-Id", "req_" + numbers.incrementAndGet());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(String body) {
        var form = new TreeMap<String, String>();
        for (var pair : body.split("&")) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                form.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private String served(String method, String path, Map<String, String> form) {
        var parts = path.split("/");
        return switch (method + " " + path.replaceFirst("/sub_.*", "/ID")) {
            case "POST /v1/customers" -> json(Map.of("id", id("cus"), "object", "customer"));
            case "POST /v1/checkout/sessions" -> session("cs_test", "https://checkout.stripe.test/", form, sessions);
            case "POST /v1/billing_portal/sessions" -> session("bps", "https://billing.stripe.test/", form, portals);
            case "GET /v1/subscriptions/ID" -> subscription(parts[parts.length - 1], Map.of());
            case "POST /v1/subscriptions/ID" ->
                subscription(
                        parts[parts.length - 1],
                        Map.of("cancel_at_period_end", "true".equals(form.get("cancel_at_period_end"))));
            case "DELETE /v1/subscriptions/ID" -> subscription(parts[parts.length - 1], Map.of("status", "canceled"));
            case "POST /v1/invoices/create_preview" ->
                json(Map.of(
                        "object",
                        "invoice",
                        "amount_due",
                        9_900,
                        "currency",
                        "usd",
                        "period_end",
                        number(subscription(form.getOrDefault("subscription", "")), "ends")));
            default -> "";
        };
    }

    private String session(
            String prefix, String base, Map<String, String> form, Map<String, Map<String, String>> into) {
        var id = id(prefix);
        into.put(id, form);
        return json(Map.of("id", id, "object", "session", "url", base + id));
    }

    private String subscription(String id, Map<String, Object> change) {
        var subscription = subscriptions.computeIfPresent(id, (_, known) -> with(known, change));
        return subscription == null ? "" : json(object(subscription));
    }

    private static Map<String, Object> with(Map<String, Object> known, Map<String, Object> change) {
        var changed = new LinkedHashMap<>(known);
        changed.putAll(change);
        return changed;
    }

    private String id(String prefix) {
        return prefix + "_" + Long.toString(System.nanoTime(), 36) + numbers.incrementAndGet();
    }

    /// What the portal was asked for.
    Map<String, String> portal(String id) {
        return Objects.requireNonNull(portals.get(id), id);
    }

    String status(String subscriptionId) {
        return String.valueOf(Objects.requireNonNull(subscriptions.get(subscriptionId), subscriptionId)
                .get("status"));
    }

    /// Somebody pays at a page of the checkout.
    ///
    /// @return the subscription's id
    String pay(String sessionId, Instant at) {
        var form = Objects.requireNonNull(sessions.get(sessionId), sessionId);
        if (!paid.add(sessionId)) {
            throw new IllegalStateException("a page takes one payment: " + sessionId);
        }
        var id = id("sub");
        subscriptions.put(
                id,
                Map.of(
                        "id", id,
                        "customer", form.getOrDefault("customer", ""),
                        "workspace_id", form.getOrDefault("subscription_data[metadata][workspace_id]", ""),
                        "price", form.getOrDefault("line_items[0][price]", ""),
                        "status", "active",
                        "cancel_at_period_end", false,
                        "starts", at.getEpochSecond(),
                        "ends", at.plus(MONTH).getEpochSecond()));
        return id;
    }

    void change(String subscriptionId, Map<String, Object> change) {
        subscriptions.computeIfPresent(subscriptionId, (_, known) -> with(known, change));
    }

    /// An event about a subscription as it is now.
    String event(String type, String subscriptionId, Instant at) {
        return event(id("evt"), type, object(subscription(subscriptionId)), at);
    }

    /// The end of a checkout.
    String checkedOut(String sessionId, String subscriptionId, Instant at) {
        var form = Objects.requireNonNull(sessions.get(sessionId), sessionId);
        return event(
                id("evt"),
                "checkout.session.completed",
                Map.of(
                        "id",
                        sessionId,
                        "object",
                        "checkout.session",
                        "customer",
                        form.getOrDefault("customer", ""),
                        "subscription",
                        subscriptionId,
                        "metadata",
                        Map.of("workspace_id", form.getOrDefault("metadata[workspace_id]", ""))),
                at);
    }

    /// A bill of the subscription's present period, paid or not.
    String invoice(String type, String reason, String subscriptionId, Instant at) {
        var subscription = subscription(subscriptionId);
        var invoice = new LinkedHashMap<String, Object>();
        invoice.put("id", id("in"));
        invoice.put("object", "invoice");
        invoice.put("customer", subscription.get("customer"));
        invoice.put("billing_reason", reason);
        invoice.put("amount_due", 9_900);
        invoice.put("amount_paid", type.endsWith("succeeded") ? 9_900 : 0);
        invoice.put("currency", "usd");
        invoice.put("hosted_invoice_url", "https://invoice.stripe.test/" + invoice.get("id"));
        invoice.put(
                "parent",
                Map.of(
                        "type",
                        "subscription_details",
                        "subscription_details",
                        Map.of(
                                "subscription",
                                subscriptionId,
                                "metadata",
                                Map.of("workspace_id", subscription.get("workspace_id")))));
        invoice.put(
                "lines",
                Map.of(
                        "data",
                        List.of(Map.of(
                                "description",
                                "1 x something",
                                "pricing",
                                Map.of("price_details", Map.of("price", subscription.get("price"))),
                                "period",
                                Map.of("start", subscription.get("starts"), "end", subscription.get("ends"))))));
        return event(id("evt"), type, invoice, at);
    }

    private Map<String, Object> subscription(String id) {
        return Objects.requireNonNull(subscriptions.get(id), id);
    }

    private static long number(Map<String, Object> object, String field) {
        return ((Number) Objects.requireNonNull(object.get(field), field)).longValue();
    }

    /// A subscription in the words of the interface, with everything expanded.
    private static Map<String, Object> object(Map<String, Object> known) {
        var card = Map.of("brand", "visa", "last4", "4242", "exp_month", 12, "exp_year", 2032);
        var object = new LinkedHashMap<String, Object>();
        object.put("id", known.get("id"));
        object.put("object", "subscription");
        object.put("customer", known.get("customer"));
        object.put("status", known.get("status"));
        object.put("cancel_at_period_end", known.get("cancel_at_period_end"));
        object.put("metadata", Map.of("workspace_id", known.get("workspace_id")));
        object.put(
                "default_payment_method",
                Map.of("id", "pm_1", "object", "payment_method", "type", "card", "card", card));
        object.put(
                "items",
                Map.of(
                        "object",
                        "list",
                        "data",
                        List.of(Map.of(
                                "id",
                                "si_" + known.get("id"),
                                "object",
                                "subscription_item",
                                "price",
                                Map.of("id", known.get("price"), "object", "price"),
                                "current_period_start",
                                known.get("starts"),
                                "current_period_end",
                                known.get("ends")))));
        return object;
    }

    static String event(String id, String type, Map<String, Object> object, Instant at) {
        var event = new LinkedHashMap<String, Object>();
        event.put("id", id);
        event.put("object", "event");
        event.put("api_version", "2026-07-29.dahlia");
        event.put("type", type);
        event.put("created", at.getEpochSecond());
        event.put("data", Map.of("object", object));
        return json(event);
    }

    private static String json(Map<String, Object> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The header that Stripe sends with a body.
    static String signature(String body, String secret, Instant at) {
        var seconds = at.getEpochSecond();
        return "t=" + seconds + ",v1=" + hmac(seconds + "." + body, secret) + ",v0=6ffbb59b2300aae63f272406069a9788";
    }

    static String hmac(String text, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
