package io.reconai.engine.web;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Workings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// How an origin answers what is not there, by the shape of the path: the answers to random paths.
///
/// Many sites answer everything with 200, or send everybody to a login. What a path answers means something only as
/// far as it differs from this. A pure function of the requests that were made, so that a replay judges the same.
/// Safe for use by many threads.
public final class Baseline {

    /// The request for a random path.
    public static final String PROBE = "baseline";

    /// The request for the first of the random paths, again at the end.
    public static final String AGAIN = "baseline.again";

    private record Key(String origin, PathShape shape) {
        static Key of(Exchange exchange) {
            var path = exchange.path();
            var url = exchange.url();
            return new Key(url.substring(0, url.indexOf('/', url.indexOf("://") + 3)), PathShape.of(path));
        }
    }

    private final List<Exchange> exchanges;
    private final Map<Key, List<Exchange>> asked = new HashMap<>();
    private final Map<Key, List<Likeness>> samples = new ConcurrentHashMap<>();

    private Baseline(List<Exchange> exchanges) {
        this.exchanges = exchanges;
        for (var made : exchanges) {
            if (made.probe().equals(PROBE) && made.answer() != null) {
                asked.computeIfAbsent(Key.of(made), _ -> new ArrayList<>()).add(made);
            }
        }
    }

    /// Read when somebody asks: most hosts answer nothing that has to be compared.
    private List<Likeness> samples(Exchange exchange) {
        return samples.computeIfAbsent(Key.of(exchange), key -> asked.getOrDefault(key, List.of()).stream()
                .flatMap(made -> made.answered().map(answer -> Likeness.of(made, answer)).stream())
                .toList());
    }

    /// What the random paths among these requests were answered.
    public static Baseline of(List<Exchange> exchanges) {
        return Workings.once(Baseline.class, exchanges, () -> new Baseline(exchanges));
    }

    /// True when the answer is the one that what is not there gets too.
    public boolean resembles(Exchange exchange, HttpAnswer answer) {
        var like = samples(exchange);
        if (like.isEmpty() || repeats(exchange, answer)) {
            return !like.isEmpty();
        }
        var own = Likeness.of(exchange, answer);
        return like.stream().anyMatch(own::isLike);
    }

    /// True when the answer has the very body, and the status, that what is not there gets: seen without reading it.
    public boolean repeats(Exchange exchange, HttpAnswer answer) {
        return samples(exchange).stream().anyMatch(sample -> sample.hasBodyOf(answer));
    }

    /// True when random paths of the same shape were answered alike, and were so to the end: an answer that differs
    /// from theirs then differs because of the path.
    public boolean isQuietFor(Exchange exchange) {
        var like = samples(exchange);
        return !like.isEmpty() && isSteady(exchanges) && like.stream().noneMatch(like.getFirst()::isUnlike);
    }

    /// The random paths of which a second one is wanted: those that were not plainly said to be absent.
    public static List<PathShape> doubtful(List<Exchange> exchanges) {
        Map<PathShape, Boolean> clean = new EnumMap<>(PathShape.class);
        baselines(exchanges).forEach(made -> made.answered()
                .ifPresent(answer ->
                        clean.merge(PathShape.of(made.path()), isPlainlyAbsent(answer), Boolean::logicalAnd)));
        return clean.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The first random path that was answered, to be asked again at the end.
    public static Optional<String> firstPath(List<Exchange> exchanges) {
        return baselines(exchanges)
                .filter(made -> made.answered().isPresent())
                .map(made -> made.path())
                .findFirst();
    }

    /// Whether the start page and all random paths were answered with pages that went on beyond our limits, so that
    /// what other paths answer tells nothing either, and costs both sides much.
    public static boolean isEndless(List<Exchange> exchanges) {
        var start = exchanges.stream()
                .filter(made -> made.probe().equals("root") && isLong(made))
                .findFirst();
        return start.isPresent()
                && baselines(exchanges).findFirst().isPresent()
                && baselines(exchanges).allMatch(Baseline::isLong);
    }

    private static boolean isLong(Exchange made) {
        return made.answered().filter(HttpAnswer::truncated).isPresent();
    }

    private static Stream<Exchange> baselines(List<Exchange> exchanges) {
        return exchanges.stream().filter(made -> made.probe().equals(PROBE));
    }

    private static boolean isPlainlyAbsent(HttpAnswer answer) {
        return answer.status() == 404 || answer.status() == 410;
    }

    /// The same path had the same answer at the end: nobody began to block us in between.
    private static boolean isSteady(List<Exchange> exchanges) {
        var last = exchanges.stream().filter(made -> made.probe().equals(AGAIN)).reduce((_, later) -> later);
        var first = last.flatMap(again -> exchanges.stream()
                .filter(made -> made.probe().equals(PROBE) && made.url().equals(again.url()))
                .findFirst());
        if (last.isEmpty() || first.isEmpty()) {
            return false;
        }
        var before = first.get().answered().map(answer -> Likeness.of(first.get(), answer));
        var after = last.get().answered().map(answer -> Likeness.of(last.get(), answer));
        return before.isPresent() && after.isPresent() && !before.get().isUnlike(after.get());
    }
}
