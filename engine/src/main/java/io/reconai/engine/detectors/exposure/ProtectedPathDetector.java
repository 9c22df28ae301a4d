package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.detectors.Detector;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.web.Baseline;
import io.reconai.engine.web.Challenge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Paths of files and consoles that are refused (401 or 403) where what is not there is said to be absent: so something
/// is there, and kept. A note for those who ask for it, and never a leak.
///
/// Judges what the families of exposed files had asked. Where a random path is refused too, or many paths are, somebody
/// refuses by how a path looks; servers do so by themselves with `.ht` files, be there one or not.
final class ProtectedPathDetector implements Detector {

    private static final Check PROTECTED = Exposure.check(
                    "protected",
                    Severity.INFO,
                    "Something is there that is kept from visitors",
                    "The path is refused, and what is not there is answered otherwise.",
                    Exposure.RESTRICT)
            .asHidden();

    /// More are refused by a filter that knows the names.
    private static final int MOST = 10;

    @Override
    public String id() {
        return "exposure_protected_path_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(PROTECTED);
    }

    /// What the families ask; nothing is asked twice.
    @Override
    public List<Probe> probes(Host host) {
        return ExposureDetectors.families()
                .flatMap(family -> family.probes(host).stream())
                .toList();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var made = evidence.exchanges();
        var refused = IntStream.range(0, made.size())
                .filter(i -> made.get(i).probe().equals(Exposure.PROBE)
                        && made.get(i).hop() == 0)
                .filter(i -> isRefused(made.get(i)) && !isServersOwn(made.get(i).path()))
                .boxed()
                .toList();
        if (refused.isEmpty() || made.stream().anyMatch(ProtectedPathDetector::isRandomAndRefused)) {
            return List.of();
        }
        var baseline = Baseline.of(made);
        Map<String, List<Proof>> byOrigin = new LinkedHashMap<>();
        for (var i : refused) {
            var exchange = made.get(i);
            if (baseline.isQuietFor(exchange)) {
                byOrigin.computeIfAbsent(origin(exchange), _ -> new ArrayList<>())
                        .add(new Proof(
                                "/exchanges/" + i + "/answer/status",
                                exchange.url() + " answered " + status(exchange)));
            }
        }
        return byOrigin.entrySet().stream()
                .filter(paths -> paths.getValue().size() <= MOST)
                .map(paths -> Finding.of(
                                PROTECTED,
                                id(),
                                evidence,
                                paths.getKey(),
                                paths.getValue().getFirst())
                        .provedBy(paths.getValue()))
                .toList();
    }

    private static boolean isServersOwn(String path) {
        return path.substring(path.lastIndexOf('/') + 1).startsWith(".ht");
    }

    private static boolean isRandomAndRefused(Exchange made) {
        return (made.probe().equals(Baseline.PROBE) || made.probe().equals(Baseline.AGAIN))
                && made.answered().filter(ProtectedPathDetector::isRefusal).isPresent();
    }

    private static boolean isRefused(Exchange made) {
        return made.answered()
                .filter(answer -> isRefusal(answer) && Challenge.by(answer).isEmpty())
                .isPresent();
    }

    private static boolean isRefusal(HttpAnswer answer) {
        return answer.status() == 401 || answer.status() == 403;
    }

    private static int status(Exchange made) {
        return made.answered().orElseThrow().status();
    }

    /// Scheme, host and port.
    private static String origin(Exchange made) {
        var url = made.url();
        return url.substring(0, url.indexOf('/', url.indexOf("://") + 3));
    }
}
