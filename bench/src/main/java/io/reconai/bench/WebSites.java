package io.reconai.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sites on loopback that are looked at by benchmarks: nginx with HTTP and HTTPS, and Knot DNS with their names.
///
/// Of ten sites one redirects elsewhere, one has no page, three are WordPress and five a page with jQuery. 125
/// addresses of loopback bear them all. Servers written in C, so that what they cost does not hide what is measured.
final class WebSites implements AutoCloseable {

    static final String DOMAIN = "acme.test";

    private static final int ADDRESSES = 125;
    private static final int READINESS_TRIES = 100;
    private static final Pattern ACCEPTED = Pattern.compile("(?s)handled requests\\s+(\\d+)");

    private final Path folder;
    private final int count;
    private final int httpPort = freePort();
    private final int httpsPort = freePort();
    private final int statusPort = freePort();
    private final int dnsPort = freePort();
    private final List<Timed> servers = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    private WebSites(Path folder, int count) throws IOException {
        this.folder = Files.createDirectory(folder);
        this.count = count;
    }

    /// Starts both servers and waits until they answer.
    ///
    /// @param folder made for them
    /// @param pageBytes about how long pages are
    static WebSites start(String nginx, String knot, Path folder, int count, int pageBytes)
            throws IOException, InterruptedException {
        var sites = new WebSites(folder, count);
        sites.writePages(pageBytes);
        sites.writeCertificate();
        var nginxFile = Files.writeString(folder.resolve("nginx.conf"), sites.nginxFile());
        var knotFile = Files.writeString(folder.resolve("knot.conf"), sites.knotFile());
        var dns = Timed.start(List.of(knot, "-c", knotFile.toString()), folder);
        sites.servers.add(dns);
        sites.servers.add(Timed.start(List.of(nginx, "-p", folder.toString(), "-c", nginxFile.toString()), folder));
        dns.awaitPort(sites.dnsPort, DOMAIN);
        sites.await();
        return sites;
    }

    int port(String scheme) {
        return scheme.equals("https") ? httpsPort : httpPort;
    }

    int dnsPort() {
        return dnsPort;
    }

    /// The names, in the order of their numbers.
    List<String> names() {
        return IntStream.range(0, count).mapToObj(WebSites::name).toList();
    }

    static String name(int number) {
        return "h" + number + "." + DOMAIN;
    }

    /// What is to be seen of a site.
    ///
    /// @param technology one that both tools know by this word
    record Expected(int status, String title, String location, String technology) {}

    static Expected expected(int number) {
        return switch (number % 10) {
            case 0 ->
                new Expected(
                        301,
                        "301 Moved Permanently",
                        "https://away.example/" + (number == 0 ? "" : number / 10),
                        "PHP");
            case 1 -> new Expected(404, "404 Not Found", "", "PHP");
            case 2, 3, 4 -> new Expected(200, "Site " + number, "", "WordPress");
            default -> new Expected(200, "Site " + number, "", "jQuery");
        };
    }

    /// Connections that the sites have taken up so far.
    long connections() throws IOException, InterruptedException {
        var status = URI.create("http://127.0.0.1:" + statusPort + "/");
        var found = ACCEPTED.matcher(
                client.send(HttpRequest.newBuilder(status).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private void await() throws IOException, InterruptedException {
        for (var left = READINESS_TRIES; left > 0; left--) {
            try {
                connections();
                return;
            } catch (java.net.ConnectException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IOException("nginx does not answer: " + Files.readString(folder.resolve("errors")));
    }

    private void writePages(int bytes) throws IOException {
        for (var i = 0; i < count; i++) {
            if (i % 10 > 1) {
                var own = Files.createDirectories(folder.resolve("www").resolve(name(i)));
                Files.writeString(own.resolve("index.html"), page(i, bytes));
            }
        }
    }

    private static String page(int number, int bytes) {
        var head = number % 10 < 5
                ? "<meta name=\"generator\" content=\"WordPress 6.4.2\">\n"
                        + "<link rel=\"stylesheet\" href=\"/wp-content/themes/plain/style.css\">\n"
                : "<script src=\"/js/jquery-3.5.1.min.js\"></script>\n<script src=\"/js/bootstrap.min.js\"></script>\n";
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>Site ")
                .append(number)
                .append("</title>\n")
                .append(head)
                .append("</head><body>\n");
        for (var i = 0; page.length() < bytes; i++) {
            page.append("<p class=\"c")
                    .append(i % 7)
                    .append("\">Paragraph ")
                    .append(i)
                    .append(" of site ")
                    .append(number)
                    .append(" with <a href=\"/page/")
                    .append(i)
                    .append("\">a link</a> and some words.</p>\n");
        }
        return page.append("</body></html>\n").toString();
    }

    private void writeCertificate() throws IOException, InterruptedException {
        var made = Timed.start(
                        List.of(
                                "openssl",
                                "req",
                                "-x509",
                                "-nodes",
                                "-days",
                                "90",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:P-256",
                                "-keyout",
                                folder.resolve("key.pem").toString(),
                                "-out",
                                folder.resolve("certificate.pem").toString(),
                                "-subj",
                                "/CN=" + DOMAIN,
                                "-addext",
                                "subjectAltName=DNS:*." + DOMAIN),
                        folder)
                .end();
        if (!Files.exists(folder.resolve("certificate.pem"))) {
            throw new IOException("openssl made no certificate: " + made.output());
        }
    }

    private String nginxFile() {
        var listen = IntStream.range(0, ADDRESSES)
                .mapToObj(i -> "listen 127.1.0." + (i + 1) + ":" + httpPort + " backlog=4096;\n    listen 127.1.0."
                        + (i + 1) + ":" + httpsPort + " ssl backlog=4096;")
                .collect(Collectors.joining("\n    "));
        return """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.log crit;
                events { worker_connections 8192; multi_accept on; }
                http {
                  access_log off;
                  default_type text/html;
                  keepalive_timeout 15s;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server { listen 127.0.0.1:%2$d; location / { stub_status; } }
                  server {
                    %3$s
                    ssl_certificate %1$s/certificate.pem;
                    ssl_certificate_key %1$s/key.pem;
                    ssl_protocols TLSv1.2 TLSv1.3;
                    add_header X-Powered-By "PHP/8.2.7" always;
                    root %1$s/www/$host;
                    index index.html;
                    if ($host ~ "^h(\\d*)0\\.") { return 301 https://away.example/$1; }
                    if ($host ~ "^h\\d*1\\.") { return 404; }
                  }
                }
                """.formatted(folder, statusPort, listen);
    }

    private String knotFile() throws IOException {
        var zone = new ArrayList<>(List.of(
                "$ORIGIN " + DOMAIN + ".",
                "$TTL 300",
                "@ SOA ns hostmaster 1 3600 900 604800 300",
                "@ NS ns",
                "ns A 127.0.0.1"));
        for (var i = 0; i < count; i++) {
            zone.add("h" + i + " A 127.1.0." + (i % ADDRESSES + 1));
        }
        Files.write(folder.resolve("zone"), zone);
        return """
                server:
                    rundir: %1$s
                    listen: 127.0.0.1@%2$d
                database:
                    storage: %1$s
                log:
                  - target: stderr
                    any: error
                zone:
                  - domain: %3$s
                    file: %1$s/zone
                    zonefile-load: whole
                    journal-content: none
                """.formatted(folder, dnsPort, DOMAIN);
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        client.close();
        for (var server : servers) {
            server.close();
        }
    }
}
