package io.reconai.engine.dns;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One question of a [Sweep] as it goes over the wire, and what must be remembered until its answer comes.
///
/// Without EDNS: the answers that a sweep is after are short, and a longer one says so by its TC bit.
final class Query {

    static final int HEADER = 12;

    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;
    private static final int TYPE_AND_CLASS = 4;
    private static final int CLASS_IN = 1;

    final String name;
    final byte[] packet;

    /// Packets that were lost on it.
    int attempt;

    /// Answers that told nothing: SERVFAIL, REFUSED and the like.
    int faults;

    /// The lanes that answered so, one bit each, until all have.
    long faultyLanes;

    /// When it may be asked again after all lanes have said so.
    long dueAt;

    int id;
    long sentAt;
    long expiresAt;

    /// Neighbours among those that wait, in the order in which they expire.
    @Nullable
    Query before;

    @Nullable
    Query after;

    private Query(String name, byte[] packet) {
        this.name = name;
        this.packet = packet;
    }

    /// Encodes a question with recursion desired (RFC 1035 §4.1); null for what is no name of letters, digits, hyphens
    /// and underscores.
    static @Nullable Query of(String name, RecordType type) {
        var length = name.length();
        if (length == 0 || length > MAX_NAME) {
            return null;
        }
        var packet = new byte[HEADER + length + 2 + TYPE_AND_CLASS];
        packet[2] = 1; // RD
        packet[5] = 1; // one question
        var labelAt = HEADER;
        for (var i = 0; i <= length; i++) {
            var letter = i < length ? name.charAt(i) : '.';
            if (letter == '.') {
                var size = HEADER + i - labelAt;
                if (size == 0 || size > MAX_LABEL) {
                    return null;
                }
                packet[labelAt] = (byte) size;
                labelAt = HEADER + i + 1;
            } else if (isPartOfLabel(letter)) {
                packet[HEADER + i + 1] = (byte) letter;
            } else {
                return null;
            }
        }
        var end = HEADER + length + 2;
        packet[end] = (byte) (type.code() >> 8);
        packet[end + 1] = (byte) type.code();
        packet[end + 3] = CLASS_IN;
        return new Query(name, packet);
    }

    private static boolean isPartOfLabel(char letter) {
        return letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9' || letter == '-' || letter == '_';
    }

    void identify(int chosen) {
        id = chosen;
        packet[0] = (byte) (chosen >> 8);
        packet[1] = (byte) chosen;
    }

    /// True when a message repeats this question, letter by letter but for case, as every answer must.
    boolean isAskedIn(ByteBuffer message) {
        if (message.limit() < packet.length || message.get(4) != 0 || message.get(5) != 1) {
            return false;
        }
        for (var i = HEADER; i < packet.length; i++) {
            var received = message.get(i);
            if (received != packet[i] && !(received >= 'A' && received <= 'Z' && received + 32 == packet[i])) {
                return false;
            }
        }
        return true;
    }
}
