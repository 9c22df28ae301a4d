package io.reconai.server.billing;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.InvoiceCreatePreviewParams;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionRetrieveParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.billingportal.SessionCreateParams.FlowData;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.service.V1Services;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.identity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What we ask of Stripe: the only place that knows its library.
///
/// @throws ApiException from every method: `BILLING_NOT_CONFIGURED`, or `UPSTREAM_ERROR` when Stripe does not answer or
///     refuses
@ApplicationScoped
class StripeApi {

    private static final Logger LOG = Logger.getLogger(StripeApi.class);

    private static final int CONNECT_MILLIS = 3_000;

    /// Stripe answers within a second or two; making a session takes longest.
    private static final int READ_MILLIS = 10_000;

    /// For what a page can do without.
    private static final int SHORT_READ_MILLIS = 3_000;

    /// Each under the same key, which the library sees to: done once at most.
    private static final int TRIES_AGAIN = 1;

    private static final int NOT_FOUND = 404;

    private final Optional<StripeClient> client;

    StripeApi(StripeSettings settings) {
        client = settings.account().map(account -> StripeClient.builder()
                .setApiKey(account.key().text())
                .setApiBase(account.base().toString())
                .setConnectTimeout(CONNECT_MILLIS)
                .setReadTimeout(READ_MILLIS)
                .setMaxNetworkRetries(TRIES_AGAIN)
                .build());
    }

    /// Where somebody pays.
    record Page(String id, String url) {}

    /// What a subscription is paid with.
    record PaymentMethod(
            @Nullable String brand,
            @Nullable String last4,
            @Nullable Long expMonth,
            @Nullable Long expYear) {}

    /// What will be asked for next.
    record NextInvoice(Instant date, long amount, String currency) {}

    /// @return the customer's id
    String createCustomer(Workspace workspace, String email) {
        var parameters = CustomerCreateParams.builder()
                .setEmail(email)
                .putMetadata(StripeReader.WORKSPACE, workspace.id())
                .build();
        return asked(v1 -> v1.customers().create(parameters)).getId();
    }

