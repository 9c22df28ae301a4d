/// Third parties that are asked about a domain or an address: politely, within bounds, and with an honest account.
///
/// Start at [io.reconai.engine.sources.Sources]. What a source answers is hostile input and a hint until our own
/// resolution confirms it. How its answer is read stands with whoever needs it (a collector, an enricher).
@NullMarked
package io.reconai.engine.sources;

import org.jspecify.annotations.NullMarked;
