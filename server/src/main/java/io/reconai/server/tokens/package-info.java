/// API tokens: what programs sign in with. Start at [ApiToken]; [TokenCheck] is what each request passes.
@NullMarked
package io.reconai.server.tokens;

import org.jspecify.annotations.NullMarked;
