package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.SourceMapFacts;
import io.reconai.engine.detectors.Detector;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.web.Baseline;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Source maps of the site's own scripts: they give back what a bundler took away, names, comments and all (CWE-540).
///
/// A map is asked for where a script of the start page says that it is, on the same origin; one within a script is
/// read with it. Maps of public libraries tell nothing that is not public. One finding an origin.
final class SourceMapDetector implements Detector {

    private static final String PROBE = "source-map";
    private static final int MOST = 8;
    private static final int LONGEST_PATH = 1_000;

    private static final Check MAP = new Check(
            "exposure.source-map",
            "Exposed File",
            INFO,
            "The sources of scripts can be read by everybody",
            "A source map gives back names, comments and the paths of files, often the whole text.",
            "Keep source maps off the public server, or publish them on purpose",
            List.of("CWE-540", "OWASP WSTG-INFO-05"));

    /// Folders that hold what others wrote.
    private static final Pattern LIBRARY_PATH = Pattern.compile(
            "(?i).*/(?:vendors?|libs?|libraries|node_modules|bower_components|third-?party|wp-includes|cdn|dist/js/bootstrap)/.*"
                    + "|.*/(?:jquery|bootstrap|popper|lodash|underscore|moment|d3|react|vue|angular|alpine|htmx|axios|swiper|select2|chart)"
                    + "(?:[.@-][\\w.-]{0,40})?\\.m?js");

    /// The licence comment that libraries begin with.
    private static final Pattern BANNER =
            Pattern.compile("/\\*[!*](?!\\s*For license).{0,200}?\\bv?\\d+\\.\\d+(?:\\.\\d+)?\\b", Pattern.DOTALL);

    private record Hit(int index, Exchange exchange, SourceMapFacts map) {

        String origin() {
            var url = exchange.url();
            return url.substring(0, url.indexOf('/', url.indexOf("://") + 3));
        }

        Severity severity() {
            return map.hasOwnContent() ? LOW : INFO;
        }

        Proof proof() {
            var names = map.own().isEmpty() ? "" : ": " + String.join(", ", map.own());
            var text = map.hasOwnContent() ? ", with their text" : "";
            return new Proof(
                    "/exchanges/" + index + "/answer/notes/map",
                    exchange.url() + " maps " + map.sources() + " sources" + text + names);
        }
    }

    @Override
    public String id() {
        return "exposure_source_map_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MAP);
    }

    @Override
    public List<Probe> furtherProbes(Host host, List<Exchange> seen) {
        return seen.stream()
                .filter(made -> isOwnScript(host, made))
                .flatMap(made -> path(made).stream())
                .distinct()
                .limit(MOST)
                .map(path -> new Probe(PROBE, path, Probe.Manner.FILE))
                .toList();
    }

    /// Path and query of the map, on the script's origin.
    private static Optional<String> path(Exchange script) {
        var reference =
                script.answered().map(answer -> answer.noted().sourceMap()).orElse("");
        if (reference.isEmpty() || reference.startsWith("data:")) {
            return Optional.empty();
        }
        try {
            var from = script.uri();
            var to = from.resolve(reference);
            return isSameOrigin(from, to)
                    ? Optional.of(to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery()))
                            .filter(path -> path.startsWith("/") && path.length() <= LONGEST_PATH)
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isSameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(String.valueOf(other.getScheme()))
                && one.getRawAuthority().equalsIgnoreCase(String.valueOf(other.getRawAuthority()));
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        Map<String, List<Hit>> byOrigin = new LinkedHashMap<>();
        for (var hit : hits(evidence)) {
            byOrigin.computeIfAbsent(hit.origin(), _ -> new ArrayList<>()).add(hit);
        }
        return byOrigin.values().stream().map(hits -> finding(evidence, hits)).toList();
    }

    private static List<Hit> hits(Evidence evidence) {
        var hits = new ArrayList<Hit>();
        for (var i = 0; i < evidence.exchanges().size(); i++) {
            var made = evidence.exchanges().get(i);
            var answer = made.answer();
            if (answer == null) {
                continue;
            }
            var map = answer.noted().map();
            if (map != null
                    && (isMap(evidence, made, answer)
                            || isOwnScript(evidence.host(), made) && !map.own().isEmpty())) {
                hits.add(new Hit(i, made, map));
            }
        }
        return hits;
    }

    private static boolean isMap(Evidence evidence, Exchange made, HttpAnswer answer) {
        return made.probe().equals(PROBE)
                && (answer.status() == 200 || answer.status() == 206)
                && !Baseline.of(evidence.exchanges()).resembles(made, answer);
    }

    private static boolean isOwnScript(Host host, Exchange made) {
        return made.probe().equals("script")
                && made.host().equals(host.value())
                && made.answered()
                        .filter(answer -> answer.status() == 200 && !isLibrary(made.path(), answer.body()))
                        .isPresent();
    }

    private static boolean isLibrary(String path, String script) {
        return LIBRARY_PATH.matcher(path).matches()
                || BANNER.matcher(script.stripLeading()).lookingAt();
    }

    private Finding finding(Evidence evidence, List<Hit> hits) {
        var worst =
                hits.stream().map(Hit::severity).max(Comparator.naturalOrder()).orElse(INFO);
        return Finding.of(
                        MAP,
                        id(),
                        evidence,
                        hits.getFirst().origin(),
                        hits.getFirst().proof())
                .withSeverity(worst)
                .provedBy(hits.stream().map(Hit::proof).toList())
                .proved();
    }
}
