@NullMarked
package io.reconai.engine.zone;

import org.jspecify.annotations.NullMarked;
