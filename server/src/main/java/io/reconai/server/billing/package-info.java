/// Plans and usage as people see them.
@NullMarked
package io.reconai.server.billing;

import org.jspecify.annotations.NullMarked;
