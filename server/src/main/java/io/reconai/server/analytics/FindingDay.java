package io.reconai.server.analytics;

import java.time.LocalDate;

/// Findings that appeared and vanished in a day.
public record FindingDay(LocalDate day, long opened, long fixed) {}
