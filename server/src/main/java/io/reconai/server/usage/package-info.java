/// What a workspace may use and what it has used: plans, scan credits, counted calls. Start at [Quotas].
@NullMarked
package io.reconai.server.usage;

import org.jspecify.annotations.NullMarked;
