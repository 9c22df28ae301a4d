/// Workspaces, their members, and invitations to them.
@NullMarked
package io.reconai.server.workspaces;

import org.jspecify.annotations.NullMarked;
