/// Who runs what a host stands on: clouds, content delivery, filters, hosting and mail, by facts that they publish.
///
/// Start at [io.reconai.engine.providers.Providers]. Judges evidence and touches no network. What is recognised by
/// headers, cookies and pages is a matter of [io.reconai.engine.technologies].
@NullMarked
package io.reconai.engine.providers;

import org.jspecify.annotations.NullMarked;
