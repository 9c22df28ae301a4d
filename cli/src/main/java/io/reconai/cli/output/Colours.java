package io.reconai.cli.output;

import io.reconai.engine.asset.RiskLevel;
import java.util.Map;

/// Colours on a terminal, and none elsewhere. The words say the same: colour is never the only sign.
public enum Colours {
    ON,
    OFF;

    private static final String RESET = "\u001b[0m";

    /// Colours are on only when asked for nowhere else: a terminal, no `NO_COLOR` (no-color.org), no `TERM=dumb`.
    public static Colours fitting(boolean terminal, boolean refused, Map<String, String> environment) {
        var forbidden = refused
                || !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return terminal && !forbidden ? ON : OFF;
    }

    String level(RiskLevel level, String line) {
        if (this == OFF) {
            return line;
        }
        return switch (level) {
            case CRITICAL -> "\u001b[1;31m" + line + RESET;
            case HIGH -> "\u001b[31m" + line + RESET;
            case MEDIUM -> "\u001b[33m" + line + RESET;
            case LOW -> line;
        };
    }
}
