package io.reconai.engine.services;

import java.nio.ByteBuffer;
import java.util.Optional;

/// NTP (RFC 5905): asks for the time as every client does (mode 3), never for lists of peers or clients.
final class NtpDatagram implements DatagramQuestion {

    private static final int PORT = 123;
    private static final int BYTES = 48;

    /// Version 4, mode 3.
    private static final byte CLIENT = 0x23;

    private static final int SERVER = 4;
    private static final int MODE = 0x07;
    private static final int ORIGIN = 24;
    private static final int TRANSMITTED = 40;
    private static final int UNSYNCHRONISED = 16;

    @Override
    public int port() {
        return PORT;
    }

    /// The token stands where the client's clock would be (RFC 5905 §7.3 wants it repeated and nothing else of it).
    @Override
    public byte[] packet(byte[] token) {
        return ByteBuffer.allocate(BYTES)
                .put(CLIENT)
                .position(TRANSMITTED)
                .put(token, 0, TOKEN_BYTES)
                .array();
    }

    @Override
    public Optional<Told> read(byte[] token, Heard answer) throws MalformedReplyException {
        if (answer.text().isEmpty() || (answer.u8(0) & MODE) != SERVER) {
            return Optional.empty();
        }
        for (var i = 0; i < TOKEN_BYTES; i++) {
            if (answer.u8(ORIGIN + i) != (token[i] & 0xff)) {
                return Optional.empty();
            }
        }
        if (answer.text().length() < BYTES) {
            throw new MalformedReplyException("ends at octet " + answer.text().length() + " of " + BYTES);
        }
        var stratum = answer.u8(1);
        return Optional.of(new Told(
                Recognised.of("ntp"),
                switch (stratum) {
                    case 0 -> "asks for rest, " + letters(answer);
                    case 1 -> "stratum 1, " + letters(answer);
                    case UNSYNCHRONISED -> "not synchronised";
                    default -> "stratum " + stratum;
                }));
    }

    /// Of stratum 0 and 1 the reference is four letters: a kiss code or a kind of clock.
    private static String letters(Heard answer) {
        return answer.text().substring(12, 16).replace("\0", "").strip();
    }
}
