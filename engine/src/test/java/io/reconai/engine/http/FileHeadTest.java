package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.FileFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files as tools write them, known by their first bytes.
class FileHeadTest {

    @Test
    void zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (var name : List.of("site/index.php", "site/dump.sql")) {
                var entry = new ZipEntry(name);
                entry.setSize(0);
                entry.setCrc(0);
                zip.putNextEntry(entry);
            }
        }
        assertThat(FileHead.read(bytes.toByteArray()))
                .contains(new FileFacts("zip", List.of("site/index.php", "site/dump.sql")));
    }

    @Test
    void zipWhoseSizesFollowTheData() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.txt"));
            zip.write(65);
            zip.putNextEntry(new ZipEntry("b.txt"));
        }
        assertThat(FileHead.read(bytes.toByteArray())).contains(new FileFacts("zip", List.of("a.txt")));
    }

    @Test
    void tarAndPackedTar() throws IOException {
        var tar = tar("site/.env", "DB_PASSWORD=hunter2");
        assertThat(FileHead.read(tar)).contains(new FileFacts("tar", List.of("site/.env")));
        assertThat(FileHead.read(packed(tar))).contains(new FileFacts("tgz", List.of("site/.env")));
    }

    @Test
    void packedDump() throws IOException {
        assertThat(FileHead.read(
                        packed("-- MySQL dump 10\nINSERT INTO a VALUES (1);".getBytes(StandardCharsets.UTF_8))))
                .contains(new FileFacts("sql.gz", List.of("-- MySQL dump", "INSERT INTO")));
        assertThat(FileHead.read(packed("hello".getBytes(StandardCharsets.UTF_8))))
                .contains(new FileFacts("gzip", List.of()));
    }

    @Test
    void folderSettings() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\0\0\0\1Bud1".getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(new byte[40]);
        for (var name : List.of("images", "dump.sql")) {
            bytes.writeBytes(new byte[] {0, 0, 0, (byte) name.length()});
            bytes.writeBytes(name.getBytes(StandardCharsets.UTF_16BE));
            bytes.writeBytes("Ilocblob".getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(new byte[] {0, 0, 0, 4, 1, 2, 3, 4});
        }
        assertThat(FileHead.read(bytes.toByteArray()))
                .contains(new FileFacts("ds_store", List.of("images", "dump.sql")));
    }

    @ParameterizedTest
    @CsvSource({
        "7z\u00bc\u00af'\u001cx, 7z",
        "Rar!\u001a\u0007x, rar",
        "BZh91AY&SY, bzip2",
        "SQLite format 3\u0000x, sqlite",
        "PGDMP, pgdump",
        "b0VIM 9, vim_swap",
        "PKzip is a program,",
        "BZh is a name,",
        "plain text,",
        "'',",
    })
    void byItsFirstBytes(String start, String kind) {
        assertThat(FileHead.read(start.getBytes(StandardCharsets.ISO_8859_1)).map(FileFacts::kind))
                .isEqualTo(Optional.ofNullable(kind));
    }

    /// Whatever follows a beginning that is known, nothing is thrown.
    @Property
    void neverFails(@ForAll byte[] rest, @ForAll boolean cut) {
        for (var start : List.of("PK\3\4", "\u001f\u008b\b", "\0\0\0\1Bud1", "b0VIM ")) {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(start.getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(rest);
            assertThat(FileHead.read(bytes.toByteArray())).isNotNull();
        }
        var tar = tar("a", "b");
        System.arraycopy(rest, 0, tar, cut ? 100 : 0, Math.min(rest.length, 140));
        assertThat(FileHead.read(tar)).isNotNull();
    }

    private static byte[] tar(String name, String content) {
        var bytes = new byte[2048];
        put(bytes, 0, name);
        put(bytes, 124, String.format("%011o", content.length()));
        put(bytes, 257, "ustar");
        put(bytes, 512, content);
        return bytes;
    }

    private static void put(byte[] bytes, int at, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.UTF_8), 0, bytes, at, text.length());
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
