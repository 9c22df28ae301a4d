package io.reconai.server.reports;

import java.util.Locale;

/// As what a report is made.
public enum ReportFormat {
    PDF("application/pdf"),
    HTML("text/html; charset=utf-8");

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /// In the interface, and at the end of a file's name.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
