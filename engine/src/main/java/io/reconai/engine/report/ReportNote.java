package io.reconai.engine.report;

import java.util.List;

/// What a report says beside what it finds in the hosts, such as what changed since the last one.
///
/// @param lines foreign text may be in them: it is shown as text, and cut
public record ReportNote(String heading, List<String> lines) {

    public ReportNote {
        lines = List.copyOf(lines);
    }
}
