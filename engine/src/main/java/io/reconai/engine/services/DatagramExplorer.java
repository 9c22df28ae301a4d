package io.reconai.engine.services;

import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.ServiceIdentity.Access;
import io.reconai.engine.asset.ServiceIdentity.Transport;
import io.reconai.engine.asset.Text;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks the few UDP services that tell themselves to one harmless packet; the packet is repeated once when nothing
/// comes, since packets are lost.
///
/// Silence says nothing: the port may be open, filtered, or served by somebody who does not like the question. Safe for
/// use by many threads, which wait.
public final class DatagramExplorer {

    private static final List<Duration> PATIENCE = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

    /// More than any of the answers is; what is longer is cut.
    private static final int MOST_BYTES = 2_048;

    /// Packets that are no answer to ours, before we stop reading.
    private static final int MOST_STRAY = 8;

    private static final int MOST_EVIDENCE = 256;

    private static final List<DatagramQuestion> QUESTIONS =
            List.of(new DnsDatagram(), new NtpDatagram(), new SnmpDatagram(), new SsdpDatagram());

    private final Dialer dialer;
    private final RandomGenerator random;

    public DatagramExplorer(Dialer dialer, RandomGenerator random) {
        this.dialer = dialer;
        this.random = random;
    }

    /// Asks one port.
    ///
    /// @param port one of those that [DatagramPorts] knows
    /// @return answered also when what came could not be understood; then its service is empty
    /// @throws InterruptedException when the scan is cancelled
    public Outcome<Exploration> ask(InetAddress address, int port, Deadline deadline) throws InterruptedException {
        return switch (dialer.connectDatagram(address, port)) {
            case Outcome.Answered<DatagramChannel> opened -> ask(opened.value(), question(port), deadline);
            case Outcome.Blocked<DatagramChannel> blocked -> new Outcome.Blocked<>(blocked.rule());
            case Outcome.Refused<DatagramChannel> refused -> new Outcome.Refused<>(refused.elapsed());
            case Outcome.TimedOut<DatagramChannel> silent -> new Outcome.TimedOut<>(silent.waited());
            case Outcome.Unreachable<DatagramChannel> way -> new Outcome.Unreachable<>(way.reason());
            case Outcome.Failed<DatagramChannel> failed -> new Outcome.Failed<>(failed.reason());
        };
    }

    static DatagramQuestion question(int port) {
        return QUESTIONS.stream()
                .filter(question -> question.port() == port)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no question for UDP port " + port));
    }

    private Outcome<Exploration> ask(DatagramChannel channel, DatagramQuestion question, Deadline deadline)
            throws InterruptedException {
        var began = System.nanoTime();
        var token = new byte[DatagramQuestion.TOKEN_BYTES];
        random.nextBytes(token);
        try (channel) {
            for (var patience : PATIENCE) {
                channel.write(ByteBuffer.wrap(question.packet(token)));
                var answer = listen(channel, question, token, deadline.orIn(patience));
                if (answer.isPresent()) {
                    return new Outcome.Answered<>(answer.get(), Duration.ofNanos(System.nanoTime() - began));
                }
            }
            return new Outcome.TimedOut<>(Duration.ofNanos(System.nanoTime() - began));
        } catch (IOException failed) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return Dialer.classify(failed, began);
        }
    }

    /// The first answer that fits; what does not is passed over, since anybody can send packets.
    private static Optional<Exploration> listen(
            DatagramChannel channel, DatagramQuestion question, byte[] token, Deadline deadline) throws IOException {
        Optional<Exploration> strange = Optional.empty();
        for (var packets = 0; packets < MOST_STRAY && !deadline.hasPassed(); packets++) {
            var packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
            try {
                channel.socket()
                        .setSoTimeout((int) Math.max(1, deadline.remaining().toMillis()));
                channel.socket().receive(packet);
            } catch (SocketTimeoutException silence) {
                break;
            }
            var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
            var told = read(question, token, new Heard("", text, true));
            if (told.isPresent()) {
                return told;
            }
            strange = Optional.of(unknown(text));
        }
        return strange;
    }

    private static Optional<Exploration> read(DatagramQuestion question, byte[] token, Heard heard) {
        try {
            return question.read(token, heard)
                    .map(told -> Visit.described(
                            told.service(), Transport.UDP, Text.visible(told.evidence(), MOST_EVIDENCE)));
        } catch (MalformedReplyException malformed) {
            return Optional.empty();
        }
    }

    /// Something answers here, and not as it should.
    private static Exploration unknown(String text) {
        var evidence = Text.visible(text, MOST_EVIDENCE);
        var identity = new ServiceIdentity(Transport.UDP, "", "", "", Confidence.TENTATIVE, Access.UNKNOWN, evidence);
        return new Exploration("", evidence, identity, false);
    }
}
