/// Requests that may be sent again without being done again. Start at [Idempotency].
@NullMarked
package io.reconai.server.idempotency;

import org.jspecify.annotations.NullMarked;
