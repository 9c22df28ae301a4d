/// Which ports answer, and what says hello there.
///
/// [io.reconai.engine.ports.PortScanner] is an event loop, since thousands of silent ports are waited for at once;
/// [io.reconai.engine.ports.Greeting] reads what an open port sends by itself.
@NullMarked
package io.reconai.engine.ports;

import org.jspecify.annotations.NullMarked;
