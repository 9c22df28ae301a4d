/// Results as people and programs read them: a table, one JSON document, or one JSON line a host.
@NullMarked
package io.reconai.cli.output;

import org.jspecify.annotations.NullMarked;
