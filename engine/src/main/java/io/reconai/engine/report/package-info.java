/// Results as people read them: what a scan comes to in numbers, and the report on paper. Start at [Overview].
///
/// Shared by the command line and the service. Touches nothing but what it is handed and the stream it writes to.
@NullMarked
package io.reconai.engine.report;

import org.jspecify.annotations.NullMarked;
