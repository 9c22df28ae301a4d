package io.reconai.server.usage;

import java.time.LocalDate;

/// What was used on one day (UTC).
public record DailyUsage(LocalDate date, long apiCalls, long scans) {}
