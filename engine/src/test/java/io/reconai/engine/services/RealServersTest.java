package io.reconai.engine.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real servers on loopback, each on its usual port as the explorer sees it and skipped where it is not installed.
class RealServersTest {

    private final Path folder;

    RealServersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /// Explores as if the server listened on the usual port.
    private static Exploration explore(int usualPort, int port) throws Exception {
        var elsewhere = ConnectTo.parse("203.0.113.1:" + usualPort + "=127.0.0.1:" + port);
        var dialer = new Dialer(new DialerSettings(AddressPolicy.publicOnly(), elsewhere, 1_000, 8));
        return new ServiceExplorer(dialer, "test")
                .explore(
                        InetAddress.ofLiteral("203.0.113.1"),
                        usualPort,
                        "www.acme.test",
                        (_, _, _) -> Optional.empty(),
                        Deadline.in(Duration.ofSeconds(20)));
    }

    private static void assertSpoken(Exploration seen, String service, String product, String version) {
        assertThat(seen.service()).isEqualTo(service);
        var identity = Objects.requireNonNull(seen.identity());
        assertThat(identity.product()).isEqualTo(product);
        assertThat(identity.version()).matches(version);
    }

    private static void assertAccess(Exploration seen, String question, Outcome outcome, String... names) {
        assertThat(seen.access()).hasSize(1).first().satisfies(answer -> {
            assertThat(answer.question()).isEqualTo(question);
            assertThat(answer.outcome()).isEqualTo(outcome);
            assertThat(answer.names()).containsExactly(names);
        });
    }

    @Test
    void openssh() throws Exception {
        var server = Program.installed("/usr/sbin/sshd");
        var key = folder.resolve("key");
        Program.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        if (Program.isRoot()) {
            Files.createDirectories(Path.of("/run/sshd")); // its own place to drop privileges
        }
        var port = Program.freePort();
        try (var _ = Program.start(
                folder,
                port,
                server.toString(),
                "-D",
                "-f",
                "/dev/null",
                "-h",
                key.toString(),
                "-o",
                "ListenAddress=127.0.0.1:" + port,
                "-o",
                "PidFile=none")) {
            assertSpoken(explore(22, port), "ssh", "OpenSSH", "\\d+\\.\\d+p\\d+");
            assertSpoken(explore(8080, port), "ssh", "OpenSSH", "\\d+\\.\\d+p\\d+");
        }
    }

