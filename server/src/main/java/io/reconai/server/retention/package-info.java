/// Forgets what is older than a workspace's plan keeps. Start reading at [Retention].
@NullMarked
package io.reconai.server.retention;

import org.jspecify.annotations.NullMarked;
