/// What operators are given beside the program, held against a running server.
@NullMarked
package io.reconai.server.deploy;

import org.jspecify.annotations.NullMarked;
