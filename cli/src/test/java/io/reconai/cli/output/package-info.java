@NullMarked
package io.reconai.cli.output;

import org.jspecify.annotations.NullMarked;
