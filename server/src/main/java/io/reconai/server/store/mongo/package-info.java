/// The store in MongoDB, for installations that have one: every port of `store/` on single documents.
///
/// There are no transactions here: what belongs together is decided by one atomic update of one document, and what
/// follows from it can be done again by whoever comes next. Each class says how. Start reading at [MongoStores], then
/// [Documents]; the rules for queries (flat filters, no dots in names, no text index) keep stand-ins of MongoDB usable.
@NullMarked
package io.reconai.server.store.mongo;

import org.jspecify.annotations.NullMarked;
