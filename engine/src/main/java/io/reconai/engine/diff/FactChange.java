package io.reconai.engine.diff;

import io.reconai.engine.asset.Severity;
import java.util.Locale;
import java.util.Optional;

/// What became of one fact of a host.
///
/// @param check of a finding; empty for other kinds
/// @param id of a finding, the same in every scan; empty for other kinds
/// @param before empty when it appeared, or when it was not known
/// @param after empty when it is gone or was not seen again
/// @param reason why it was not seen again, or that it had not been looked at before; otherwise empty
public record FactChange(
        Change change,
        Kind kind,
        String id,
        String check,
        String subject,
        String label,
        String before,
        String after,
        String reason) {

    /// How bad a finding was; empty for other kinds and for a finding that appeared.
    public Optional<Severity> severityBefore() {
        return severity(before);
    }

    /// How bad a finding is now; empty for other kinds and for a finding that is gone or was not seen again.
    public Optional<Severity> severityAfter() {
        return severity(after);
    }

    /// True for a finding that is new or worse than it was, and at least this bad.
    public boolean isNews(Severity atLeast) {
        return severityAfter()
                .filter(now -> now.compareTo(atLeast) >= 0)
                .filter(now ->
                        severityBefore().isEmpty() || severityBefore().get().compareTo(now) < 0)
                .isPresent();
    }

    private Optional<Severity> severity(String word) {
        return kind == Kind.FINDING && !word.isEmpty()
                ? Optional.of(Severity.valueOf(word.toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }
}
