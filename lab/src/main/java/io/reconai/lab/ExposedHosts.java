package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Hosts with files that nobody meant to publish, and hosts that only seem to have them. All secrets are made up.
final class ExposedHosts {

    /// Requests that the limiter and the wall bear with; the likeliest files are asked for before.
    private static final int PATIENCE = 70;

    private static final int MEMORY_BYTES = 2 * 1024 * 1024;

    private static final String KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nbm90IGEga2V5LCBidXQgYXMgbG9uZw==\n"
            + "-----END OPENSSH PRIVATE KEY-----\n";

    private ExposedHosts() {}

    static List<HostEntry> all() {
        return List.of(
                host("copies", 101, withFiles(copies()))
                        .finds("exposure.wp-config", "a backup of wp-config.php, which itself answers with nothing")
                        .finds("exposure.phpinfo", "phpinfo() under its usual name")
                        .finds("exposure.htpasswd", "hashes of passwords")
                        .finds("exposure.backup-archive", "an archive with a dump in it")
                        .finds("exposure.db-dump", "a dump with rows")
                        .finds("exposure.laravel-log", "a log with paths")
                        .trap("exposure.php-source", "no copy of another script"),
                host("engine-room", 102, withFiles(engineRoom()))
                        .finds("exposure.spring-actuator", "index, environment and image of the memory")
                        .finds("exposure.jolokia", "beans can be managed")
                        .finds("exposure.swagger", "an interface described in public")
                        .finds("exposure.graphql-introspection", "a schema that describes itself"),
                host("workbench", 103, withFiles(workbench()))
                        .finds("exposure.docker-compose", "services with a password")
                        .finds("exposure.dockerfile", "the recipe of a container")
                        .finds("exposure.manifest", "a list of packages with versions")
                        .finds("exposure.ds-store", "names of files")
                        .finds("exposure.svn", "a working copy")
                        .finds("exposure.nginx-status", "numbers of connections"),
                host("keyring", 104, withFiles(keyring()))
                        .finds("exposure.private-key", "a key for logins")
                        .finds("exposure.aws-credentials", "a key for a cloud")
                        .finds("exposure.npmrc", "a token")
                        .finds("exposure.git-credentials", "a login")
                        .trap("exposure.kubeconfig", "a page about it"),
                host("notes", 105, withFiles(notes()))
                        .trap("exposure.phpinfo", "a post about phpinfo()")
                        .trap("exposure.wp-config", "WordPress runs the file and sends nothing")
                        .trap("exposure.dotenv", "a tutorial with such lines in a page")
                        .trap("exposure.git", "the home page instead of HEAD")
                        .trap("exposure.backup-archive", "a page, and nothing, under the names of archives")
                        .trap("exposure.installer", "it says that all is installed")
                        .trap("exposure.htpasswd", "users without hashes")
                        .trap("exposure.listing", "a book of that title"),
                host("chameleon", 106, echo())
                        .trap("exposure.dotenv", "every path is there, each time of another length"),
                host("machine", 107, json()).trap("exposure.spring-actuator", "every path has the same JSON"),
                host("bouncer", 108, bouncer()).trap("exposure.git", "every path but the first is refused"),
                host("wall", 109, wall()).trap("exposure.git", "blocks in the middle, with status 200"),
                host("limiter", 110, limiter())
                        .finds("exposure.dotenv", "read before the host asked for rest")
                        .trap("exposure.manifest", "nobody came that far"),
                host("talkative", 112, talkative())
                        .finds("exposure.debug-page", "Django explains why there is no page"),
                host("gate", 111, gate()).trap("exposure.dotenv", "every path leads to the login"));
    }

    private static HostEntry host(String label, int last, Site site) {
        return new HostEntry(label + "." + Organisation.DOMAIN, "203.0.113." + last).web(Sites.careful(site));
    }

    /// A page at `/`, files elsewhere, and a clean 404 for the rest.
    private static Site withFiles(Map<String, Answer> files) {
        return request -> {
            var file = files.get(request.path());
            if (file != null) {
                return file;
            }
            return request.path().equals("/") ? home() : Sites.notFound();
        };
    }

