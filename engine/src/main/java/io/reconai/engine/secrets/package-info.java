/// Secrets in texts that strangers publish: how to know one, and how to hide it before the text is kept.
///
/// Pure functions of a text. Start at [io.reconai.engine.secrets.SecretFinder]; the table of forms is
/// [io.reconai.engine.secrets.SecretForms]. How grave a kind is, is judged elsewhere.
@NullMarked
package io.reconai.engine.secrets;

import org.jspecify.annotations.NullMarked;
