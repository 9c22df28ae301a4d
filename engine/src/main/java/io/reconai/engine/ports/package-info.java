/// Which ports answer.
///
/// [io.reconai.engine.ports.PortScanner] has event loops, since thousands of silent ports are waited for at once.
@NullMarked
package io.reconai.engine.ports;

import org.jspecify.annotations.NullMarked;
