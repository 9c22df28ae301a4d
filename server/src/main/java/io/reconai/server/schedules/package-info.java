/// Domains that are scanned by themselves: when, how, and who does it.
///
/// [io.reconai.server.schedules.Rhythm] says when; [io.reconai.server.schedules.ScheduleRunner] starts what is due, on
/// one server of all that share a store.
@NullMarked
package io.reconai.server.schedules;

import org.jspecify.annotations.NullMarked;
