package io.reconai.server.limits;

import io.reconai.server.usage.Plan;
import java.time.Duration;
import java.util.List;

/// The table of rates. All windows of a row apply at once.
final class Rates {

    static final List<Window> BROWSER = row(600, 10_000, 100_000);
    static final List<Window> STRANGER = row(100, 1_000, 10_000);
    static final List<Window> REGISTER = List.of(Window.hour(10));
    static final List<Window> MAIL = List.of(Window.hour(5));
    static final List<Window> LOGIN = List.of(new Window("minute", "15 minutes", Duration.ofMinutes(15), 10));

    static final List<Window> VERIFICATION = List.of(Window.hour(10));
    static final List<Window> CHANNEL_TEST = List.of(Window.hour(10));
    static final List<Window> REPORT_NOW = List.of(Window.hour(10));

    private static final List<Window> FREE = row(10, 100, 1_000);
    private static final List<Window> PRO = row(50, 1_000, 10_000);
    private static final List<Window> ENTERPRISE = row(200, 10_000, 100_000);

    private Rates() {}

    static List<Window> of(Plan plan) {
        return switch (plan) {
            case FREE -> FREE;
            case PRO -> PRO;
            case ENTERPRISE -> ENTERPRISE;
        };
    }

    private static List<Window> row(int minute, int hour, int day) {
        return List.of(Window.minute(minute), Window.hour(hour), Window.day(day));
    }
}
