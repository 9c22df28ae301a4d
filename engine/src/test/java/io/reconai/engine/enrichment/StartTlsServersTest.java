package io.reconai.engine.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.services.Program;
import io.reconai.engine.tls.TlsInspector;
import io.reconai.engine.tls.TlsSurveyor;
import io.reconai.engine.tls.TrustStore;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real servers that change a plain protocol to TLS, on loopback; each is skipped where it is not installed.
class StartTlsServersTest {

    private static final DomainName ACME = new DomainName("acme.test");
    private static final String ADDRESS = "203.0.113.1";

    private final Path folder;
    private final Path certificate;
    private final Path key;

    StartTlsServersTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        certificate = folder.resolve("server.pem");
        key = folder.resolve("server.key");
        Program.installed("/usr/bin/openssl");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Program.run(
                folder,
                "openssl",
                "req",
                "-x509",
                "-nodes",
                "-days",
                "90",
                "-newkey",
                "rsa:2048",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString(),
                "-subj",
                "/CN=acme",
                "-addext",
                "subjectAltName=DNS:acme.test");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    /// What is seen of a service on its usual port, which stands for the port where the test's server listens.
    private static TlsObservation seen(Host host, String service, int usualPort, int port) throws Exception {
        var elsewhere = ConnectTo.parse(ADDRESS + ":" + usualPort + "=127.0.0.1:" + port);
        var dialer = new Dialer(new DialerSettings(AddressPolicy.publicOnly(), elsewhere, 10_000, 100));
        var inspector = new TlsInspector(dialer, TrustStore.load(Optional.empty()), Clock.systemUTC());
        var tls = new HostTls(inspector, new TlsSurveyor(dialer), ScanMode.ACTIVE, Deadline.in(Duration.ofSeconds(40)));
        tls.start(
                host,
                List.of(new PortObservation(
                        ADDRESS,
                        usualPort,
                        PortState.OPEN,
                        "",
                        service,
                        "",
                        1,
                        new ServiceIdentity(
                                ServiceIdentity.Transport.TCP,
                                "",
                                "",
                                "",
                                Confidence.CERTAIN,
                                ServiceIdentity.Access.UNKNOWN,
                                ""))));
        return tls.with(tls.started()).getFirst();
    }

    private static void assertFull(String service, int usualPort, int port) throws Exception {
        var seen = seen(Host.of(ACME, ACME), service, usualPort, port);
        assertThat(seen.startedIn()).contains(service);
        assertThat(seen.outcome()).as(seen.detail()).isEqualTo(ExchangeOutcome.ANSWERED);
        var session = seen.completed().orElseThrow();
        assertThat(session.chain().getFirst().subject()).isEqualTo("CN=acme");
        assertThat(session.nameMatches()).isTrue();
        var support = seen.surveyed().orElseThrow();
        assertThat(support.depth()).isEqualTo(TlsSupport.Depth.FULL);
        assertThat(support.accepts(TlsVersion.TLS_1_3)).as(support.toString()).isTrue();
        assertThat(support.accepts(TlsVersion.TLS_1_2)).as(support.toString()).isTrue();
        assertThat(support.accepts(TlsVersion.SSL_3)).isFalse();
        assertThat(support.protocol(TlsVersion.TLS_1_2).orElseThrow().suites()).isNotEmpty();
        assertThat(support.chains().getFirst().getFirst().sha256())
                .isEqualTo(session.chain().getFirst().sha256());
    }

