/// What is promised of a server that dies: tests that kill it. They need the packaged server and run after it is built.
@NullMarked
package io.reconai.server.durability;

import org.jspecify.annotations.NullMarked;
