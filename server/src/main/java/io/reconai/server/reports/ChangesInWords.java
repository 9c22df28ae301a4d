package io.reconai.server.reports;

import io.reconai.engine.asset.Text;
import io.reconai.server.scans.ChangesSince.Changes;
import io.reconai.server.scans.ChangesSince.DomainChange;
import io.reconai.server.scans.ScanDifference;
import io.reconai.server.scans.ScanDifference.Weakness;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// What changed since the last report, as a few lines that people read.
///
/// @param inShort for the subject of a mail
record ChangesInWords(String heading, String inShort, List<String> lines) {

    /// The report and the page of changes have the rest.
    private static final int MOST_OF_A_LIST = 10;

    private static final int LONGEST_LINE = 220;
    private static final List<String> SEVERITIES = List.of("critical", "high", "medium", "low", "info");

    ChangesInWords {
        lines = List.copyOf(lines);
    }

    static ChangesInWords of(Instant since, Changes changes) {
        var lines = new ArrayList<String>();
        for (var domain : changes.domains()) {
            switch (domain) {
                case DomainChange.Compared(var name, var difference) -> add(lines, name.value(), difference);
                case DomainChange.LookedAtFirst(var name, var hosts) ->
                    lines.add(name.value() + ": looked at for the first time, " + counted(hosts, "host") + " found");
                case DomainChange.NotKept(var name) ->
                    lines.add(name.value() + ": scanned, but what the earlier scan saw is not kept any more, so the two"
                            + " cannot be compared");
            }
        }
        if (changes.domains().isEmpty()) {
            lines.add("Nothing was scanned since then.");
        }
        if (changes.unlisted() > 0) {
            lines.add("And " + counted(changes.unlisted(), "domain") + " more that were scanned.");
        }
        return new ChangesInWords(
                "Changes since " + since.atZone(ZoneOffset.UTC).toLocalDate(),
                inShort(changes),
                lines.stream().map(line -> Text.visible(line, LONGEST_LINE)).toList());
    }

    private static String inShort(Changes changes) {
        if (changes.domains().isEmpty()) {
            return "nothing was scanned";
        }
        var added = sum(changes, difference -> difference.summary().findingsAdded());
        var removed = sum(changes, difference -> difference.summary().findingsRemoved());
        var hosts = sum(changes, difference -> difference.summary().assetsAdded());
        return counted(added, "new finding") + ", " + removed + " fixed, " + counted(hosts, "new host");
    }

    private static long sum(Changes changes, ToLongFunction<ScanDifference> number) {
        return changes.domains().stream()
                .mapToLong(domain -> domain instanceof DomainChange.Compared(var _, var difference)
                        ? number.applyAsLong(difference)
                        : 0)
                .sum();
    }

    private static void add(List<String> lines, String domain, ScanDifference difference) {
        var totals = difference.summary();
        lines.add(domain + ": " + counted(totals.assetsAdded(), "new host") + ", " + totals.assetsRemoved()
                + " gone, " + totals.assetsChanged() + " changed; " + counted(totals.findingsAdded(), "new finding")
                + ", " + totals.findingsRemoved() + " gone; mean risk "
                + String.format(Locale.ROOT, "%+.1f", totals.riskScoreChange())
                + (difference.notComparable().isEmpty()
                        ? ""
                        : "; " + counted(difference.notComparable().size(), "host") + " not reached in full"));
        list(
                lines,
                totals.findingsAdded(),
                difference.findingsAdded().stream()
                        .sorted((one, other) -> Integer.compare(rank(one), rank(other)))
                        .map(finding -> "New finding (" + severity(finding) + "): " + finding.title() + " on "
                                + finding.assetValue())
                        .toList());
        list(
                lines,
                totals.findingsRemoved(),
                difference.findingsRemoved().stream()
                        .map(finding -> "Fixed: " + finding.title() + " on " + finding.assetValue())
                        .toList());
        list(
                lines,
                totals.assetsAdded(),
                difference.assetsAdded().stream()
                        .map(asset -> "New host: " + asset.assetValue() + ", score " + asset.riskScore())
                        .toList());
        list(
                lines,
                totals.assetsRemoved(),
                difference.assetsRemoved().stream()
                        .map(asset -> "Gone: " + asset.assetValue())
                        .toList());
    }

    private static int rank(Weakness finding) {
        var rank = SEVERITIES.indexOf(severity(finding));
        return rank < 0 ? SEVERITIES.size() : rank;
    }

    private static String severity(Weakness finding) {
        return finding.severity() == null ? "unknown" : finding.severity().toLowerCase(Locale.ROOT);
    }

    private static void list(List<String> lines, long total, List<String> entries) {
        var shown = entries.stream().limit(MOST_OF_A_LIST).toList();
        lines.addAll(shown);
        if (total > shown.size()) {
            lines.add("and " + (total - shown.size()) + " more");
        }
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
