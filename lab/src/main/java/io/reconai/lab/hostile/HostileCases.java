package io.reconai.lab.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Every host of the organisation that does its mischief on a port.
final class HostileCases {

    private static final String NONE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final List<HostileCase> cases = new ArrayList<>();

    private HostileCases() {}

    /// @param inside the port of listeners at addresses that nobody may be led to
    static List<HostileCase> all(int inside) {
        var all = new HostileCases();
        all.http();
        all.redirects(inside);
        all.tls(inside);
        all.services();
        return List.copyOf(all.cases);
    }

    private void add(String label, int port, String does, Behaviour behaviour) {
        cases.add(new HostileCase(label, port, does, behaviour));
    }

    private void http() {
        var page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
        add("endless-body", 80, "a body without end", HttpMischief.saysForever(page + "\r\n", "on and on "));
        add("drip-body", 80, "a body, octet by octet", HttpMischief.drips(page + "\r\n"));
        add("drip-chunks", 80, "a chunk of one octet now and then", HttpMischief.dripsChunks());
        add(
                "endless-headers",
                80,
                "headers without end",
                HttpMischief.saysForever("HTTP/1.1 200 OK\r\n", "X-A: 1\r\n"));
        add("drip-headers", 80, "a header, octet by octet", HttpMischief.drips("HTTP/1.1 200 OK\r\nX-A: "));
        add("endless-interim", 80, "103 without end", HttpMischief.saysForever("", "HTTP/1.1 103 Early\r\n\r\n"));
        add("bomb-gzip", 80, "64 MiB packed by gzip", HttpMischief.packed("gzip", Bombs.gzip()));
        add("bomb-deflate", 80, "64 MiB packed by deflate", HttpMischief.packed("deflate", Bombs.deflate()));
        add("bomb-br", 80, "64 MiB packed by Brotli", HttpMischief.packed("br", Bombs.brotli()));
        add("bomb-zstd", 80, "64 MiB packed by Zstandard", HttpMischief.packed("zstd", Bombs.zstandard()));
        add("layers", 80, "three codings in one another", HttpMischief.packed("gzip, gzip, gzip", Bombs.gzip()));
        add("second-version", 80, "HTTP/2 to who asks in HTTP/1.1", HttpMischief.secondVersion());
        add("tarpit-http", 80, "takes the request and says nothing", Peer::hearForever);
        add("garbage-http", 80, "octets by chance", TlsMischief.garbage());
        add("strange-page", 80, "strange texts in title, fields and body", HttpMischief.strangePage());
        add("deep-page", 80, "100,000 elements within each other", HttpMischief.deepPage());
        add("wide-headers", 80, "240 KiB of header fields with each answer", HttpMischief.wideHeaders());
        add("cookies", 80, "a thousand cookies", HttpMischief.cookies());
    }

    private void redirects(int inside) {
        add("loop", 80, "sends to itself", HttpMischief.sendsTo("/"));
        add("many", 80, "sends on and on", HttpMischief.sendsTo(path -> path + "x"));
        var targets = List.of(
                "http://127.0.0.1:" + inside + "/",
                "http://[::1]:" + inside + "/",
                "http://localhost:" + inside + "/",
                "http://inside.hostile.test:" + inside + "/",
                "http://flips.hostile.test:" + inside + "/",
                "http://2130706433:" + inside + "/",
                "http://0x7f.1:" + inside + "/",
                "http://0177.0.0.1:" + inside + "/",
                "http://[::ffff:127.0.0.1]:" + inside + "/",
                "http://[64:ff9b::7f00:1]:" + inside + "/",
                "http://hostile.test@127.0.0.1:" + inside + "/",
                "//127.0.0.1:" + inside + "/",
                "http://169.254.169.254/latest/meta-data/",
                "http://127.0.0.1.:" + inside + "/",
                "https://127.0.0.2:" + inside + "/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:" + inside + "/_");
        IntStream.range(0, targets.size())
                .forEach(i -> add(
                        "inside-" + (i + 1),
                        80,
                        "sends to " + targets.get(i).replace(String.valueOf(inside), "PORT"),
                        HttpMischief.sendsTo(targets.get(i))));
    }

