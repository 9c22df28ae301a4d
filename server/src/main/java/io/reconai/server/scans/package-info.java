/// Scans of domains: asked for, run, followed live.
@NullMarked
package io.reconai.server.scans;

import org.jspecify.annotations.NullMarked;
