/// What speaks on an open port: product, version and CPE name, by its greeting or its answer to a harmless question.
///
/// Start at [io.reconai.engine.services.ServiceExplorer], which holds the conversations. What is asked stands in
/// `questions.txt`, what answers mean in `signatures.txt` and `http-products.txt`: one more service is one more row.
/// Where a version has to be computed there is a class of its own beside [io.reconai.engine.services.Recogniser].
///
/// Nobody signs in, nothing is written, and every byte heard is a stranger's: it is bounded before it gets here, and
/// [io.reconai.engine.services.MalformedReplyException] is the only way in which reading one may fail.
@NullMarked
package io.reconai.engine.services;

import org.jspecify.annotations.NullMarked;
