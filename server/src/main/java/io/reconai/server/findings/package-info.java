/// Findings over time: their states, who changed them and why. Start with [FindingResource].
@NullMarked
package io.reconai.server.findings;

import org.jspecify.annotations.NullMarked;
