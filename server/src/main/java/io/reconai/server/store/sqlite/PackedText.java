package io.reconai.server.store.sqlite;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.GZIPInputStream;
import org.sqlite.Function;

/// Long texts as the store keeps them: Zstandard (RFC 8878) at its quickest. What earlier versions packed with
/// gzip (RFC 1952) is read as well.
final class PackedText {

    private static final int QUICKEST = 1;

    /// The first octet of gzip (RFC 1952 §2.3.1); Zstandard begins with another one.
    private static final byte GZIP = 0x1f;

    private static final int MOST_OCTETS = 1 << 28;

    /// Kept for the next text, as those below: to make one takes as long as to unpack a short text.
    private static final BlockingQueue<ZstdDecompressCtx> UNPACKERS = new ArrayBlockingQueue<>(8);

    private static final BlockingQueue<ZstdCompressCtx> PACKERS = new ArrayBlockingQueue<>(8);

    private PackedText() {}

    static byte[] packed(byte[] text) {
        var known = PACKERS.poll();
        var packer = known == null ? new ZstdCompressCtx().setLevel(QUICKEST) : known;
        try {
            return packer.compress(text);
        } finally {
            if (!PACKERS.offer(packer)) {
                packer.close();
            }
        }
    }

    static String unpacked(byte[] packed) throws SQLException {
        return new String(octets(packed), StandardCharsets.UTF_8);
    }

    /// The text in UTF-8.
    ///
    /// @throws SQLException when it is damaged
    static byte[] octets(byte[] packed) throws SQLException {
        try {
            return packed.length > 0 && packed[0] == GZIP ? fromGzip(packed) : fromZstandard(packed);
        } catch (IOException | ZstdException damaged) {
            throw new SQLException("a packed text of the store cannot be read", damaged);
        }
    }

    private static byte[] fromGzip(byte[] packed) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    /// At once, since the library's stream makes large buffers that outlive it.
    private static byte[] fromZstandard(byte[] packed) throws IOException {
        var length = Zstd.getFrameContentSize(packed);
        if (length < 0 || length > MOST_OCTETS) {
            throw new IOException("no frame of Zstandard that says its length");
        }
        var known = UNPACKERS.poll();
        var unpacker = known == null ? new ZstdDecompressCtx() : known;
        try {
            return unpacker.decompress(packed, (int) length);
        } finally {
            if (!UNPACKERS.offer(unpacker)) {
                unpacker.close();
            }
        }
    }

    /// Gives a connection the function `packed(text)`.
    static void register(Connection connection) throws SQLException {
        Function.create(connection, "packed", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(packed(value_text(0).getBytes(StandardCharsets.UTF_8)));
            }
        });
    }
}
