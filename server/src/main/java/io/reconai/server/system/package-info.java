/// Settings, health and what the web app must know before sign-in.
@NullMarked
package io.reconai.server.system;

import org.jspecify.annotations.NullMarked;
