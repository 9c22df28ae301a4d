/// How often one may ask. Start at [RateGate], which every request passes.
@NullMarked
package io.reconai.server.limits;

import org.jspecify.annotations.NullMarked;
