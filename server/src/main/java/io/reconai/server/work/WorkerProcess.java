package io.reconai.server.work;

import com.sun.net.httpserver.HttpServer;
import io.reconai.engine.EngineSettings;
import io.reconai.engine.ScanEngine;
import io.reconai.server.work.rabbit.RabbitWorker;
import io.reconai.server.work.rabbit.RabbitWorkforce;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// A process that only looks at hosts. It has no store and no interface but its health: `/health/live` and
/// `/health/ready` on its port.
public final class WorkerProcess {

    private static final Logger LOG = Logger.getLogger(WorkerProcess.class);
    private static final int UP = 200;
    private static final int DOWN = 503;
    private static final int NO_SUCH_PAGE = 404;
    private static final int REFUSED = 405;

    private WorkerProcess() {}

    /// Works until the process is told to end.
    public static void run(EngineSettings settings, URI broker, InetSocketAddress at)
            throws IOException, InterruptedException {
        var shared = settings.sharingAddresses(RabbitWorkforce.HOSTS_PER_ADDRESS);
        var ended = new CountDownLatch(1);
        try (var engine = new ScanEngine(shared);
                var worker = Work.worker(broker, engine, shared.hostsAtOnce());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var health = health(worker, at);
            health.setExecutor(threads);
            health.start();
            LOG.infof(
                    "looks at %d hosts at a time; health on port %d",
                    shared.hostsAtOnce(), health.getAddress().getPort());
            var hook = Thread.ofPlatform().unstarted(() -> {
                ended.countDown();
                worker.close();
            });
            Runtime.getRuntime().addShutdownHook(hook);
            ended.await();
            hook.join();
            health.stop(0);
        }
    }

    private static HttpServer health(RabbitWorker worker, InetSocketAddress at) throws IOException {
        var server = HttpServer.create(at, 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var status = !exchange.getRequestMethod().equals("GET")
                        ? REFUSED
                        : switch (exchange.getRequestURI().getPath()) {
                            case "/health/live" -> UP;
                            case "/health", "/health/ready" -> worker.isConnected() ? UP : DOWN;
                            default -> NO_SUCH_PAGE;
                        };
                var text = "{\"status\":\"" + (status == UP ? "UP" : "DOWN") + "\"}";
                var body = text.getBytes(StandardCharsets.US_ASCII);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        return server;
    }
}