    private static Answer home() {
        return Answer.html(200, Sites.html("Acme", "<p>Nothing to see here.</p>"));
    }

    private static Map<String, Answer> copies() {
        var files = new LinkedHashMap<String, Answer>();
        files.put("/", home().replacing("Nothing", "<img src=\"/wp-content/logo.png\" alt=\"\">Nothing"));
        files.put("/wp-config.php", Answer.html(200, ""));
        files.put(
                "/wp-config.php.bak",
                file("<?php\ndefine('DB_NAME', 'shop');\ndefine('DB_PASSWORD', 'made-up-for-the-lab');\n"));
        files.put(
                "/phpinfo.php",
                Answer.html(
                        200,
                        "<!DOCTYPE html><html><head><title>PHP 8.2.7 - phpinfo()</title></head><body></body></html>"));
        files.put("/.htpasswd", file("anna:$apr1$madeup00$0123456789abcdefghijkl\n"));
        files.put("/copies.zip", file("").withBody(zip("site/index.php", "site/dump.sql")));
        files.put(
                "/dump.sql",
                file(
                        "-- MySQL dump 10.13\nCREATE TABLE `users` (`id` int);\nINSERT INTO `users` VALUES (1,'anna@acme.test');\n"));
        files.put(
                "/storage/logs/laravel.log",
                file("[2026-01-02 03:04:05] production.ERROR: no such table at /var/www/app/Shop.php:12\n".repeat(5)));
        return files;
    }

    /// A site of developers: what is not there is explained at length.
    private static Site talkative() {
        return request -> request.path().equals("/")
                ? home()
                : Answer.html(
                        404,
                        Sites.html(
                                "Page not found",
                                "<p>You're seeing this error because you have <code>DEBUG = True</code> in your"
                                        + " settings file.</p>"));
    }

    private static Map<String, Answer> engineRoom() {
        return Map.of(
                "/actuator",
                json("{\"_links\":{\"self\":{\"href\":\"/actuator\"},\"env\":{\"href\":\"/actuator/env\"}}}"),
                "/actuator/health",
                json("{\"status\":\"UP\"}"),
                "/actuator/env",
                json("{\"activeProfiles\":[],\"propertySources\":[{\"name\":\"systemProperties\"}]}"),
                "/actuator/heapdump",
                file("").withBody(new byte[MEMORY_BYTES]),
                "/jolokia/version",
                json("{\"value\":{\"agent\":\"1.7.2\",\"protocol\":\"7.2\"},\"status\":200}"),
                "/v3/api-docs",
                json("{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"Anvils\"},\"paths\":{}}"),
                "/graphql",
                json("{\"data\":{\"__schema\":{\"queryType\":{\"name\":\"Query\"}}}}"));
    }

    private static Map<String, Answer> workbench() {
        return Map.of(
                "/docker-compose.yml",
                file(
                        "services:\n  db:\n    image: mysql:8\n    environment:\n      MYSQL_ROOT_PASSWORD: made-up-for-the-lab\n"),
                "/Dockerfile",
                file("FROM debian:12\nCOPY . /srv\n"),
                "/package-lock.json",
                json("{\"name\":\"site\",\"lockfileVersion\":3}"),
                "/.DS_Store",
                file("").withBody(folderSettings("images", "index.html")),
                "/.svn/wc.db",
                file("SQLite format 3\0" + "\1".repeat(600)),
                "/nginx_status",
                Answer.text(
                        200,
                        "text/plain",
                        "Active connections: 1 \nserver accepts handled requests\n 7 7 7 \nReading: 0 Writing: 1 Waiting: 0 \n"));
    }

    private static Map<String, Answer> keyring() {
        return Map.of(
                "/.ssh/id_ed25519",
                file(KEY),
                "/.aws/credentials",
                file(
                        "[default]\naws_access_key_id = AKIAMADEUPFORTHELAB2\naws_secret_access_key = made-up-for-the-lab\n"),
                "/.npmrc",
                file("//registry.npmjs.org/:_authToken=npm_madeUpForTheLab0123456789\n"),
                "/.git-credentials",
                file("https://bot:made-up-for-the-lab@git.acme.test\n"),
                "/.kube/config",
                Answer.html(200, Sites.html("Help", "<pre>apiVersion: v1\nkind: Config\ntoken: yours</pre>")));
    }

