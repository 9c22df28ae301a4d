package io.reconai.engine.web;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// What is compared of two answers: all but the path that was asked for and numbers that differ each time.
///
/// Texts are compared by a simhash of 64 bits over runs of three words (Charikar, 2002): texts that share most of
/// their runs differ in few bits, others in about half of them.
record Likeness(int status, String target, String sha256, String text, long simhash, long bytes) {

    /// Bits in which two versions of one page differ at most.
    private static final int SAME_BITS = 6;

    /// Bits beyond which two answers are different pages.
    private static final int OTHER_BITS = 12;

    /// Words in a run.
    private static final int RUN = 3;

    private static final int SHORTEST_NAME = 6;
    private static final int SAME_BYTES = 64;
    private static final double SAME_SHARE = 0.15;

    private static final Pattern CHANGING = Pattern.compile("\\d{6,}|[0-9a-fA-F]{8,}");

    static Likeness of(Exchange exchange, HttpAnswer answer) {
        var path = exchange.path();
        var target = answer.status() / 100 == 3
                ? without(path, answer.firstHeader("location").orElse(""))
                : "";
        var body = answer.file() == null ? answer.body() : answer.file().toString();
        var text = CHANGING.matcher(without(path, body)).replaceAll("");
        return new Likeness(answer.status(), target, answer.bodySha256(), text, simhash(text), answer.bodyBytes());
    }

    /// The same answer but for the path: what is not there.
    boolean isLike(Likeness other) {
        if (status != other.status) {
            return false;
        }
        if (status / 100 == 3) {
            return target.equals(other.target);
        }
        return sha256.equals(other.sha256)
                || text.equals(other.text)
                || (bits(other) <= SAME_BITS && isAboutAsLong(other));
    }

    /// The very same body, with the same status.
    boolean hasBodyOf(HttpAnswer answer) {
        return status == answer.status() && status / 100 != 3 && sha256.equals(answer.bodySha256());
    }

    /// Answers that have little to do with each other.
    boolean isUnlike(Likeness other) {
        return status != other.status || (status / 100 == 3 ? !target.equals(other.target) : bits(other) > OTHER_BITS);
    }

    private int bits(Likeness other) {
        return Long.bitCount(simhash ^ other.simhash);
    }

    private boolean isAboutAsLong(Likeness other) {
        var difference = Math.abs(bytes - other.bytes);
        return difference <= SAME_BYTES || difference <= SAME_SHARE * Math.max(bytes, other.bytes);
    }

    /// A text without a path that it repeats, whole or its last part where that is no word that occurs by chance.
    private static String without(String path, String text) {
        var bare = path.substring(1);
        var last = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
        var name = last.substring(last.lastIndexOf('/') + 1);
        var encoded = path.replace("/", "%2F");
        var left = text;
        for (var part : new String[] {path, encoded, bare, last, name}) {
            left = part.equals(path) || part.length() >= SHORTEST_NAME ? left.replace(part, "*") : left;
        }
        return left;
    }

    private static long simhash(String text) {
        var words = words(text);
        var sums = new int[Long.SIZE];
        for (var i = 0; i == 0 || i + RUN <= words.length; i++) {
            var run = 0L;
            for (var j = i; j < Math.min(i + RUN, words.length); j++) {
                run = mixed(run * 31 + words[j]);
            }
            for (var bit = 0; bit < Long.SIZE; bit++) {
                sums[bit] += (run >>> bit & 1) == 1 ? 1 : -1;
            }
        }
        var result = 0L;
        for (var bit = 0; bit < Long.SIZE; bit++) {
            result |= sums[bit] > 0 ? 1L << bit : 0;
        }
        return result;
    }

    /// A hash of each word: letters and digits that stand together.
    private static long[] words(String text) {
        var hashes = LongStream.builder();
        var hash = 0L;
        var isWord = false;
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (Character.isLetterOrDigit(letter)) {
                hash = hash * 31 + letter;
                isWord = true;
            } else if (isWord) {
                hashes.add(mixed(hash));
                hash = 0;
                isWord = false;
            }
        }
        if (isWord) {
            hashes.add(mixed(hash));
        }
        return hashes.build().toArray();
    }

    /// Spreads every bit over all of them (the last step of SplitMix64).
    private static long mixed(long value) {
        var first = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        var second = (first ^ first >>> 27) * 0x94d049bb133111ebL;
        return second ^ second >>> 31;
    }
}
