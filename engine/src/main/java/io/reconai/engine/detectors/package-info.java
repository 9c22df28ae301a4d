/// Judges evidence: one detector, one file, no network, no clock.
///
/// A detector names the probes it needs as data ([io.reconai.engine.detectors.Probe]); the enrichment stage makes
/// them. [io.reconai.engine.detectors.Detectors] is the list of them all.
@NullMarked
package io.reconai.engine.detectors;

import org.jspecify.annotations.NullMarked;
