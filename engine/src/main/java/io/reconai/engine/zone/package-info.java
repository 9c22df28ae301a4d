/// What the servers of a zone say of it, put side by side: the versions that they hold.
///
/// Pure: no network and no judgement; detectors judge.
@NullMarked
package io.reconai.engine.zone;

import org.jspecify.annotations.NullMarked;