    Page checkout(Workspace workspace, String customerId, String price, String success, String canceled, String key) {
        var parameters = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.SUBSCRIPTION)
                .setCustomer(customerId)
                .setClientReferenceId(workspace.id())
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setPrice(price)
                        .setQuantity(1L)
                        .build())
                .putMetadata(StripeReader.WORKSPACE, workspace.id())
                .setSubscriptionData(SessionCreateParams.SubscriptionData.builder()
                        .putMetadata(StripeReader.WORKSPACE, workspace.id())
                        .build())
                .setSuccessUrl(success)
                .setCancelUrl(canceled)
                .build();
        var session = asked(v1 -> v1.checkout().sessions().create(parameters, once(key)));
        return new Page(session.getId(), session.getUrl());
    }

    /// Where somebody changes card and plan, and finds the bills.
    Page portal(String customerId, String back) {
        var parameters = com.stripe.param.billingportal.SessionCreateParams.builder()
                .setCustomer(customerId)
                .setReturnUrl(back)
                .build();
        var session = asked(v1 -> v1.billingPortal().sessions().create(parameters));
        return new Page(session.getId(), session.getUrl());
    }

    /// Where somebody confirms that a subscription goes over to another price.
    ///
    /// @param itemId the part of the subscription that changes
    Page change(String customerId, String subscriptionId, String itemId, String price, String back, String key) {
        var confirmation = FlowData.SubscriptionUpdateConfirm.builder()
                .setSubscription(subscriptionId)
                .addItem(FlowData.SubscriptionUpdateConfirm.Item.builder()
                        .setId(itemId)
                        .setPrice(price)
                        .setQuantity(1L)
                        .build())
                .build();
        var parameters = com.stripe.param.billingportal.SessionCreateParams.builder()
                .setCustomer(customerId)
                .setReturnUrl(back)
                .setFlowData(FlowData.builder()
                        .setType(FlowData.Type.SUBSCRIPTION_UPDATE_CONFIRM)
                        .setSubscriptionUpdateConfirm(confirmation)
                        .build())
                .build();
        var session = asked(v1 -> v1.billingPortal().sessions().create(parameters, once(key)));
        return new Page(session.getId(), session.getUrl());
    }

    /// A subscription as JSON.
    String subscription(String subscriptionId) {
        return json(asked(v1 -> v1.subscriptions().retrieve(subscriptionId)));
    }

    /// Lets a subscription end with its period, or go on after all.
    ///
    /// @return the subscription as JSON
    String setEnding(String subscriptionId, boolean ends) {
        var parameters =
                SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(ends).build();
        return json(asked(v1 -> v1.subscriptions().update(subscriptionId, parameters)));
    }

    /// Ends a subscription now. One that has ended already, or is gone, is none.
    void end(String subscriptionId) {
        try {
            services()
                    .subscriptions()
                    .cancel(subscriptionId, SubscriptionCancelParams.builder().build());
        } catch (StripeException refused) {
            if (refused.getStatusCode() == null || refused.getStatusCode() != NOT_FOUND) {
                throw failure(refused);
            }
        }
    }

    Optional<PaymentMethod> paymentMethod(String subscriptionId) {
        var parameters = SubscriptionRetrieveParams.builder()
                .addExpand("default_payment_method")
                .addExpand("customer.invoice_settings.default_payment_method")
                .build();
        var subscription = asked(v1 -> v1.subscriptions().retrieve(subscriptionId, parameters, shortly()));
        return Optional.ofNullable(subscription.getDefaultPaymentMethodObject())
                .or(() -> Optional.ofNullable(subscription.getCustomerObject())
                        .map(customer -> customer.getInvoiceSettings())
                        .map(settings -> settings.getDefaultPaymentMethodObject()))
                .flatMap(method -> Optional.ofNullable(method.getCard()))
                .map(card ->
                        new PaymentMethod(card.getBrand(), card.getLast4(), card.getExpMonth(), card.getExpYear()));
    }

    NextInvoice nextInvoice(String subscriptionId) {
        var parameters = InvoiceCreatePreviewParams.builder()
                .setSubscription(subscriptionId)
                .build();
        var invoice = asked(v1 -> v1.invoices().createPreview(parameters, shortly()));
        var date = invoice.getNextPaymentAttempt() == null ? invoice.getPeriodEnd() : invoice.getNextPaymentAttempt();
        return new NextInvoice(Instant.ofEpochSecond(date), invoice.getAmountDue(), invoice.getCurrency());
    }

    private static String json(Subscription subscription) {
        return subscription.getLastResponse().body();
    }

    private static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    private static RequestOptions shortly() {
        return RequestOptions.builder()
                .setReadTimeout(SHORT_READ_MILLIS)
                .setMaxNetworkRetries(0)
                .build();
    }

    /// One question to the library.
    @FunctionalInterface
    private interface Question<T> {
        T ask(V1Services v1) throws StripeException;
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask(services());
        } catch (StripeException refused) {
            throw failure(refused);
        }
    }

    private V1Services services() {
        return client.orElseThrow(StripeApi::notConfigured).v1();
    }

    static ApiException notConfigured() {
        return new ApiException(ErrorCode.BILLING_NOT_CONFIGURED, "Plans are not sold here");
    }

    /// What Stripe says goes to the log: it may name objects of the account.
    private static ApiException failure(StripeException refused) {
        LOG.warnf(
                "Stripe failed: status=%s code=%s request=%s: %s",
                refused.getStatusCode(), refused.getCode(), refused.getRequestId(), refused.getMessage());
        return new ApiException(ErrorCode.UPSTREAM_ERROR, "Stripe could not do this; try again soon");
    }
}
