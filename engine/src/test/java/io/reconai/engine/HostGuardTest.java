package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// No host holds up a scan.
class HostGuardTest {

    @Test
    void whatEndsIsHandedOn() throws Exception {
        assertThat(HostGuard.call(() -> "seen")).isEqualTo("seen");
    }

    @Test
    void whatIsThrownIsThrownOn() {
        assertThatThrownBy(() -> HostGuard.call(() -> {
                    throw new IllegalArgumentException("a bug");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a bug");
        assertThatThrownBy(() -> HostGuard.call(() -> {
                    throw new InterruptedException("cancelled");
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void whatNeverEndsIsLeftBehindAndSaysWhereItStood() {
        var never = new CountDownLatch(1);
        assertThatThrownBy(() -> HostGuard.call(
                        () -> {
                            while (true) {
                                try {
                                    never.await();
                                } catch (InterruptedException deaf) {
                                    // Stands for a thread that the runtime has lost.
                                }
                            }
                        },
                        Duration.ofMillis(50)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no end in")
                .hasMessageContaining("CountDownLatch.await");
    }

    @Test
    void anInterruptReachesTheLook() throws Exception {
        var begun = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var outer = Thread.ofVirtual().start(() -> {
            try {
                HostGuard.call(() -> {
                    begun.countDown();
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                    } finally {
                        ended.countDown();
                    }
                });
            } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        outer.interrupt();
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(outer.join(Duration.ofSeconds(30))).isTrue();
    }
}
