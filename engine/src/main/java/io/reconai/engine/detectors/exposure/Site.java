package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What the paths of one host were answered: those that may be files, by path.
final class Site {

    private final Map<String, Answered> byPath = new LinkedHashMap<>();

    private Site() {}

    /// The answers to probes for files that were not refused, redirected or absent.
    static Site of(Evidence evidence) {
        var site = new Site();
        for (var i = 0; i < evidence.exchanges().size(); i++) {
            var made = evidence.exchanges().get(i);
            if (isOurs(made) && made.answer() != null) {
                var answered = new Answered(i, made, made.answer());
                if (answered.answer().status() == 200 || answered.answer().status() == 206) {
                    site.byPath.putIfAbsent(answered.path(), answered);
                }
            }
        }
        return site;
    }

    private static boolean isOurs(Exchange made) {
        return made.probe().equals(Exposure.PROBE) && made.hop() == 0;
    }

    Collection<Answered> all() {
        return byPath.values();
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
