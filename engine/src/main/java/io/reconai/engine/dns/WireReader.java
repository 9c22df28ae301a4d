package io.reconai.engine.dns;

/// Reads the parts of a DNS message (RFC 1035 §4.1) from a bounded array. Every step checks that the octets are there.
final class WireReader {

    /// Octets of a name with its length octets (RFC 1035 §2.3.4); it holds 127 labels at most.
    private static final int MAX_NAME = 255;

    private static final int MAX_POINTERS = 127;

    private final byte[] message;
    private final int end;
    private int position;

    WireReader(byte[] message, int length) {
        this.message = message;
        end = length;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    void seek(int target) throws MalformedMessageException {
        if (target < position || target > end) {
            throw new MalformedMessageException("a record reaches beyond the message's " + end + " octets");
        }
        position = target;
    }

    int octet() throws MalformedMessageException {
        need(1);
        return message[position++] & 0xff;
    }

    int uint16() throws MalformedMessageException {
        return octet() << 8 | octet();
    }

    long uint32() throws MalformedMessageException {
        return (long) uint16() << 16 | uint16();
    }

    byte[] octets(int count) throws MalformedMessageException {
        need(count);
        var result = new byte[count];
        System.arraycopy(message, position, result, 0, count);
        position += count;
        return result;
    }

    /// A name in lower case without the final dot; the root is `.`.
    ///
    /// Octets that are no letters, digits or signs, and dots and backslashes inside a label, become `\DDD` (§5.1):
    /// no label reads as two. Compression pointers (§4.1.4) may go backwards only, which ends every loop.
    String name() throws MalformedMessageException {
        var text = new StringBuilder(32);
        var at = position;
        var resume = -1;
        var lowest = position;
        var pointers = 0;
        var octets = 1;
        while (true) {
            var length = at(at++);
            if (length == 0) {
                position = resume < 0 ? at : resume;
                return text.isEmpty() ? "." : text.toString();
            }
            if ((length & 0xc0) == 0xc0) {
                var target = (length & 0x3f) << 8 | at(at++);
                resume = resume < 0 ? at : resume;
                if (target >= lowest || ++pointers > MAX_POINTERS) {
                    throw new MalformedMessageException("a compression pointer at " + (at - 2) + " goes forward");
                }
                lowest = target;
                at = target;
            } else if (length > 63) {
                throw new MalformedMessageException("an unknown label type at " + (at - 1));
            } else {
                octets += 1 + length;
                if (octets > MAX_NAME) {
                    throw new MalformedMessageException("a name of more than " + MAX_NAME + " octets at " + position);
                }
                label(text, at, length);
                at += length;
            }
        }
    }

    private void label(StringBuilder text, int from, int length) throws MalformedMessageException {
        if (from + length > end) {
            throw new MalformedMessageException("a label at " + from + " reaches beyond the message");
        }
        if (!text.isEmpty()) {
            text.append('.');
        }
        for (var i = from; i < from + length; i++) {
            var octet = message[i] & 0xff;
            if (octet >= 'A' && octet <= 'Z') {
                text.append((char) (octet + 32));
            } else if (octet > ' ' && octet < 127 && octet != '.' && octet != '\\') {
                text.append((char) octet);
            } else {
                text.append('\\').append((char) ('0' + octet / 100));
                text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
            }
        }
    }

    private int at(int index) throws MalformedMessageException {
        if (index >= end) {
            throw new MalformedMessageException("a name reaches beyond the message's " + end + " octets");
        }
        return message[index] & 0xff;
    }

    private void need(int count) throws MalformedMessageException {
        if (count < 0 || end - position < count) {
            throw new MalformedMessageException("ends at octet " + end + ", needs " + count + " at " + position);
        }
    }
}
