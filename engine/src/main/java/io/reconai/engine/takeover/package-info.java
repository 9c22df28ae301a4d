/// Who could answer in a host's name: services whose names anybody can claim, and buckets that a host mentions.
///
/// Start at [io.reconai.engine.takeover.Services] and [io.reconai.engine.takeover.BucketNames]. Facts and readings of
/// answers; touches no network.
@NullMarked
package io.reconai.engine.takeover;

import org.jspecify.annotations.NullMarked;
