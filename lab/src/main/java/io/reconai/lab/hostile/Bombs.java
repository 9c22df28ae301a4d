package io.reconai.lab.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/// Little that unpacks to much.
final class Bombs {

    private static final int UNPACKED_MIB = 64;

    /// 64 MiB of zeros, as a Brotli encoder packs them.
    private static final String BROTLI = "y///P/gnAOKxQCD3/o///3/wTwDEYRGA7v0f////4J8AiMMCAN37v/z//8M/ARCHBQC6938=";

    private Bombs() {}

    /// Wraps a stream into one that packs.
    @FunctionalInterface
    private interface Packer {
        OutputStream around(OutputStream out) throws IOException;
    }

    static byte[] gzip() {
        return packed(GZIPOutputStream::new);
    }

    static byte[] deflate() {
        return packed(DeflaterOutputStream::new);
    }

    static byte[] brotli() {
        return Base64.getDecoder().decode(BROTLI);
    }

    /// A frame with a window of 1 MiB and blocks that each repeat one octet 128 KiB times (RFC 8878 §3.1.1.2).
    static byte[] zstandard() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x00, 0x50});
        var blocks = UNPACKED_MIB * 8;
        for (var i = 1; i <= blocks; i++) {
            var header = (128 * 1024 << 3) | (1 << 1) | (i == blocks ? 1 : 0);
            out.writeBytes(new byte[] {(byte) header, (byte) (header >> 8), (byte) (header >> 16), 'a'});
        }
        return out.toByteArray();
    }

    private static byte[] packed(Packer packer) {
        var out = new ByteArrayOutputStream();
        try (var packing = packer.around(out)) {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < UNPACKED_MIB; i++) {
                packing.write(zeros);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
