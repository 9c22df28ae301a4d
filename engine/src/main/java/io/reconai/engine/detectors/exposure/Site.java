package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Workings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What the paths of one host were answered: those that may be files, by path.
final class Site {

    private final Map<String, Answered> byPath = new HashMap<>();

    private Site() {}

    /// The answers to probes for files that were not refused, redirected or absent.
    static Site of(Evidence evidence) {
        return Workings.once(Site.class, evidence, () -> read(evidence));
    }

    private static Site read(Evidence evidence) {
        var site = new Site();
        for (var i = 0; i < evidence.exchanges().size(); i++) {
            var made = evidence.exchanges().get(i);
            if (isOurs(made) && made.answer() != null) {
                var status = made.answer().status();
                if (status == 200 || status == 206) {
                    var answered = new Answered(i, made, made.answer());
                    site.byPath.putIfAbsent(answered.path(), answered);
                }
            }
        }
        return site;
    }

    private static boolean isOurs(Exchange made) {
        return made.probe().equals(Exposure.PROBE) && made.hop() == 0;
    }

    boolean isEmpty() {
        return byPath.isEmpty();
    }

    /// What these paths were answered, in the order in which they were asked.
    List<Answered> at(List<String> paths) {
        List<Answered> answers = new ArrayList<>();
        for (var path : paths) {
            var answered = byPath.get(path);
            if (answered != null && !answers.contains(answered)) {
                answers.add(answered);
            }
        }
        answers.sort(Comparator.comparingInt(Answered::index));
        return answers;
    }

    /// True when one of the paths has such an answer.
    boolean shows(Predicate<Answered> proof, String... paths) {
        for (var path : paths) {
            if (Optional.ofNullable(byPath.get(path)).filter(proof).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
