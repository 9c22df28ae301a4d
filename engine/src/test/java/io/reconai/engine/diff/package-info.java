@NullMarked
package io.reconai.engine.diff;

import org.jspecify.annotations.NullMarked;
