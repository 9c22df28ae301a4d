package io.reconai.engine.tls;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;

/// Writes the presentation language of TLS (RFC 8446 §3): numbers, and vectors with their length in front.
final class WireWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    WireWriter uint8(int value) {
        out.write(value);
        return this;
    }

    WireWriter uint16(int value) {
        out.write(value >> 8);
        out.write(value);
        return this;
    }

    WireWriter uint24(int value) {
        out.write(value >> 16);
        return uint16(value);
    }

    WireWriter octets(byte[] octets) {
        out.writeBytes(octets);
        return this;
    }

    WireWriter uint16s(List<Integer> values) {
        values.forEach(this::uint16);
        return this;
    }

    /// A vector whose length takes one octet.
    WireWriter vector8(Consumer<WireWriter> body) {
        var inner = written(body);
        return uint8(inner.length).octets(inner);
    }

    /// A vector whose length takes two octets.
    WireWriter vector16(Consumer<WireWriter> body) {
        var inner = written(body);
        return uint16(inner.length).octets(inner);
    }

    /// A vector whose length takes three octets.
    WireWriter vector24(Consumer<WireWriter> body) {
        var inner = written(body);
        return uint24(inner.length).octets(inner);
    }

    int size() {
        return out.size();
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private static byte[] written(Consumer<WireWriter> body) {
        var inner = new WireWriter();
        body.accept(inner);
        return inner.toByteArray();
    }
}
