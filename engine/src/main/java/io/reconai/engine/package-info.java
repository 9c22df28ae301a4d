/// The scan engine: a domain goes in, judged hosts stream out.
///
/// Start at [io.reconai.engine.ScanEngine]. Everything else is behind it.
@NullMarked
package io.reconai.engine;

import org.jspecify.annotations.NullMarked;
