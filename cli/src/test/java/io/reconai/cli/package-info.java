@NullMarked
package io.reconai.cli;

import org.jspecify.annotations.NullMarked;
