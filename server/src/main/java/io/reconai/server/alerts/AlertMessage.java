package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Text;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a message says, whichever way it goes.
///
/// @param base where people reach the service
/// @param alerts the worst first
record AlertMessage(
        String workspaceId,
        String workspaceName,
        List<Alert> alerts,
        boolean isTest,
        boolean isDigest,
        Optional<URI> base) {

    /// A message that shows more is longer than some chats allow, and than people read.
    static final int MOST_LINES = 20;

    private static final int LONGEST_LINE = 250;

    AlertMessage {
        alerts = alerts.stream()
                .sorted(Comparator.comparing(Alert::severity).reversed().thenComparing(Alert::createdAt))
                .toList();
    }

    /// One line about all of them.
    String title() {
        var first = alerts.getFirst();
        if (isTest) {
            return "Test of alerts from ReconAI";
        }
        if (alerts.size() == 1) {
            return shown(first.title());
        }
        var areAlike = alerts.stream().map(Alert::event).distinct().count() == 1;
        return areAlike
                ? counted(alerts.size(), "alert") + ": " + words(first.event())
                : (isDigest ? "Digest: " : "") + counted(alerts.size(), "alert") + " from ReconAI";
    }

    /// Where it comes from.
    String from() {
        return workspaceName.isEmpty() ? "ReconAI" : "ReconAI, workspace " + shown(workspaceName);
    }

    Severity worst() {
        return alerts.getFirst().severity();
    }

    /// The alerts that are written out.
    List<Alert> listed() {
        return alerts.subList(0, Math.min(MOST_LINES, alerts.size()));
    }

    /// How many are only counted.
    int unlisted() {
        return alerts.size() - listed().size();
    }

    static String line(Alert alert) {
        return alert.severity().name() + ": " + shown(alert.title());
    }

    static String detail(Alert alert) {
        return shown(alert.data().detail());
    }

    /// The page of one alert.
    Optional<URI> link(Alert alert) {
        return base.flatMap(root -> Optional.ofNullable(alert.data().link()).map(root::resolve));
    }

    /// The page of all alerts.
    Optional<URI> link() {
        return base.map(root -> root.resolve("/alerts"));
    }

    static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String words(AlertEvent event) {
        return event.word().replace('.', ' ').replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static String shown(String text) {
        return Text.visible(text, LONGEST_LINE);
    }
}
