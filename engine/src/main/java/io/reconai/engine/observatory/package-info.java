/// The grade that MDN HTTP Observatory gives a site, by its rules (version 1.4.8, algorithm 4), so that a reader can
/// compare. It judges no finding and changes no score of ours. Start at [Observatory].
@NullMarked
package io.reconai.engine.observatory;

import org.jspecify.annotations.NullMarked;