    @Test
    void nginx() throws Exception {
        var server = Program.installed("/usr/sbin/nginx");
        var port = Program.freePort();
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process off; pid nginx.pid; error_log stderr;
                events {}
                http { access_log off; client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f;
                       uwsgi_temp_path u; scgi_temp_path s;
                       server { listen 127.0.0.1:%d; return 200 "hello"; } }
                """.formatted(port));
        try (var _ = Program.start(
                folder,
                port,
                server.toString(),
                "-p",
                folder + "/",
                "-c",
                folder.resolve("nginx.conf").toString())) {
            assertSpoken(explore(8080, port), "http", "nginx", "\\d+\\.\\d+\\.\\d+");
            assertSpoken(explore(22, port), "http", "nginx", "\\d+\\.\\d+\\.\\d+");
            assertSpoken(explore(6379, port), "http", "nginx", "\\d+\\.\\d+\\.\\d+");
        }
    }

    @Test
    void redis() throws Exception {
        var server = Program.installed("/usr/bin/redis-server");
        var port = Program.freePort();
        try (var _ = Program.start(
                folder, port, server.toString(), "--port", "" + port, "--bind", "127.0.0.1", "--save", "")) {
            var seen = explore(6379, port);
            assertSpoken(seen, "redis", "Redis", "\\d+\\.\\d+\\.\\d+");
            assertAccess(seen, "redis-info", Outcome.OPEN);
        }
    }

    @Test
    void redisWithAPassword() throws Exception {
        var server = Program.installed("/usr/bin/redis-server");
        var port = Program.freePort();
        try (var _ = Program.start(
                folder,
                port,
                server.toString(),
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--requirepass",
                "not-tried")) {
            var seen = explore(6379, port);
            assertSpoken(seen, "redis", "", "");
            assertAccess(seen, "redis", Outcome.NEEDS_AUTHENTICATION);
        }
    }

    @Test
    void memcached() throws Exception {
        var server = Program.installed("/usr/bin/memcached");
        var port = Program.freePort();
        try (var _ = Program.start(
                folder, port, server.toString(), "-u", "nobody", "-l", "127.0.0.1", "-p", "" + port, "-U", "0")) {
            var seen = explore(11_211, port);
            assertSpoken(seen, "memcached", "memcached", "\\d+\\.\\d+\\.\\d+");
            assertAccess(seen, "memcached-stats", Outcome.OPEN);
        }
    }

    @Test
    void mosquitto() throws Exception {
        var server = Program.installed("/usr/sbin/mosquitto");
        var port = Program.freePort();
        try (var _ = Program.start(folder, port, server.toString(), "-p", "" + port)) {
            var seen = explore(1883, port);
            assertSpoken(seen, "mqtt", "", "");
            assertAccess(seen, "mqtt", Outcome.OPEN);
        }
    }

    @Test
    void mosquittoThatWantsCredentials() throws Exception {
        var server = Program.installed("/usr/sbin/mosquitto");
        var port = Program.freePort();
        var configuration = folder.resolve("mosquitto.conf");
        Files.writeString(configuration, "listener " + port + " 127.0.0.1\nallow_anonymous false\n");
        try (var _ = Program.start(folder, port, server.toString(), "-c", configuration.toString())) {
            var seen = explore(1883, port);
            assertSpoken(seen, "mqtt", "", "");
            assertAccess(seen, "mqtt", Outcome.NEEDS_AUTHENTICATION);
        }
    }

    @Test
    void rsync() throws Exception {
        var server = Program.installed("/usr/bin/rsync");
        var port = Program.freePort();
        var configuration = folder.resolve("rsyncd.conf");
        Files.writeString(
                configuration,
                "use chroot = no\npid file = " + folder.resolve("pid") + "\n[backup]\n  path = " + folder
                        + "\n  comment = nightly copies\n[hidden]\n  path = " + folder + "\n  list = no\n");
        try (var _ = Program.start(
                folder,
                port,
                server.toString(),
                "--daemon",
                "--no-detach",
                "--address=127.0.0.1",
                "--port=" + port,
                "--config=" + configuration)) {
            var seen = explore(873, port);
            assertSpoken(seen, "rsync", "rsync", "");
            assertAccess(seen, "rsync-modules", Outcome.OPEN, "backup");
        }
    }

    @Test
    void vsftpd() throws Exception {
        var server = Program.installed("/usr/sbin/vsftpd");
        assumeTrue(Program.isRoot(), "it wants to be started by root");
        var port = Program.freePort();
        var configuration = folder.resolve("vsftpd.conf");
        Files.writeString(
                configuration,
                "listen=YES\nlisten_address=127.0.0.1\nlisten_port=" + port + "\nbackground=NO\nsecure_chroot_dir="
                        + folder + "\nseccomp_sandbox=NO\n");
        try (var _ = Program.start(folder, port, server.toString(), configuration.toString())) {
            assertSpoken(explore(21, port), "ftp", "vsftpd", "\\d+\\.\\d+\\.\\d+");
        }
    }

    @Test
    void dovecot() throws Exception {
        var server = Program.installed("/usr/sbin/dovecot");
        assumeTrue(Program.isRoot(), "it wants to be started by root");
        Program.installed("/usr/lib/dovecot/imap-login");
        var imap = Program.freePort();
        var pop3 = Program.freePort();
        var configuration = folder.resolve("dovecot.conf");
        open(folder);
        Files.writeString(configuration, """
                base_dir = %s/run
                state_dir = %s/state
                log_path = /dev/stderr
                protocols = imap pop3
                listen = 127.0.0.1
                ssl = no
                passdb {
                  driver = static
                  args = password=not-tried
                }
                service imap-login {
                  inet_listener imap {
                    port = %d
                  }
                }
                service pop3-login {
                  inet_listener pop3 {
                    port = %d
                  }
                }
                """.formatted(folder, folder, imap, pop3));
        try (var _ = Program.start(folder, imap, server.toString(), "-F", "-c", configuration.toString())) {
            assertSpoken(explore(143, imap), "imap", "Dovecot", "");
            assertSpoken(explore(110, pop3), "pop3", "Dovecot", "");
        }
    }

    @Test
    void postfix() throws Exception {
        var server = Program.installed("/usr/sbin/postfix");
        assumeTrue(Program.isRoot(), "it wants to be started by root");
        open(folder);
        var port = Program.freePort();
        var configuration = Files.createDirectory(folder.resolve("etc"));
        var queue = Files.createDirectory(folder.resolve("queue"));
        var data = Files.createDirectory(folder.resolve("data"));
        Program.run(folder, "chown", "postfix", data.toString());
        Files.writeString(configuration.resolve("main.cf"), """
                compatibility_level = 3.6
                queue_directory = %s
                data_directory = %s
                command_directory = /usr/sbin
                daemon_directory = /usr/lib/postfix/sbin
                myhostname = mail.acme.test
                mydestination =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                maillog_file = /dev/stdout
                smtpd_peername_lookup = no
                local_recipient_maps =
                alias_maps =
                """.formatted(queue, data));
        Files.writeString(configuration.resolve("master.cf"), """
                127.0.0.1:%d inet n - n - - smtpd
                proxymap unix - - n - - proxymap
                rewrite unix - - n - - trivial-rewrite
                anvil unix - - n - 1 anvil
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port));
        try (var _ = Program.start(folder, port, server.toString(), "-c", configuration.toString(), "start-fg")) {
            assertSpoken(explore(25, port), "smtp", "Postfix", "");
        }
    }

    @Test
    void postgresql() throws Exception {
        var bin = Objects.requireNonNull(
                Program.installed("/usr/lib/postgresql/15/bin/postgres", "/usr/lib/postgresql/17/bin/postgres")
                        .getParent());
        assumeTrue(Program.isRoot(), "it must not run as root, so that root hands it to its own user");
        open(folder);
        Program.run(folder, "chown", "postgres", folder.toString());
        var data = folder.resolve("data").toString();
        Program.run(
                folder, "runuser", "-u", "postgres", "--", bin.resolve("initdb").toString(), "-D", data);
        var port = Program.freePort();
        try (var _ = Program.start(
                folder,
                port,
                "runuser",
                "-u",
                "postgres",
                "--",
                bin.resolve("postgres").toString(),
                "-D",
                data,
                "-p",
                "" + port,
                "-h",
                "127.0.0.1",
                "-k",
                folder.toString())) {
            assertSpoken(explore(5432, port), "postgresql", "PostgreSQL", "");
        }
    }

    @Test
    void mariadb() throws Exception {
        var server = Program.installed("/usr/sbin/mariadbd");
        var data = Files.createDirectory(folder.resolve("data"));
        Program.run(
                folder,
                "mariadb-install-db",
                "--no-defaults",
                "--user=root",
                "--auth-root-authentication-method=normal",
                "--datadir=" + data);
        var port = Program.freePort();
        try (var _ = Program.start(
                folder,
                port,
                server.toString(),
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"))) {
            var seen = explore(3306, port);
            assertSpoken(seen, "mysql", "MariaDB", "\\d+\\.\\d+\\.\\d+");
            assertThat(seen.access())
                    .as("a greeting tells nothing of who gets in")
                    .isEmpty();
        }
    }

    /// Servers that change their user must be able to enter.
    private static void open(Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
