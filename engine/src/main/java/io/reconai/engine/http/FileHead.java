package io.reconai.engine.http;

import io.reconai.engine.asset.FileFacts;
import io.reconai.engine.asset.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/// Tells a file that is no text by its first bytes, and reads the names in it as far as they stand there.
///
/// Sources: APPNOTE.TXT §4.3.7 (zip), POSIX pax (tar: `ustar` at 257), RFC 1952 (gzip), the SQLite file format §1.3,
/// 7zFormat.txt, and what the tools write. Nothing is unpacked but the beginning of a gzip file, 64 KiB of it.
final class FileHead {

    private static final int MOST_NAMES = 200;
    private static final int LONGEST_NAME = 200;
    private static final int UNPACKED_BYTES = 64 * 1024;
    private static final int TAR_BLOCK = 512;
    private static final int TAR_MAGIC = 257;
    private static final int ZIP_HEADER = 30;

    /// What dumps of databases begin with.
    private static final List<String> SQL =
            List.of("-- MySQL dump", "-- MariaDB dump", "-- PostgreSQL database dump", "CREATE TABLE", "INSERT INTO");

    /// Types of the entries in a folder's settings.
    private static final Set<String> FINDER_TYPES =
            Set.of("bool", "long", "shor", "blob", "type", "ustr", "comp", "dutc");

    private FileHead() {}

    /// @return empty for text and for what is not known here
    static Optional<FileFacts> read(byte[] bytes) {
        if (begins(bytes, 0, "PK\3\4")) {
            var names = zipNames(bytes);
            return names.isEmpty() ? Optional.empty() : Optional.of(new FileFacts("zip", names));
        }
        if (begins(bytes, 0, "\u001f\u008b\b")) {
            return Optional.of(gzip(bytes));
        }
        if (begins(bytes, TAR_MAGIC, "ustar") && bytes.length >= TAR_BLOCK) {
            return Optional.of(new FileFacts("tar", tarNames(bytes)));
        }
        if (begins(bytes, 0, "\0\0\0\1Bud1")) {
            return Optional.of(new FileFacts("ds_store", finderNames(bytes)));
        }
        if (begins(bytes, 0, "b0VIM ")) {
            return Optional.of(new FileFacts("vim_swap", words(latin(bytes), List.of("<?php", "DB_PASSWORD", "DB_"))));
        }
        return plainMagic(bytes).map(kind -> new FileFacts(kind, List.of()));
    }

    private static Optional<String> plainMagic(byte[] bytes) {
        if (begins(bytes, 0, "7z\u00bc\u00af'\u001c")) {
            return Optional.of("7z");
        }
        if (begins(bytes, 0, "Rar!\u001a\u0007")) {
            return Optional.of("rar");
        }
        if (begins(bytes, 0, "BZh") && begins(bytes, 4, "1AY&SY")) {
            return Optional.of("bzip2");
        }
        if (begins(bytes, 0, "SQLite format 3\0")) {
            return Optional.of("sqlite");
        }
        return begins(bytes, 0, "PGDMP") ? Optional.of("pgdump") : Optional.empty();
    }

    private static boolean begins(byte[] bytes, int from, String magic) {
        var length = magic.length();
        return bytes.length >= from + length
                && Arrays.equals(bytes, from, from + length, magic.getBytes(StandardCharsets.ISO_8859_1), 0, length);
    }

    private static FileFacts gzip(byte[] packed) {
        var bytes = unpacked(packed);
        if (begins(bytes, TAR_MAGIC, "ustar")) {
            return new FileFacts("tgz", tarNames(bytes));
        }
        var marks = words(latin(bytes), SQL);
        return marks.size() >= 2 ? new FileFacts("sql.gz", marks) : new FileFacts("gzip", List.of());
    }

    /// The beginning, as far as it can be unpacked.
    private static byte[] unpacked(byte[] packed) {
        var bytes = new byte[UNPACKED_BYTES];
        var length = 0;
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            for (var count = 0; count >= 0 && length < bytes.length; length += Math.max(0, count)) {
                count = in.read(bytes, length, bytes.length - length);
            }
        } catch (IOException ends) {
            return Arrays.copyOf(bytes, length); // only the beginning was asked for
        }
        return Arrays.copyOf(bytes, length);
    }

    /// The names in local headers, one behind the other as long as sizes are told there.
    private static List<String> zipNames(byte[] bytes) {
        var names = new ArrayList<String>();
        var at = 0L;
        while (names.size() < MOST_NAMES && at + ZIP_HEADER <= bytes.length && begins(bytes, (int) at, "PK\3\4")) {
            var header = (int) at;
            var nameLength = little(bytes, header + 26, 2);
            if (nameLength == 0 || header + ZIP_HEADER + nameLength > bytes.length) {
                break;
            }
            var name = new String(bytes, header + ZIP_HEADER, (int) nameLength, StandardCharsets.UTF_8);
            if (name.chars().anyMatch(Character::isISOControl)) {
                break;
            }
            names.add(cut(name));
            var hasSizes = (little(bytes, header + 6, 2) & 8) == 0;
            if (!hasSizes) {
                break;
            }
            at += ZIP_HEADER + nameLength + little(bytes, header + 28, 2) + little(bytes, header + 18, 4);
        }
        return names;
    }

    private static long little(byte[] bytes, int from, int count) {
        var value = 0L;
        for (var i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xff;
        }
        return value;
    }

    private static List<String> tarNames(byte[] bytes) {
        var names = new ArrayList<String>();
        var at = 0L;
        while (names.size() < MOST_NAMES
                && at + TAR_BLOCK <= bytes.length
                && begins(bytes, (int) at + TAR_MAGIC, "ustar")) {
            var name = untilZero(bytes, (int) at, 100);
            if (!name.isEmpty()) {
                names.add(cut(name));
            }
            var size = untilZero(bytes, (int) at + 124, 12).strip();
            if (!size.matches("[0-7]{1,11}")) {
                break;
            }
            var blocks = (Long.parseLong(size, 8) + TAR_BLOCK - 1) / TAR_BLOCK;
            at += TAR_BLOCK * (1 + blocks);
        }
        return names;
    }

    private static String untilZero(byte[] bytes, int from, int most) {
        var end = from;
        while (end < from + most && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /// Names of files in UTF-16, each behind its length and before a word for what is told of it and a known type.
    private static List<String> finderNames(byte[] bytes) {
        var names = new LinkedHashSet<String>();
        for (var i = 0; i + 16 <= bytes.length && names.size() < MOST_NAMES; i++) {
            var characters = (bytes[i] | bytes[i + 1]) == 0 ? (bytes[i + 2] & 0xff) << 8 | bytes[i + 3] & 0xff : 0;
            var end = i + 4 + 2 * characters;
            if (characters == 0 || characters > 255 || end + 8 > bytes.length) {
                continue;
            }
            if (FINDER_TYPES.contains(new String(bytes, end + 4, 4, StandardCharsets.ISO_8859_1))) {
                names.add(cut(new String(bytes, i + 4, 2 * characters, StandardCharsets.UTF_16BE)));
                i = end + 7;
            }
        }
        return List.copyOf(names);
    }

    private static List<String> words(String text, List<String> wanted) {
        return wanted.stream().filter(text::contains).toList();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String cut(String name) {
        return Text.visible(name, LONGEST_NAME);
    }
}
