/// Reports that come by mail by themselves, each saying what changed since the last one.
///
/// Start at [io.reconai.server.reports.ReportRunner]: it takes the schedules that are due and makes an errand for each
/// recipient; [ReportLetters] writes the mails when they leave. What is attached is [ReportFile].
@NullMarked
package io.reconai.server.reports;

import org.jspecify.annotations.NullMarked;
