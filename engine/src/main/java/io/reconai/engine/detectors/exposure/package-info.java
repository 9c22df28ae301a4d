/// Files and pages that nobody meant to publish: one table of rows a family, one rule for them all.
///
/// A row ([io.reconai.engine.detectors.exposure.Exposure]) says where a file would lie and what in its content proves
/// it. [io.reconai.engine.detectors.exposure.ExposureDetector] asks for the paths and judges the answers: a status
/// alone proves nothing, and an answer that what is not there gets too is none.
/// [io.reconai.engine.detectors.exposure.ExposureDetectors] is the list of the families.
@NullMarked
package io.reconai.engine.detectors.exposure;

import org.jspecify.annotations.NullMarked;
