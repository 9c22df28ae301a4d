/// Whether somebody who says that a domain is his can put something there that only its owner can.
///
/// Start at [io.reconai.engine.ownership.OwnershipProof]. It asks the operator's resolvers and, over the Dialer, the
/// domain's own web server; it keeps nothing.
@NullMarked
package io.reconai.engine.ownership;

import org.jspecify.annotations.NullMarked;
