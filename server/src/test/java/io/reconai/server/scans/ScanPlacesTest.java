package io.reconai.server.scans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Who gets a place, and in which order.
class ScanPlacesTest {

    private final BlockingQueue<String> admitted = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    /// Asks for a place and returns once the wish is in line, or was granted.
    private Thread ask(ScanPlaces places, String workspace, int atOnce) {
        var before = places.waiting() + admitted.size();
        var thread = Thread.startVirtualThread(() -> {
            try {
                places.take(workspace, atOnce);
                admitted.add(workspace);
            } catch (InterruptedException canceled) {
                admitted.add("canceled " + workspace);
            }
        });
        threads.add(thread);
        while (places.waiting() + admitted.size() == before) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private String next() throws InterruptedException {
        return String.valueOf(admitted.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void workspacesTakeTurnsHoweverManyOneOfThemAsksFor() throws Exception {
        var places = new ScanPlaces(1);
        ask(places, "many", 20);
        assertThat(next()).isEqualTo("many");
        for (var i = 0; i < 5; i++) {
            ask(places, "many", 20);
        }
        ask(places, "one", 20);
        ask(places, "other", 20);
        var order = new ArrayList<String>();
        var running = "many";
        while (order.size() < 7) {
            places.giveBack(running);
            running = next();
            order.add(running);
        }
        assertThat(order).containsExactly("one", "other", "many", "many", "many", "many", "many");
    }

    @Test
    void aWorkspaceHasNoMoreThanItsPlanAllows() throws Exception {
        var places = new ScanPlaces(4);
        for (var i = 0; i < 3; i++) {
            ask(places, "free", 1);
        }
        assertThat(next()).isEqualTo("free");
        assertThat(places.waiting()).isEqualTo(2);
        ask(places, "pro", 5);
        assertThat(next()).isEqualTo("pro");
        places.giveBack("free");
        assertThat(next()).isEqualTo("free");
        assertThat(places.waiting()).isEqualTo(1);
    }

    @Test
    void whoIsCanceledWhileWaitingHoldsNothing() throws Exception {
        var places = new ScanPlaces(1);
        ask(places, "a", 1);
        assertThat(next()).isEqualTo("a");
        var waiting = ask(places, "b", 1);
        ask(places, "c", 1);
        waiting.interrupt();
        assertThat(next()).isEqualTo("canceled b");
        places.giveBack("a");
        assertThat(next()).isEqualTo("c");
        places.giveBack("c");
        ask(places, "d", 1);
        assertThat(next()).isEqualTo("d");
        for (var thread : threads) {
            thread.join();
        }
        assertThat(places.waiting()).isZero();
    }
}