    private void tls(int inside) {
        add("tls-silent", 443, "takes the hello and says nothing", TlsMischief.silent());
        add("tls-drip", 443, "a record, octet by octet", TlsMischief.drips());
        add("tls-endless", 443, "a hello of 16 MiB", TlsMischief.endlessHello());
        add("tls-warnings", 443, "warnings without end", TlsMischief.endlessWarnings());
        add("tls-empty", 443, "empty records without end", TlsMischief.endlessEmptyRecords());
        add("tls-garbage", 443, "octets by chance", TlsMischief.garbage());
        add("tls-http", 443, "plain HTTP", TlsMischief.plainHttp());
        var issuer = "http://127.0.0.1:" + inside + "/ca.crt";
        add("tls-10000-names", 443, "a certificate with 10,000 names", secured("many", 10_000, issuer));
        add("tls-1000-names", 443, "a certificate with 1,000 names", secured("a thousand", 1_000, issuer));
        var strange = StrangeTexts.ALL.stream()
                .map(text -> text.replaceAll("[^\\x01-\\x7e]", "") + ".hostile.test")
                .toList();
        add(
                "tls-strange-names",
                443,
                "a certificate with strange texts for names",
                TlsMischief.secured(HostileCertificates.serving(StrangeTexts.joined(), strange, issuer)));
        add(
                "tls-inside-names",
                443,
                "a certificate for names that lie inside",
                TlsMischief.secured(HostileCertificates.serving(
                        "inside", List.of("tls-inside-names.hostile.test", "inside.hostile.test"), issuer)));
    }

    private static Behaviour secured(String subject, int names, String issuer) {
        var all = IntStream.range(0, names)
                .mapToObj(i -> "n" + i + ".hostile.test")
                .toList();
        return TlsMischief.secured(HostileCertificates.serving(subject, all, issuer));
    }

    private void services() {
        add("banner-endless", 22, "a greeting without end", ServiceMischief.endlessGreeting("SSH-2.0-x"));
        add("banner-drip", 22, "a greeting, octet by octet", ServiceMischief.drippingGreeting());
        add("banner-strange", 21, "strange texts", ServiceMischief.greets("220 " + StrangeTexts.joined() + "\r\n"));
        add("tarpit", 25, "takes a visitor and says nothing", Peer::hearForever);
        add("smtp-endless", 25, "a greeting of lines without end", ServiceMischief.endlessGreeting("220-more\r\n"));
        var garbage = TlsMischief.garbageToWhoSpeaks();
        var silent = TlsMischief.silent();
        var smtp = "220 mx.hostile.test ESMTP\r\n";
        add("smtp-garbage", 25, "garbage after the go-ahead", lines(smtp, "STARTTLS", "220 go\r\n", garbage));
        add("smtp-silent", 25, "silence after the go-ahead", lines(smtp, "STARTTLS", "220 go\r\n", silent));
        add(
                "ftp-garbage",
                21,
                "garbage after the go-ahead",
                lines("220 (vsFTPd 3.0.3)\r\n", "AUTH TLS", "234 go\r\n", garbage));
        add(
                "imap-garbage",
                143,
                "garbage after the go-ahead",
                lines("* OK IMAP4rev1\r\n", "STARTTLS", "a OK go\r\n", garbage));
        add("pop3-garbage", 110, "garbage after the go-ahead", lines("+OK POP3\r\n", "STLS", "+OK go\r\n", garbage));
        add("ldap-garbage", 389, "garbage after the go-ahead", ServiceMischief.directory(garbage));
        add("postgresql-garbage", 5432, "garbage after the go-ahead", ServiceMischief.postgresql(garbage));
        add("mysql-garbage", 3306, "garbage after the go-ahead", ServiceMischief.mysql(garbage));
        add("xmpp-garbage", 5222, "garbage after the go-ahead", ServiceMischief.xmpp(garbage));
        add(
                "early-garbage",
                25,
                "words in the same breath as the go-ahead, then garbage",
                lines(smtp, "STARTTLS", "220 go\r\n250 and more\r\n", TlsMischief.garbage()));
        add("mqtt-garbage", 1883, "octets by chance", TlsMischief.garbage());
        add("unknown-endless", 8080, "an answer without end", HttpMischief.saysForever(NONE, NONE));
    }

    private static Behaviour lines(String greeting, String command, String goAhead, Behaviour instead) {
        return ServiceMischief.lines(greeting, command, goAhead, instead);
    }
}