    private static Map<String, Answer> notes() {
        return Map.of(
                "/info.php",
                Answer.html(200, Sites.html("Why phpinfo() is dangerous", "<p>PHP Version, Zend Engine, System.</p>")),
                "/wp-config.php",
                Answer.html(200, ""),
                "/.env",
                Answer.html(200, Sites.html("How to", "<pre>APP_KEY=base64:abc\nDB_PASSWORD=abc</pre>")),
                "/.git/HEAD",
                home(),
                "/backup.zip",
                Answer.html(200, Sites.html("Backups", "<p>How we keep them.</p>")),
                "/www.zip",
                Answer.text(200, "application/zip", ""),
                "/wp-admin/install.php",
                Answer.html(200, Sites.html("WordPress", "<p>Already Installed</p>")),
                "/.htpasswd",
                file("anna:anna\nbert:bert\n"),
                "/files/",
                Answer.html(200, Sites.html("Index of /", "<p>A novel. <a href=\"book.html\">Read</a></p>")));
    }

    /// A page for every path, which repeats the path and is of another length each time.
    private static Site echo() {
        return request -> request.path().equals("/")
                ? home()
                : Answer.html(
                        200,
                        Sites.html(
                                "Sorry",
                                "<p>We looked for " + request.path() + " everywhere.</p>"
                                        + "<p>Perhaps one of these helps.</p>"
                                                .repeat(1
                                                        + Math.floorMod(
                                                                request.path().hashCode(), 30))));
    }

    private static Site json() {
        return request -> request.path().equals("/") ? home() : json("{\"status\":404,\"error\":\"Not Found\"}");
    }

    private static Site bouncer() {
        return request -> request.path().equals("/") ? home() : Answer.html(403, Sites.html("Forbidden", ""));
    }

    /// Gives away where its repository is, and takes offence later on.
    private static Site wall() {
        var count = new AtomicInteger();
        return request -> {
            if (!request.path().equals("/") && count.incrementAndGet() > PATIENCE) {
                return Answer.html(200, Sites.html("Access denied", "<p>Your visit was unusual.</p>"));
            }
            return switch (request.path()) {
                case "/" -> home();
                case "/.git/HEAD" -> file("ref: refs/heads/main\n");
                default -> Sites.notFound();
            };
        };
    }

    private static Site limiter() {
        var count = new AtomicInteger();
        return request -> {
            if (!request.path().equals("/") && count.incrementAndGet() > PATIENCE) {
                return Answer.html(429, Sites.html("Too many requests", "")).with("Retry-After", "60");
            }
            return switch (request.path()) {
                case "/" -> home();
                case "/.env" -> file("APP_ENV=production\nDB_PASSWORD=made-up-for-the-lab\n");
                default -> Sites.notFound();
            };
        };
    }

    private static Site gate() {
        return request -> request.path().equals("/") ? home() : Answer.redirect(302, "/login?next=" + request.path());
    }

    private static Answer file(String content) {
        return Answer.text(200, "application/octet-stream", content);
    }

    private static Answer json(String content) {
        return Answer.text(200, "application/json", content);
    }

    private static byte[] zip(String... names) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (var name : names) {
                var entry = new ZipEntry(name);
                entry.setSize(0);
                entry.setCrc(0);
                zip.putNextEntry(entry);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        return bytes.toByteArray();
    }

    /// What the Finder of macOS leaves in a folder: each name behind its length and before what is told of it.
    private static byte[] folderSettings(String... names) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\0\0\0\1Bud1".getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(new byte[40]);
        for (var name : names) {
            bytes.writeBytes(new byte[] {0, 0, 0, (byte) name.length()});
            bytes.writeBytes(name.getBytes(StandardCharsets.UTF_16BE));
            bytes.writeBytes("Ilocblob\0\0\0\4\1\2\3\4".getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }
}
