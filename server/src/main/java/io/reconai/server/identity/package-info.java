/// Accounts, sessions and tokens; the only place where a caller and a workspace are made.
@NullMarked
package io.reconai.server.identity;

import org.jspecify.annotations.NullMarked;
