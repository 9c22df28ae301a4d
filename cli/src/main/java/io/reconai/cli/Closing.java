package io.reconai.cli;

/// Closes something when the program is told to end.
final class Closing {

    private Closing() {}

    static void atExit(AutoCloseable resource) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(resource), "closing"));
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception broken) {
            System.err.println("reconai: could not be closed cleanly: " + broken.getMessage());
        }
    }
}
