package io.reconai.bench;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// A process, and what it took: seconds, processor time, peak of the resident set (VmHWM of Linux, 0 elsewhere).
final class Timed implements AutoCloseable {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int READINESS_TRIES = 100;

    private final Process process;
    private final long began = System.nanoTime();
    private final Thread watching;
    private volatile long peakKib;
    private volatile Duration processor = Duration.ZERO;
    private double seconds;
    private double firstSeconds;
    private String output = "";

    private Timed(Process process) {
        this.process = process;
        watching = Thread.ofVirtual().start(this::watch);
    }

    /// @param folder where its errors go
    static Timed start(List<String> command, Path folder) throws IOException {
        return new Timed(new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start());
    }

    /// Waits for its end.
    Timed end() throws IOException, InterruptedException {
        var text = new StringWriter();
        try (var out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            var first = out.read();
            firstSeconds = (System.nanoTime() - began) / 1e9;
            if (first >= 0) {
                text.write(first);
            }
            out.transferTo(text);
        }
        process.waitFor();
        seconds = (System.nanoTime() - began) / 1e9;
        watching.join();
        output = text.toString();
        return this;
    }

    /// The first line that it says, while it goes on.
    String firstLine() throws IOException {
        var line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("it ended before it said anything");
        }
        return line;
    }

    String output() {
        return output;
    }

    double seconds() {
        return seconds;
    }

    /// Until it said something; until its end, when it said nothing.
    double firstSeconds() {
        return firstSeconds;
    }

    double processorSeconds() {
        return processor.toMillis() / 1_000.0;
    }

    long peakMib() {
        return peakKib / 1_024;
    }

    /// Neither reading ever falls, so that the last before the end is as good as it gets.
    private void watch() {
        var status = Path.of("/proc", String.valueOf(process.pid()), "status");
        try {
            while (process.isAlive()) {
                process.info().totalCpuDuration().filter(read -> !read.isZero()).ifPresent(read -> processor = read);
                if (Files.exists(status)) {
                    var found = PEAK.matcher(Files.readString(status));
                    if (found.find()) {
                        peakKib = Long.parseLong(found.group(1));
                    }
                }
                Thread.sleep(10);
            }
        } catch (IOException ended) {
            // Between the question and the reading.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until a DNS server knows its zone.
    void awaitPort(int port, String zone) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(100);
            var question = soa(zone);
            for (var left = READINESS_TRIES; left > 0 && process.isAlive(); left--) {
                var answer = new DatagramPacket(new byte[512], 512);
                try {
                    socket.send(new DatagramPacket(question, question.length));
                    socket.receive(answer);
                    if ((answer.getData()[3] & 0x0f) == 0) {
                        return;
                    }
                } catch (SocketTimeoutException | java.net.PortUnreachableException notYet) {
                    pause();
                }
            }
        }
        throw new IOException("the server does not answer for " + zone);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(stopped));
        }
    }

    private static byte[] soa(String zone) {
        var question = new java.io.ByteArrayOutputStream();
        question.writeBytes(new byte[] {1, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (var label : zone.split("\\.")) {
            question.write(label.length());
            question.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        question.writeBytes(new byte[] {0, 0, 6, 0, 1});
        return question.toByteArray();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
