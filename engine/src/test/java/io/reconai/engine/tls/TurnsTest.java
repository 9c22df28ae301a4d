package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who waits is known by the state of its thread, so that nothing here depends on time.
@Timeout(30)
class TurnsTest {

    private final Turns turns = new Turns(2);
    private final List<String> had = new CopyOnWriteArrayList<>();

    @Test
    void noMoreThanSoManyAtOnce() throws Exception {
        turns.take(false);
        turns.take(false);
        var third = waits("third", () -> turns.take(false));
        assertThat(had).isEmpty();
        turns.giveBack(false);
        third.join();
        assertThat(had).containsExactly("third");
    }

    @Test
    void moreWhenItBearsMore() throws Exception {
        turns.take(false);
        turns.take(false);
        var third = waits("third", () -> turns.take(false));
        turns.most(3);
        third.join();
        assertThat(had).containsExactly("third");
    }

    @Test
    void aloneWaitsForAllAndKeepsOthersWaiting() throws Exception {
        turns.take(false);
        var alone = waits("alone", turns::takeAlone);
        var other = waits("other", () -> turns.take(true));
        assertThat(had).as("there is a place, but one wants to be alone").isEmpty();
        turns.giveBack(false);
        alone.join();
        assertThat(had).containsExactly("alone");
        assertThat(other.isAlive()).isTrue();
        turns.giveBack(false);
        other.join();
        assertThat(had).containsExactly("alone", "other");
    }

    @Test
    void firstGoesBeforeWhoCameEarlier() throws Exception {
        turns.take(false);
        turns.take(false);
        var early = waits("early", () -> turns.take(false));
        var first = waits("first", () -> turns.take(true));
        turns.giveBack(false);
        first.join();
        assertThat(early.isAlive()).isTrue();
        turns.giveBack(false);
        early.join();
        assertThat(had).containsExactly("first", "early");
    }

    @Test
    void keptPlacesAreForThoseThatGoFirst() throws Exception {
        turns.keep(1);
        turns.take(false);
        var other = waits("other", () -> turns.take(false));
        turns.take(true);
        turns.giveBack(true);
        assertThat(had).as("there is a place, but it is kept").isEmpty();
        turns.keep(-1);
        other.join();
        assertThat(had).containsExactly("other");
    }

    @Test
    void onePlaceIsLeftToOthers() throws Exception {
        turns.keep(5);
        turns.take(false);
        turns.take(true);
        assertThat(had).isEmpty();
    }

    @Test
    void whoIsInterruptedKeepsNobodyWaiting() throws Exception {
        turns.take(false);
        turns.take(false);
        for (var gone : List.of(waits("alone", turns::takeAlone), waits("first", () -> turns.take(true)))) {
            gone.interrupt();
            gone.join();
        }
        turns.giveBack(false);
        turns.take(false);
        assertThat(had).isEmpty();
    }

    @FunctionalInterface
    private interface Taking {
        void take() throws InterruptedException;
    }

    /// Starts somebody, and returns when it waits.
    private Thread waits(String name, Taking taking) throws InterruptedException {
        var started = new CountDownLatch(1);
        var thread = Thread.ofPlatform().daemon().start(() -> {
            started.countDown();
            try {
                taking.take();
                had.add(name);
            } catch (InterruptedException gone) {
                Thread.currentThread().interrupt();
            }
        });
        started.await();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }
}
