package io.reconai.cli;

import java.time.Duration;

/// Ctrl-C: the first one stops the scan and lets it write what is known; the JVM waits for that, but not for ever.
final class Interruption implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption ofThisThread(Progress progress) {
        var scanning = Thread.currentThread();
        var hook = new Thread(
                () -> {
                    progress.notice("stopping; writing what is known");
                    scanning.interrupt();
                    join(scanning);
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    private static void join(Thread scanning) {
        try {
            scanning.join(PATIENCE);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The hook is running: it is what ends this scan.
        }
    }
}
