/// Collects the evidence of a host: which questions are asked, and of whom. The last stage that touches the network.
///
/// Start at [io.reconai.engine.enrichment.HostObserver].
@NullMarked
package io.reconai.engine.enrichment;

import org.jspecify.annotations.NullMarked;
