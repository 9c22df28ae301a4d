/// Which technologies a host runs, from what was observed of it.
///
/// A pure function of evidence: no network, no clock. Start at [io.reconai.engine.technologies.Technologies]. What
/// is known of products stands in the `.rules` files beside this package's resources; a further product costs its
/// lines there and its samples in `technology-samples.txt`, and no code.
///
/// [io.reconai.engine.technologies.VulnerableLibraries] knows the published weaknesses of JavaScript libraries.
@NullMarked
package io.reconai.engine.technologies;

import org.jspecify.annotations.NullMarked;
