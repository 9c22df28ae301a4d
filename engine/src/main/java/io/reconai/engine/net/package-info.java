/// The only place where a socket is opened, and the policy that says where to.
///
/// Start at [io.reconai.engine.net.Dialer]. Every address that a stranger can name is judged here, right before
/// connecting; every byte that a stranger sends is counted here.
@NullMarked
package io.reconai.engine.net;

import org.jspecify.annotations.NullMarked;
