package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.detectors.Detector;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.web.Baseline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Judges one family of files by its rows.
///
/// A file is reported when it was answered with 200 or 206, its content proves it, it is no page (unless the row says
/// so), and what is not there is answered otherwise. Content of medium strength needs a quiet origin besides: random
/// paths were answered alike, from the first request to the last. The same content under several paths is one finding.
final class ExposureDetector implements Detector {

    private record Hit(Exposure row, Answered answered, Leak leak) {

        String location() {
            var url = answered.exchange().url();
            return row.place().isEmpty()
                    ? url
                    : url.substring(0, url.length() - answered.path().length()) + row.place();
        }

        Proof proof() {
            var facts = answered.kind().isEmpty() ? "body" : "file";
            var part = answered.exchange().method().equals("HEAD") ? "status" : facts;
            return new Proof(
                    "/exchanges/" + answered.index() + "/answer/" + part,
                    answered.exchange().url() + ": " + leak.shown());
        }
    }

    private final String id;
    private final List<Exposure> rows;

    /// @param family for the id: `exposure_FAMILY_detector`
    ExposureDetector(String family, List<Exposure> rows) {
        id = "exposure_" + family + "_detector";
        this.rows = List.copyOf(rows);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Check> checks() {
        return rows.stream().map(Exposure::check).distinct().toList();
    }

    List<Exposure> rows() {
        return rows;
    }

    @Override
    public List<Probe> probes(Host host) {
        return rows.stream()
                .filter(row -> row.occasion().isEmpty())
                .flatMap(row -> row.probes(host).stream())
                .distinct()
                .toList();
    }

    @Override
    public List<Probe> furtherProbes(Host host, List<Exchange> seen) {
        return rows.stream()
                .filter(row ->
                        row.occasion().filter(reason -> reason.test(seen)).isPresent())
                .flatMap(row -> row.probes(host).stream())
                .distinct()
                .toList();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var hits = hits(evidence);
        if (hits.isEmpty()) {
            return List.of();
        }
        var baseline = Baseline.of(evidence.exchanges());
        Map<String, List<Hit>> groups = new LinkedHashMap<>();
        hits.stream().filter(counts(baseline)).forEach(hit -> groups.computeIfAbsent(key(hit), _ -> new ArrayList<>())
                .add(hit));
        return groups.values().stream().map(group -> finding(evidence, group)).toList();
    }

    private List<Hit> hits(Evidence evidence) {
        var site = Site.of(evidence);
        if (site.isEmpty()) {
            return List.of();
        }
        var hits = new ArrayList<Hit>();
        for (var row : rows) {
            for (var answered : site.at(row.paths().apply(evidence.host()))) {
                if (row.form() == Exposure.Form.PAGE || !answered.beginsAsPage()) {
                    row.rule().apply(answered, site).ifPresent(leak -> hits.add(new Hit(row, answered, leak)));
                }
            }
        }
        return hits;
    }

    private static Predicate<Hit> counts(Baseline baseline) {
        return hit -> {
            var exchange = hit.answered().exchange();
            return !baseline.resembles(exchange, hit.answered().answer())
                    && (hit.row().strength() == Exposure.Strength.STRONG || baseline.isQuietFor(exchange));
        };
    }

    /// What several paths prove together, or give alike, is one thing.
    private static String key(Hit hit) {
        var subject = hit.row().place().isEmpty()
                ? hit.answered().answer().bodySha256()
                : hit.row().place();
        return hit.row().check().id() + " " + subject;
    }

    private Finding finding(Evidence evidence, List<Hit> group) {
        var first = group.getFirst();
        var worst = group.stream()
                .map(hit -> hit.leak().severity())
                .max(Comparator.naturalOrder())
                .orElse(Severity.INFO);
        var isStrong = group.stream().anyMatch(hit -> hit.row().strength() == Exposure.Strength.STRONG);
        var finding = Finding.of(first.row().check(), id, evidence, first.location(), first.proof())
                .withSeverity(worst)
                .provedBy(group.stream().map(Hit::proof).distinct().toList());
        return isStrong ? finding.proved() : finding.withConfidence(Confidence.FIRM);
    }
}
