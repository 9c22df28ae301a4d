/// The embedded store: SQLite by plain JDBC, one writer and a few readers.
@NullMarked
package io.reconai.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
