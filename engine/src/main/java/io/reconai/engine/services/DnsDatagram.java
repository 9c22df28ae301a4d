package io.reconai.engine.services;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Confidence;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// DNS (RFC 1035): asks for the address of `localhost`, without recursion.
///
/// Every server answers this from what it has (RFC 6761 §6.3), in a packet about as small as the question: neither a
/// version nor anything that would be worth a spoofed sender.
final class DnsDatagram implements DatagramQuestion {

    private static final int PORT = 53;
    private static final int HEADER = 12;
    private static final int RESPONSE = 0x8000;
    private static final int OPERATION = 0x7800;
    private static final int RECURSION_AVAILABLE = 0x0080;
    private static final int CODE = 0x000f;

    private static final byte[] NAME = {9, 'l', 'o', 'c', 'a', 'l', 'h', 'o', 's', 't', 0};

    private static final List<String> CODES =
            List.of("no error", "format error", "server failure", "no such name", "not implemented", "refused");

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public byte[] packet(byte[] token) {
        return ByteBuffer.allocate(HEADER + NAME.length + 4)
                .put(token, 0, 2)
                .putShort((short) 0)
                .putShort((short) 1)
                .position(HEADER)
                .put(NAME)
                .putShort((short) 1)
                .putShort((short) 1)
                .array();
    }

    @Override
    public Optional<Told> read(byte[] token, Heard answer) throws MalformedReplyException {
        var id = (token[0] & 0xff) << 8 | token[1] & 0xff;
        if (answer.text().length() < HEADER || answer.u16(0) != id) {
            return Optional.empty();
        }
        var flags = answer.u16(2);
        if ((flags & RESPONSE) == 0 || (flags & OPERATION) != 0) {
            return Optional.empty();
        }
        if (answer.u16(4) > 1) {
            throw new MalformedReplyException("repeats " + answer.u16(4) + " questions of one");
        }
        var code = flags & CODE;
        var evidence = (code < CODES.size() ? CODES.get(code) : "code " + code)
                + ((flags & RECURSION_AVAILABLE) == 0 ? ", no recursion" : ", recursion available");
        return Optional.of(
                new Told(new Recognised("dns", "", "", "", Outcome.UNKNOWN, Confidence.CERTAIN, ""), evidence));
    }
}
