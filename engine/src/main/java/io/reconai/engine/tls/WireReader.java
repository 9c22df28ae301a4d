package io.reconai.engine.tls;

import java.util.Arrays;

/// Reads numbers and vectors of TLS (RFC 8446 §3) from a bounded array. Every step checks that the octets are there.
final class WireReader {

    private final byte[] octets;
    private final int end;
    private int position;

    WireReader(byte[] octets) {
        this(octets, 0, octets.length);
    }

    private WireReader(byte[] octets, int from, int end) {
        this.octets = octets;
        this.position = from;
        this.end = end;
    }

    int remaining() {
        return end - position;
    }

    int uint8() throws MalformedHandshakeException {
        need(1);
        return octets[position++] & 0xff;
    }

    int uint16() throws MalformedHandshakeException {
        return uint8() << 8 | uint8();
    }

    int uint24() throws MalformedHandshakeException {
        return uint16() << 8 | uint8();
    }

    byte[] octets(int count) throws MalformedHandshakeException {
        need(count);
        position += count;
        return Arrays.copyOfRange(octets, position - count, position);
    }

    /// A reader of the next octets alone.
    WireReader part(int count) throws MalformedHandshakeException {
        need(count);
        position += count;
        return new WireReader(octets, position - count, position);
    }

    private void need(int count) throws MalformedHandshakeException {
        if (count > remaining()) {
            throw new MalformedHandshakeException("ends at octet " + end + ", needs " + count + " at " + position);
        }
    }
}
