/// Figures of the running service for Prometheus. Start at [Metrics], the list of all of them.
///
/// Labels hold closed lists of words only: no tenant, no name of a host, no path with an id in it.
@NullMarked
package io.reconai.server.metrics;

import org.jspecify.annotations.NullMarked;
