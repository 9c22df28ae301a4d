package io.reconai.engine.sources;

import java.time.Duration;

/// Monotonic time and waiting, so that pauses of minutes can be tested in no time.
interface Ticks {

    /// Nanoseconds since some moment; only differences mean something.
    long nanos();

    void sleep(Duration time) throws InterruptedException;

    /// The machine's.
    static Ticks system() {
        return new Ticks() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }
        };
    }
}
