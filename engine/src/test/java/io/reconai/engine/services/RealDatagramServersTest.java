package io.reconai.engine.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.net.Outcome;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real UDP servers on loopback, each asked as if it were on its usual port; skipped where it is not installed.
class RealDatagramServersTest {

    private static final int TRIES = 20;

    /// A server that is not up yet refuses at once: the Dialer's rate is what spaces the tries.
    private static final int ASKED_PER_SECOND = 2;

    private final Path folder;

    RealDatagramServersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void netSnmp() throws Exception {
        var server = Program.installed("/usr/sbin/snmpd");
        var port = Program.freePort();
        var configuration = Files.writeString(
                folder.resolve("snmpd.conf"), "agentaddress udp:127.0.0.1:" + port + "\nrocommunity not-public\n");
        try (var _ = Program.start(
                folder, server.toString(), "-f", "-Lo", "-C", "-c", configuration.toString(), "-I", "-smux")) {
            var seen = ask(161, port);
            assertThat(seen.service()).isEqualTo("snmp");
            var identity = Objects.requireNonNull(seen.identity());
            assertThat(identity.product()).isEqualTo("Net-SNMP");
            assertThat(identity.cpe()).isEqualTo("cpe:2.3:a:net-snmp:net-snmp:*:*:*:*:*:*:*:*");
        }
    }

    @Test
    void chrony() throws Exception {
        var server = Program.installed("/usr/sbin/chronyd");
        assumeTrue(Program.isRoot(), "it wants to be started by root");
        var port = Program.freePort();
        var configuration = Files.writeString(
                folder.resolve("chrony.conf"),
                "port " + port + "\nbindaddress 127.0.0.1\nlocal stratum 3\nallow\ncmdport 0\nbindcmdaddress /\n"
                        + "pidfile " + folder.resolve("pid") + "\n");
        try (var _ =
                Program.start(folder, server.toString(), "-x", "-d", "-u", "root", "-f", configuration.toString())) {
            var seen = ask(123, port);
            assertThat(seen.service()).isEqualTo("ntp");
            assertThat(Objects.requireNonNull(seen.identity()).evidence()).isEqualTo("stratum 3");
        }
    }

    /// Asks until there is an answer, since a server takes a moment to start.
    private static Exploration ask(int usualPort, int port) throws Exception {
        var elsewhere = ConnectTo.parse("203.0.113.1:" + usualPort + "=127.0.0.1:" + port);
        var dialer = new Dialer(new DialerSettings(AddressPolicy.publicOnly(), elsewhere, ASKED_PER_SECOND, 8));
        var explorer = new DatagramExplorer(dialer, new Random(1));
        var address = InetAddress.ofLiteral("203.0.113.1");
        for (var tried = 0; tried < TRIES; tried++) {
            var outcome = explorer.ask(address, usualPort, Deadline.in(Duration.ofSeconds(2)));
            if (outcome instanceof Outcome.Answered<Exploration> answered) {
                return answered.value();
            }
        }
        throw new AssertionError("no answer in " + TRIES + " tries");
    }
}
