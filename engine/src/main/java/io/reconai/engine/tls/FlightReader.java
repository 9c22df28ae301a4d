package io.reconai.engine.tls;

import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads a server's answer to a hello from records that may be split, joined, broken or endless.
///
/// Handshake messages are put together first, whatever the records' borders; reading ends as soon as what is wanted
/// has come. Breakage after the ServerHello leaves the hello's facts standing. Used for one answer, by one thread.
final class FlightReader {

    /// A flight has two to five; more is meant to keep us busy.
    private static final int MAX_RECORDS = 32;

    /// RFC 5246 §6.2.3: ciphertext may be this long, plaintext 2,048 less.
    private static final int MAX_RECORD = (1 << 14) + 2_048;

    /// The longest message and what may stand around it.
    private static final int MAX_MESSAGES = 80 * 1_024;

    private static final int SHOWN = 64;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int FATAL = 2;
    private static final int CLOSE_NOTIFY = 0;
    private static final int SSL2_SERVER_HELLO = 4;

    private final InputStream in;
    private final FlightAssembly assembly;

    private FlightReader(InputStream in, ServerFlight.Until until) {
        this.in = in;
        assembly = new FlightAssembly(until);
    }

    /// Reads one answer.
    ///
    /// @throws IOException only what the stream throws, and only before a ServerHello
    static HelloAnswer read(InputStream in, ServerFlight.Until until) throws IOException {
        return new FlightReader(in, until).read();
    }

    private HelloAnswer read() throws IOException {
        var first = in.read();
        if (first < 0) {
            return closed();
        }
        if ((first & 0x80) != 0) {
            return ssl2(first);
        }
        if (first != ALERT && first != HANDSHAKE) {
            return foreign(first);
        }
        try {
            return records(first);
        } catch (MalformedHandshakeException malformed) {
            return assembly.flight(String.valueOf(malformed.getMessage()))
                    .<HelloAnswer>map(HelloAnswer.Accepted::new)
                    .orElseGet(() ->
                            new HelloAnswer.Nothing(ExchangeOutcome.MALFORMED, String.valueOf(malformed.getMessage())));
        } catch (IOException broken) {
            var flight = assembly.flight(String.valueOf(broken.getMessage()));
            if (flight.isEmpty()) {
                throw broken;
            }
            return new HelloAnswer.Accepted(flight.get());
        }
    }

    private HelloAnswer records(int firstType) throws IOException, MalformedHandshakeException {
        var type = firstType;
        for (var count = 0; count < MAX_RECORDS; count++) {
            var header = in.readNBytes(4);
            if (header.length < 4) {
                return end();
            }
            var length = (header[2] & 0xff) << 8 | header[3] & 0xff;
            if (header[0] != 3 || length > MAX_RECORD) {
                throw new MalformedHandshakeException("a record of version " + header[0] + " and length " + length);
            }
            var payload = in.readNBytes(length);
            if (payload.length < length) {
                return end();
            }
            if (type == ALERT) {
                var reader = new WireReader(payload);
                var level = reader.uint8();
                var description = reader.uint8();
                if (assembly.hasHello()) {
                    return accepted("alert " + description);
                }
                if (level == FATAL || description == CLOSE_NOTIFY) {
                    return new HelloAnswer.Alerted(description);
                }
            } else if (type == HANDSHAKE) {
                if (assembly.append(payload)) {
                    return accepted("");
                }
                if (assembly.size() > MAX_MESSAGES) {
                    throw new MalformedHandshakeException("more than " + MAX_MESSAGES + " octets of handshake");
                }
            } else {
                throw new MalformedHandshakeException("a record of type " + type + " in the clear");
            }
            type = in.read();
            if (type < 0) {
                return end();
            }
        }
        throw new MalformedHandshakeException("more than " + MAX_RECORDS + " records");
    }

    private HelloAnswer end() {
        return assembly.hasHello() ? accepted("closed") : closed();
    }

    private HelloAnswer accepted(String broken) {
        return assembly.flight(broken)
                .<HelloAnswer>map(HelloAnswer.Accepted::new)
                .orElseGet(FlightReader::closed);
    }

    private static HelloAnswer closed() {
        return new HelloAnswer.Nothing(ExchangeOutcome.MALFORMED, "closed without a word");
    }

    /// SSLv2's record has two octets of length and no type (the draft of 1995, §2.1).
    private HelloAnswer ssl2(int first) throws IOException {
        var second = in.read();
        var length = (first & 0x7f) << 8 | second;
        if (second < 0 || length < 11) {
            return foreign(first);
        }
        var head = in.readNBytes(11);
        if (head.length < 11 || head[0] != SSL2_SERVER_HELLO) {
            return foreign(first);
        }
        var version = (head[3] & 0xff) << 8 | head[4] & 0xff;
        var kinds = ((head[7] & 0xff) << 8 | head[8] & 0xff) / 3;
        return new HelloAnswer.Ssl2(version, kinds);
    }

    private HelloAnswer foreign(int first) throws IOException {
        var beginning = new ByteArrayOutputStream();
        beginning.write(first);
        beginning.writeBytes(in.readNBytes(Math.min(SHOWN, Math.max(0, in.available()))));
        return new HelloAnswer.Foreign(Text.visible(beginning.toString(StandardCharsets.ISO_8859_1), SHOWN));
    }
}
