package io.reconai.server.domains;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A world with two resolvers and one web server, which say what lies in a folder: tests put proofs there. The server
/// under test asks for proofs of ownership.
///
/// The folder is named by a system property, since the server and its tests have class loaders of their own.
public final class ProofWorld implements QuarkusTestResourceLifecycleManager {

    private static final String FOLDER = "proof.world";
    private static final String WEB_ADDRESS = "203.0.113.9";
    private static final int A = 1;
    private static final int TXT = 16;
    private static final int NXDOMAIN = 3;

    private final List<AutoCloseable> open = new ArrayList<>();

    /// Puts a TXT record where a resolver finds it.
    ///
    /// @param resolver 1 or 2
    static void putTxt(int resolver, String name, String... values) throws IOException {
        var file = folder().resolve("dns" + resolver).resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(values));
    }

    static void removeTxt(int resolver, String name) throws IOException {
        Files.delete(folder().resolve("dns" + resolver).resolve(name));
    }

    /// Lets the web server answer for a host, which has an address from then on.
    ///
    /// @param answer a status, a line with the Location or an empty one, and the body
    static void putPage(String host, String path, String answer) throws IOException {
        var file = folder().resolve("web").resolve(host).resolve(path.replace('/', '~'));
        Files.createDirectories(file.getParent());
        Files.writeString(file, answer);
    }

    private static Path folder() {
        return Path.of(System.getProperty(FOLDER));
    }

    @Override
    public Map<String, String> start() {
        try {
            System.getProperties().stringPropertyNames().stream()
                    .filter(name -> name.startsWith("RECONAI_"))
                    .forEach(System::clearProperty); // of another world
            var folder = Files.createTempDirectory("reconai-proof-world-");
            System.setProperty(FOLDER, folder.toString());
            var resolvers = nameServer(1) + "," + nameServer(2);
            var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            open.add(() -> web.stop(0));
            web.createContext("/", ProofWorld::serve);
            web.start();
            Map.of(
                            "RECONAI_DNS_RESOLVERS",
                            resolvers,
                            "RECONAI_CONNECT_TO",
                            WEB_ADDRESS + ":80=127.0.0.1:" + web.getAddress().getPort(),
                            "RECONAI_CACHE_DIR",
                            "off",
                            "RECONAI_SOURCE_PAUSE_MS",
                            "50",
                            "RECONAI_DATA_DIR",
                            folder.resolve("data").toString())
                    .forEach(System::setProperty);
            return Map.of();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String nameServer(int number) throws IOException {
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        open.add(socket);
        Thread.ofPlatform().daemon().name("name server " + number).start(() -> answer(socket, "dns" + number));
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private static void answer(DatagramSocket socket, String records) {
        var buffer = new byte[1500];
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                var reply = reply(ByteBuffer.wrap(buffer, 0, packet.getLength()), records);
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                // The loop sees it.
            }
        }
    }

    /// An answer to one question (RFC 1035 §4): the header, the question again, and records that point back to its
    /// name.
    private static byte[] reply(ByteBuffer query, String records) throws IOException {
        var id = query.getShort();
        var labels = new ArrayList<String>();
        query.position(12);
        for (var length = query.get(); length > 0; length = query.get()) {
            var label = new byte[length];
            query.get(label);
            labels.add(new String(label, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
        }
        var type = query.getShort();
        query.getShort();
        var end = query.position();
        var name = String.join(".", labels);
        var isHost = Files.isDirectory(folder().resolve("web").resolve(name));
        var texts = folder().resolve(records).resolve(name);
        var answers = new ArrayList<byte[]>();
        if (type == A && isHost) {
            answers.add(InetAddress.ofLiteral(WEB_ADDRESS).getAddress());
        }
        if (type == TXT && Files.exists(texts)) {
            for (var text : Files.readAllLines(texts)) {
                var octets = text.getBytes(StandardCharsets.US_ASCII);
                answers.add(ByteBuffer.allocate(octets.length + 1)
                        .put((byte) octets.length)
                        .put(octets)
                        .array());
            }
        }
        var rcode = isHost || Files.exists(texts) ? 0 : NXDOMAIN;
        var out = ByteBuffer.allocate(4096)
                .putShort(id)
                .putShort((short) (0x8180 | rcode))
                .putShort((short) 1)
                .putShort((short) answers.size())
                .putInt(0)
                .put(query.slice(12, end - 12));
        for (var answer : answers) {
            out.putShort((short) 0xc00c).putShort(type).putShort((short) 1).putInt(0);
            out.putShort((short) answer.length).put(answer);
        }
        var bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    private static void serve(HttpExchange exchange) throws IOException {
        var host = exchange.getRequestHeaders().getFirst("Host");
        var path = exchange.getRequestURI().getPath().replace('/', '~');
        var file = folder().resolve("web").resolve(host).resolve(path);
        var lines = Files.exists(file) ? Files.readString(file).split("\n", 3) : new String[] {"404", "", "nothing"};
        if (!lines[1].isEmpty()) {
            exchange.getResponseHeaders().set("Location", lines[1]);
        }
        var body = lines[2].getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(lines[0]), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void stop() {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("RECONAI_"))
                .forEach(System::clearProperty);
        try {
            for (var one : open) {
                one.close();
            }
            try (var files = Files.walk(folder())) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (Exception inUse) {
            throw new IllegalStateException(inUse);
        }
    }
}
