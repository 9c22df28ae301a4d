package io.reconai.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.MovableClock;
import io.reconai.server.mail.UndeliveredException.Again;
import io.reconai.server.store.StorePorts;
import io.reconai.server.store.sqlite.SqliteStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An errand that was taken is done, whatever happens in between.
class OutboxTest {

    @TempDir
    Path folder = Path.of("");

    private final MovableClock clock = new MovableClock();

    /// Writes whatever it is asked for; nobody is written to where the address says so.
    private static final MailWriter WRITER = new MailWriter() {
        @Override
        public boolean knows(String kind) {
            return kind.equals("test");
        }

        @Override
        public Optional<Mail> write(Errand errand) {
            return errand.address().startsWith("nobody@")
                    ? Optional.empty()
                    : Optional.of(Letter.to(errand.address(), "try " + errand.tries())
                            .paragraph(errand.details().getOrDefault("text", ""))
                            .mail());
        }
    };

    /// A mail server that refuses as often as it was told to.
    private static final class Post implements MailPort {

        final List<Mail> delivered = new CopyOnWriteArrayList<>();
        final List<Again> refusals = new ArrayList<>();

        @Override
        public void deliver(Mail mail) throws UndeliveredException {
            if (!refusals.isEmpty()) {
                throw new UndeliveredException("refused", refusals.removeFirst(), null);
            }
            delivered.add(mail);
        }
    }

    private Outbox outbox(StorePorts stores, MailPort port) {
        return new Outbox(stores.outbox(), Optional.of(port), List.of(WRITER), clock);
    }

    @Test
    void whatWasTakenSurvivesTheProcess() throws Exception {
        var post = new Post();
        try (var stores = SqliteStores.open(folder.resolve("test.db"))) {
            outbox(stores, post).add("test", "ana@acme.example", Map.of("text", "hello"));
            // Begun, and then the process dies.
            assertThat(stores.outbox().claim(clock.instant(), clock.instant().plus(Duration.ofMinutes(5))))
                    .isPresent();
        }
        try (var stores = SqliteStores.open(folder.resolve("test.db"))) {
            var outbox = outbox(stores, post);
            assertThat(outbox.deliverNext()).as("somebody may still be at it").isFalse();
            clock.advance(Duration.ofMinutes(6));
            assertThat(outbox.deliverNext()).isTrue();
            assertThat(outbox.deliverNext()).isFalse();
        }
        assertThat(post.delivered).hasSize(1);
        assertThat(post.delivered.getFirst().text()).contains("hello");
        assertThat(post.delivered.getFirst().subject()).isEqualTo("try 2");
    }

    @Test
    void waitsLongerEachTimeAndGivesUpAfterADay() throws Exception {
        var post = new Post();
        IntStream.range(0, 100).forEach(_ -> post.refusals.add(Again.WORTH_TRYING));
        try (var stores = SqliteStores.open(folder.resolve("test.db"))) {
            var outbox = outbox(stores, post);
            outbox.add("test", "ana@acme.example");
            var tries = 0;
            for (var minute = 0; minute < 26 * 60; minute++) {
                tries += outbox.deliverNext() ? 1 : 0;
                clock.advance(Duration.ofMinutes(1));
            }
            assertThat(tries).isBetween(14, 18);
            assertThat(post.refusals).as("the last one was not tried").hasSize(100 - tries + 1);
            post.refusals.clear();
            assertThat(outbox.deliverNext()).isFalse();
        }
        assertThat(post.delivered).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, PT10S", "2, PT1M", "3, PT5M", "4, PT30M", "5, PT2H", "6, PT2H", "99, PT2H"})
    void pauses(int tries, Duration expected) {
        assertThat(Outbox.pauseAfter(tries)).isEqualTo(expected);
    }

    @Test
    void whatIsRefusedForGoodEnds() throws Exception {
        var post = new Post();
        post.refusals.add(Again.USELESS);
        try (var stores = SqliteStores.open(folder.resolve("test.db"))) {
            var outbox = outbox(stores, post);
            outbox.add("test", "ana@acme.example");
            outbox.add("test", "nobody@acme.example");
            outbox.add("unheard-of", "ana@acme.example");
            for (var i = 0; i < 3; i++) {
                assertThat(outbox.deliverNext()).isTrue();
            }
            clock.advance(Duration.ofHours(5));
            assertThat(outbox.deliverNext()).isFalse();
        }
        assertThat(post.delivered).isEmpty();
    }

    @Test
    void withoutAServerNothingIsTaken() throws Exception {
        try (var stores = SqliteStores.open(folder.resolve("test.db"))) {
            var outbox = new Outbox(stores.outbox(), Optional.empty(), List.of(WRITER), clock);
            assertThat(outbox.isOpen()).isFalse();
            outbox.add("test", "ana@acme.example");
            assertThat(stores.outbox().claim(clock.instant(), clock.instant())).isEmpty();
        }
    }

    @Test
    void ofManyCarriersEachErrandHasOne() throws Exception {
        var post = new Post();
        try (var stores = SqliteStores.open(folder.resolve("test.db"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outbox = outbox(stores, post);
            for (var i = 0; i < 50; i++) {
                outbox.add("test", "u" + i + "@acme.example");
            }
            var carriers = IntStream.range(0, 10)
                    .mapToObj(_ -> threads.submit(() -> {
                        while (outbox.deliverNext()) {
                            // until none is left
                        }
                        return true;
                    }))
                    .toList();
            for (var carrier : carriers) {
                carrier.get();
            }
        }
        assertThat(post.delivered.stream().map(Mail::recipient).toList())
                .hasSize(50)
                .doesNotHaveDuplicates();
    }
}
