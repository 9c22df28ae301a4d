package io.reconai.server.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A chat or a program on this machine that takes what it is posted, or refuses.
final class Receiver implements AutoCloseable {

    /// One message.
    ///
    /// @param at when it was there as a whole, on the clock of `System.nanoTime()`
    record Received(long at, Map<String, List<String>> headers, byte[] body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<Received>> byPath = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile int mostPauseMs;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var status = answers.getOrDefault(path, 200);
        var body = exchange.getRequestBody().readAllBytes();
        byPath.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>())
                .add(new Received(System.nanoTime(), Map.copyOf(exchange.getRequestHeaders()), body));
        pause();
        if (status == 302) {
            exchange.getResponseHeaders().set("Location", address("/elsewhere"));
        }
        exchange.sendResponseHeaders(status, 0);
        exchange.getResponseBody().write("told".getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private void pause() {
        if (mostPauseMs == 0) {
            return;
        }
        waiting.incrementAndGet();
        try {
            Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(mostPauseMs)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /// Lets senders wait for their answers, up to a time.
    void answerAfter(Duration most) {
        mostPauseMs = Math.toIntExact(most.toMillis());
    }

    /// Senders whose message is here and whose answer is not there yet.
    int waiting() {
        return waiting.get();
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void answer(String path, int status) {
        answers.put(path, status);
    }

    List<Received> at(String path) {
        return byPath.getOrDefault(path, List.of());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
