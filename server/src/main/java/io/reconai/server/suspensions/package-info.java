/// People and workspaces that the operator has shut out for a time.
@NullMarked
package io.reconai.server.suspensions;

import org.jspecify.annotations.NullMarked;
