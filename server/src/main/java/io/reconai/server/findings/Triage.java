package io.reconai.server.findings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a person says of a finding; null leaves as it is, an empty text takes away.
public record Triage(
        @Nullable FindingState state,
        @Nullable String reason,
        @Nullable Instant acceptedUntil,
        @Nullable String assignee,
        @Nullable String note) {}
