package io.reconai.engine.http;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.web.Baseline;

/// What is kept of the answer to a probe for a file: as much as judging needs, and no secret.
///
/// A body is kept only of a file that may be there and of an error that may tell of its cause. Judging sees what is
/// kept, in the scan as in a replay.
final class KeptFile {

    /// Characters of a file that are kept: what proves it stands at its beginning.
    private static final int KEPT = 16 * 1024;

    private static final String LIKE_A_RANDOM_PATH = "like the answer to a random path";

    private KeptFile() {}

    /// @param baseline how the origin answers what is not there
    static Exchange of(Probe probe, Exchange exchange, Baseline baseline) {
        var answer = exchange.answer();
        if (probe.manner() == Probe.Manner.PAGE || probe.manner() == Probe.Manner.TRACE || answer == null) {
            return exchange;
        }
        var isSample = probe.name().startsWith(Baseline.PROBE);
        if (!isSample && !tells(answer)) {
            return exchange.withAnswer(answer.withoutBody());
        }
        if (!isSample && baseline.repeats(exchange, answer)) {
            return exchange.withAnswer(answer.withoutBody()).withDetail(LIKE_A_RANDOM_PATH);
        }
        var kept = answer.keeping(SecretMask.masked(
                answer.body().substring(0, Math.min(KEPT, answer.body().length()))));
        if (!isSample && baseline.resembles(exchange, kept)) {
            return exchange.withAnswer(kept.withoutBody()).withDetail(LIKE_A_RANDOM_PATH);
        }
        return exchange.withAnswer(kept);
    }

    private static boolean tells(HttpAnswer answer) {
        return answer.status() == 200 || answer.status() == 206 || answer.status() >= 500;
    }
}
