package io.reconai.server.store.sqlite;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.GZIPInputStream;
import org.sqlite.Function;

/// Long texts as the store keeps them: Zstandard (RFC 8878) at its quickest. What earlier versions packed with
/// gzip (RFC 1952) is read as well.
final class PackedText {

    private static final int QUICKEST = 1;

    /// The first octet of gzip (RFC 1952 §2.3.1); Zstandard begins with another one.
    private static final byte GZIP = 0x1f;

    private PackedText() {}

    static byte[] packed(byte[] text) {
        return Zstd.compress(text, QUICKEST);
    }

    static String unpacked(byte[] packed) throws SQLException {
        try (var in = reader(packed)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new SQLException("a packed text of the store cannot be read", damaged);
        }
    }

    private static InputStream reader(byte[] packed) throws IOException {
        var in = new ByteArrayInputStream(packed);
        return packed.length > 0 && packed[0] == GZIP ? new GZIPInputStream(in) : new ZstdInputStream(in);
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
