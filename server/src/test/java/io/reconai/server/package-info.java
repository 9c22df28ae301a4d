@NullMarked
package io.reconai.server;

import org.jspecify.annotations.NullMarked;
