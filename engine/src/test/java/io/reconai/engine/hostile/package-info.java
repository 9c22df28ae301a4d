/// The engine against a world that wants it to fail: everything at once, as a scan meets it.
@NullMarked
package io.reconai.engine.hostile;

import org.jspecify.annotations.NullMarked;
