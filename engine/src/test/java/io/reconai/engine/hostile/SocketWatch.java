package io.reconai.engine.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Watches the JDK open sockets and resolve names, and remembers who made it do so.
final class SocketWatch implements AutoCloseable {

    private static final String ENGINE = "io.reconai.engine.";
    private static final String DIALER = "io.reconai.engine.net.Dialer";

    /// Whatever way is taken in the JDK, it ends in one of these.
    private static final String OPENERS = String.join(
            ";",
            "sun.nio.ch.NioSocketImpl::connect",
            "sun.nio.ch.SocketChannelImpl::connect",
            "sun.nio.ch.DatagramChannelImpl::connect",
            "sun.nio.ch.DatagramChannelImpl::bind",
            "java.net.InetAddress::getAllByName",
            "java.net.InetAddress::getByName");

    private final Recording recording = new Recording();

    SocketWatch() {
        recording
                .enable("jdk.MethodTrace")
                .with("filter", OPENERS)
                .with("threshold", "0 ms")
                .withStackTrace();
        recording.start();
    }

    /// What was seen, by the place of the engine that had it done; `dialer` is the one that may.
    ///
    /// @param byDialer how many sockets the dialer opened
    /// @param others places elsewhere in the engine, with what they opened
    record Seen(long byDialer, List<String> others) {}

    Seen stop() throws IOException {
        recording.stop();
        var file = Files.createTempFile("reconai-sockets-", ".jfr");
        try {
            recording.dump(file);
            return read(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Seen read(Path file) throws IOException {
        var byDialer = 0L;
        var others = new TreeMap<String, Integer>();
        for (var event : RecordingFile.readAllEvents(file)) {
            if (!event.getEventType().getName().equals("jdk.MethodTrace")) {
                continue;
            }
            var ours = ours(event);
            if (ours.contains(DIALER)) {
                byDialer++;
            } else if (!ours.isEmpty()) {
                others.merge(method(event) + " by " + ours.getFirst(), 1, Integer::sum);
            }
        }
        return new Seen(byDialer, List.copyOf(others.keySet()));
    }

    /// The engine's own classes on the way to the call, the nearest first; tests are none.
    private static List<String> ours(RecordedEvent event) {
        var names = new ArrayList<String>();
        if (event.getStackTrace() != null) {
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                var type = frame.getMethod().getType().getName();
                if (type.startsWith(ENGINE) && !type.startsWith("io.reconai.engine.hostile.")) {
                    names.add(type);
                }
            }
        }
        return names;
    }

    private static String method(RecordedEvent event) {
        var frames = event.getStackTrace().getFrames();
        return frames.isEmpty()
                ? "?"
                : frames.getFirst().getMethod().getType().getName() + "."
                        + frames.getFirst().getMethod().getName();
    }

    @Override
    public void close() {
        recording.close();
    }
}
