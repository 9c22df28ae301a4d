package io.reconai.engine.report;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Text;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a report for people shows of a scan: the numbers, the riskiest hosts, the findings of each check.
///
/// The numbers are exact; of hosts and of places only the first are kept, so that a report of any scan can be read and
/// fits into memory. Twenty hosts with the same answer are one place. The same hosts give the same overview in whatever
/// order they come.
public final class Overview {

    /// Nobody reads on; the machine-readable formats have them all.
    public static final int MAX_ASSETS = 300;

    public static final int MAX_PLACES = 300;

    /// The worst first.
    public static final List<RiskLevel> LEVELS = List.of(RiskLevel.values()).reversed();

    public static final List<Severity> SEVERITIES = List.of(Severity.values()).reversed();

    private static final int MAX_TEXT = 300;

    /// Which of a check's findings speaks for it: the worst, and of those the first by name.
    public static final Comparator<Finding> EXAMPLES_FIRST = Comparator.comparing(
                    Finding::severity, Comparator.reverseOrder())
            .thenComparing(Finding::asset)
            .thenComparing(Finding::location);

    /// A host in one line.
    public record Row(String asset, int score, RiskLevel level, String ports, long findings, String worst) {}

    /// Where a check failed: on one host, or on several for the same reason.
    ///
    /// @param hosts the first of them by name, and how many more there are
    /// @param location of the first host, as is the excerpt
    /// @param count how many findings it stands for
    public record Place(
            Severity severity, String hosts, String location, String excerpt, Confidence confidence, long count) {}

    /// A check and where it failed.
    public static final class Group {

        private Finding example;
        private final TreeMap<Cause, SameCause> causes = new TreeMap<>();
        private long count;

        private Group(Finding example) {
            this.example = example;
        }

        private void add(Finding finding) {
            count++;
            example = EXAMPLES_FIRST.compare(finding, example) < 0 ? finding : example;
            causes.computeIfAbsent(Cause.of(finding), cause -> new SameCause(cause, finding))
                    .add(finding);
            if (causes.size() > MAX_PLACES) {
                causes.pollLastEntry(); // whichever comes again is the last again, so that those kept are whole
            }
        }

        public String checkId() {
            return example.checkId();
        }

        public String title() {
            return example.title();
        }

        public String category() {
            return example.category();
        }

        public String description() {
            return example.description();
        }

        public String remediation() {
            return example.remediation();
        }

        public String sources() {
            return String.join(", ", example.references());
        }

        public Severity worst() {
            return example.severity();
        }

        public long count() {
            return count;
        }

        /// How many findings stand in none of these places.
        public long beyond(List<Place> places) {
            return count - places.stream().mapToLong(Place::count).sum();
        }

        /// The worst first, at most [#MAX_PLACES]; hosts that have the same for the same reason are one place.
        public List<Place> places() {
            return causes.values().stream()
                    .map(SameCause::place)
                    .sorted(Comparator.comparing(Place::severity, Comparator.reverseOrder())
                            .thenComparing(Place::hosts)
                            .thenComparing(Place::location)
                            .thenComparing(Place::excerpt)
                            .thenComparing(Place::confidence))
                    .toList();
        }
    }

    private final Map<RiskLevel, Long> levels = new EnumMap<>(RiskLevel.class);
    private final Map<Severity, Long> severities = new EnumMap<>(Severity.class);
    private final Map<String, Group> groups = new HashMap<>();
    private final TreeSet<Row> riskiest =
            new TreeSet<>(Comparator.comparingInt(Row::score).reversed().thenComparing(Row::asset));
    private long assets;

    public void add(Asset asset) {
        assets++;
        levels.merge(asset.risk().level(), 1L, Long::sum);
        for (var finding : asset.findings()) {
            severities.merge(finding.severity(), 1L, Long::sum);
            groups.computeIfAbsent(finding.checkId(), _ -> new Group(finding)).add(finding);
        }
        riskiest.add(row(asset));
        if (riskiest.size() > MAX_ASSETS) {
            riskiest.pollLast();
        }
    }

    private static Row row(Asset asset) {
        var serious = asset.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        return new Row(
                bounded(asset.host().value()),
                asset.risk().score(),
                asset.risk().level(),
                bounded(asset.evidence().openPorts().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "))),
                serious.size(),
                serious.isEmpty() ? "" : bounded(serious.getFirst().title()));
    }

    public long assets() {
        return assets;
    }

    public long findings() {
        return severities.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(RiskLevel level) {
        return levels.getOrDefault(level, 0L);
    }

    public long count(Severity severity) {
        return severities.getOrDefault(severity, 0L);
    }

    /// Riskiest first, at most [#MAX_ASSETS].
    public List<Row> riskiest() {
        return List.copyOf(riskiest);
    }

    /// Worst first, then the most frequent.
    public List<Group> groups() {
        return groups.values().stream()
                .sorted(Comparator.comparing(Group::worst, Comparator.reverseOrder())
                        .thenComparing(Group::count, Comparator.reverseOrder())
                        .thenComparing(Group::checkId))
                .toList();
    }

    /// The result in two or three sentences.
    public String inWords() {
        if (assets == 0) {
            return "No host was found.";
        }
        var exposed = count(RiskLevel.CRITICAL) + count(RiskLevel.HIGH);
        var urgent = count(Severity.CRITICAL) + count(Severity.HIGH);
        return (exposed == 0
                        ? "None of " + assets + " hosts is at high or critical risk."
                        : exposed + " of " + assets + " hosts " + (exposed == 1 ? "is" : "are")
                                + " at high or critical risk.")
                + (urgent == 0
                        ? " There are " + findings() + " findings, none of them high or critical."
                        : " Of " + findings() + " findings " + urgent + (urgent == 1 ? " is" : " are")
                                + " high or critical and should be seen to first.");
    }

    /// How each scan went, and what keeps its result from being whole.
    public static List<String> trust(ScanReport report) {
        var lines = report.sources().stream()
                .filter(source -> switch (source.status()) {
                    case FAILED, LIMITED -> true;
                    case ANSWERED, ASKED, SKIPPED -> false;
                })
                .map(source -> "Source " + source.source() + " " + word(source.status()) + ": " + source.detail());
        var warnings = report.warnings().stream()
                .map(warning -> word(warning.code()) + ": " + warning.source() + " " + warning.detail());
        return Stream.concat(lines, warnings).map(Overview::bounded).limit(50).toList();
    }

    public static String scan(ScanReport report) {
        return report.domain() + ", " + word(report.mode()) + " mode, "
                + report.startedAt().truncatedTo(ChronoUnit.SECONDS) + " to "
                + report.finishedAt().truncatedTo(ChronoUnit.SECONDS) + ", " + word(report.end());
    }

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String bounded(String foreign) {
        return Text.visible(foreign, MAX_TEXT);
    }
}
