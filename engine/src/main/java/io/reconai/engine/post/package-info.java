/// Hands messages to web addresses that the service's users named, such as their webhooks.
///
/// Start at [io.reconai.engine.post.MessagePost]. What users name is a stranger's word: everything goes through the
/// Dialer and its address policy, and nothing that an answer says is followed.
@NullMarked
package io.reconai.engine.post;

import org.jspecify.annotations.NullMarked;
