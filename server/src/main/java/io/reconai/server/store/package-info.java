/// What the service keeps, as ports. Every method wants a workspace, so that no query can forget the tenant.
@NullMarked
package io.reconai.server.store;

import org.jspecify.annotations.NullMarked;
