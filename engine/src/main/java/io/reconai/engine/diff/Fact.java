package io.reconai.engine.diff;

import java.util.List;

/// One thing known of a host. Two facts with the same kind, id, check and subject are about the same thing.
///
/// @param id of a finding, made of its whole location; empty for other kinds
/// @param check of a finding; empty for other kinds
/// @param subject a location, `443/tcp`, a port with TLS, a technology's id, an address
/// @param value what may change: a severity, a service, a fingerprint, a version; empty when unknown
/// @param label for people, as visible text
/// @param shownBy the questions whose answers show it; all must be answered again before it may be called gone
record Fact(Kind kind, String id, String check, String subject, String value, String label, List<Question> shownBy) {

    Fact {
        shownBy = List.copyOf(shownBy);
    }

    boolean isAboutTheSameAs(Fact other) {
        return kind == other.kind && id.equals(other.id) && check.equals(other.check) && subject.equals(other.subject);
    }
}
