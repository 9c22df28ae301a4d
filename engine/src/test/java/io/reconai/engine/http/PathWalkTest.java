package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.net.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In which order paths are asked, how many at once, and when it ends.
class PathWalkTest {

    private static final Deadline LONG = Deadline.in(Duration.ofMinutes(5));

    private static List<Probe> probes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Probe("p" + i, "/" + i))
                .toList();
    }

    private static Exchange answered(Probe probe, int status) {
        return exchange(
                probe, ExchangeOutcome.ANSWERED, new HttpAnswer(status, "http/1.1", List.of(), "", 0, false, "", ""));
    }

    private static Exchange failed(Probe probe) {
        return exchange(probe, ExchangeOutcome.TIMED_OUT, null);
    }

    private static Exchange exchange(
            Probe probe, ExchangeOutcome outcome, @org.jspecify.annotations.Nullable HttpAnswer answer) {
        return new Exchange(
                probe.name(),
                "GET",
                "https://www.acme.test" + probe.path(),
                "203.0.113.1",
                0,
                0,
                List.of(),
                outcome,
                "",
                true,
                answer,
                Instant.EPOCH,
                1);
    }

    @Test
    void whatCameBackStandsInTheOrderOfThePaths() throws Exception {
        var walk = new PathWalk(probes(40), LONG, probe -> answered(probe, 404));
        assertThat(walk.walk()).isEmpty();
        assertThat(walk.made())
                .extracting(Exchange::probe)
                .containsExactlyElementsOf(probes(40).stream().map(Probe::name).toList());
    }

    @Test
    void fourAreOnTheirWayAtOnceAndNoMore() throws Exception {
        var all = new CyclicBarrier(PathWalk.AT_ONCE);
        var going = new AtomicInteger();
        var most = new AtomicInteger();
        new PathWalk(probes(32), LONG, probe -> {
                    most.accumulateAndGet(going.incrementAndGet(), Math::max);
                    try {
                        all.await();
                    } catch (java.util.concurrent.BrokenBarrierException broken) {
                        throw new IllegalStateException(broken);
                    } finally {
                        going.decrementAndGet();
                    }
                    return answered(probe, 404);
                })
                .walk();
        assertThat(most).hasValue(PathWalk.AT_ONCE);
    }

    @Test
    void aShortListIsAskedOneAfterAnother() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        new PathWalk(probes(7), LONG, probe -> {
                    threads.add(Thread.currentThread());
                    return answered(probe, 200);
                })
                .walk();
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void ends(int status) throws Exception {
        var walk = new PathWalk(
                probes(100), LONG, probe -> answered(probe, probe.name().equals("p5") ? status : 404));
        assertThat(walk.walk()).isEqualTo("the host asked for rest (status " + status + ")");
        assertThat(walk.made()).hasSizeLessThan(100).anyMatch(made -> made.probe()
                .equals("p5"));
    }

    @Test
    void threeFailuresInARowEndIt() throws Exception {
        var walk = new PathWalk(
                probes(7), LONG, probe -> probe.name().equals("p0") ? answered(probe, 404) : failed(probe));
        assertThat(walk.walk()).isEqualTo("3 requests in a row failed");
        assertThat(walk.made()).hasSize(4);
    }

    @Test
    void whatAnswersInBetweenGoesOn() throws Exception {
        var walk = new PathWalk(
                probes(7), LONG, probe -> probe.name().equals("p2") ? answered(probe, 404) : failed(probe));
        walk.walk();
        assertThat(walk.made()).hasSizeGreaterThan(3);
    }

    @Test
    void nothingIsBegunAfterTheTime() throws Exception {
        var walk = new PathWalk(probes(20), Deadline.in(Duration.ZERO), probe -> answered(probe, 200));
        assertThat(walk.walk()).isEqualTo("the host's time was up");
        assertThat(walk.made()).isEmpty();
    }

    @Test
    void aBugIsNotSwallowed() {
        var walk = new PathWalk(probes(20), LONG, _ -> {
            throw new IllegalArgumentException("a bug");
        });
        assertThatThrownBy(walk::walk).isInstanceOf(RuntimeException.class);
    }
}