    @Test
    void postfix() throws Exception {
        var server = Program.installed("/usr/sbin/postfix");
        assumeTrue(Program.isRoot(), "it wants to be started by root");
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
                smtpd_tls_security_level = may
                smtpd_tls_cert_file = %s
                smtpd_tls_key_file = %s
                """.formatted(queue, data, certificate, key));
        Files.writeString(configuration.resolve("master.cf"), """
                127.0.0.1:%d inet n - n - - smtpd
                proxymap unix - - n - - proxymap
                rewrite unix - - n - - trivial-rewrite
                anvil unix - - n - 1 anvil
                tlsmgr unix - - n 1000? 1 tlsmgr
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port));
        try (var _ = Program.start(folder, port, server.toString(), "-c", configuration.toString(), "start-fg")) {
            assertFull("smtp", 25, port);
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
        Files.writeString(configuration, """
                base_dir = %s/run
                state_dir = %s/state
                log_path = /dev/stderr
                protocols = imap pop3
                listen = 127.0.0.1
                ssl = yes
                ssl_cert = <%s
                ssl_key = <%s
                passdb {
                  driver = static
                  args = password=not-tried
                }
                service imap-login {
                  inet_listener imap {
                    port = %d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                service pop3-login {
                  inet_listener pop3 {
                    port = %d
                  }
                  inet_listener pop3s {
                    port = 0
                  }
                }
                """.formatted(folder, folder, certificate, key, imap, pop3));
        try (var _ = Program.start(folder, imap, server.toString(), "-F", "-c", configuration.toString())) {
            assertFull("imap", 143, imap);
            assertFull("pop3", 110, pop3);
        }
    }

    @Test
    void vsftpd() throws Exception {
        var server = Program.installed("/usr/sbin/vsftpd");
        assumeTrue(Program.isRoot(), "it wants to be started by root");
        var port = Program.freePort();
        var configuration = folder.resolve("vsftpd.conf");
        Files.writeString(configuration, """
                listen=YES
                listen_address=127.0.0.1
                listen_port=%d
                background=NO
                secure_chroot_dir=%s
                seccomp_sandbox=NO
                ssl_enable=YES
                rsa_cert_file=%s
                rsa_private_key_file=%s
                """.formatted(port, folder, certificate, key));
        try (var _ = Program.start(folder, port, server.toString(), configuration.toString())) {
            assertFull("ftp", 21, port);
        }
    }

    @Test
    void vsftpd_without_tls() throws Exception {
        var server = Program.installed("/usr/sbin/vsftpd");
        assumeTrue(Program.isRoot(), "it wants to be started by root");
        var port = Program.freePort();
        var configuration = folder.resolve("vsftpd.conf");
        Files.writeString(
                configuration,
                "listen=YES\nlisten_address=127.0.0.1\nlisten_port=" + port + "\nbackground=NO\nsecure_chroot_dir="
                        + folder + "\nseccomp_sandbox=NO\n");
        try (var _ = Program.start(folder, port, server.toString(), configuration.toString())) {
            var seen = seen(Host.of(ACME, ACME), "ftp", 21, port);
            assertThat(seen.outcome()).isEqualTo(ExchangeOutcome.MALFORMED);
            assertThat(seen.detail()).startsWith("no STARTTLS: 530");
            assertThat(seen.surveyed()).isEmpty();
        }
    }

    @Test
    void postgresql() throws Exception {
        var bin = Objects.requireNonNull(
                Program.installed("/usr/lib/postgresql/15/bin/postgres", "/usr/lib/postgresql/17/bin/postgres")
                        .getParent());
        assumeTrue(Program.isRoot(), "it must not run as root, so that root hands it to its own user");
        Program.run(folder, "chown", "-R", "postgres", folder.toString());
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
                folder.toString(),
                "-c",
                "ssl=on",
                "-c",
                "ssl_cert_file=" + certificate,
                "-c",
                "ssl_key_file=" + key)) {
            assertFull("postgresql", 5432, port);
            var unnamed = seen(Host.of(InetAddress.ofLiteral(ADDRESS), ACME), "postgresql", 5432, port);
            assertThat(unnamed.serverName()).isEmpty();
            assertThat(unnamed.completed().orElseThrow().nameMatches()).isFalse();
            assertThat(unnamed.surveyed().orElseThrow().accepts(TlsVersion.TLS_1_2))
                    .isTrue();
        }
    }

    @Test
    void mariadb_is_only_asked_the_outline() throws Exception {
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
                "--ssl-cert=" + certificate,
                "--ssl-key=" + key,
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"))) {
            var seen = seen(Host.of(ACME, ACME), "mysql", 3306, port);
            assertThat(seen.outcome()).as(seen.detail()).isEqualTo(ExchangeOutcome.ANSWERED);
            var support = seen.surveyed().orElseThrow();
            assertThat(support.depth()).isEqualTo(TlsSupport.Depth.OUTLINE);
            assertThat(support.connections()).isLessThanOrEqualTo(8);
            assertThat(support.accepts(TlsVersion.TLS_1_2))
                    .as(support.toString())
                    .isTrue();
        }
    }
}
