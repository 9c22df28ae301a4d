/// What a workspace looks like as a whole, now and over time. Start at [AnalyticsResource]; the sums are the store's.
@NullMarked
package io.reconai.server.analytics;

import org.jspecify.annotations.NullMarked;
