/// Plans and usage as people see them, and how plans are bought at Stripe.
///
/// What was bought follows from [Standing], which grows with what Stripe tells ([WebhookResource], [PlanChanges]) and
/// with time ([PlanClock]). What we ask of Stripe is in one place ([StripeApi]). Start at [Subscriptions].
@NullMarked
package io.reconai.server.billing;

import org.jspecify.annotations.NullMarked;
