/// Where names come from: one collector, one file.
///
/// A collector yields names with where it saw them; whether a name is real is decided by resolution, not here.
@NullMarked
package io.reconai.engine.discovery;

import org.jspecify.annotations.NullMarked;
