package io.reconai.engine.tls;

import java.util.ArrayDeque;

/// Walks over a DER structure before it is parsed: lengths definite, minimal enough and inside one another, few levels.
///
/// A recursive parser runs out of stack on deep nesting; this one does not recurse.
final class DerShape {

    /// An OCSP response with a certificate in it has about a dozen.
    private static final int MOST_LEVELS = 32;

    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1f;

    private DerShape() {}

    /// True when the octets are one element and every element in it is well formed.
    static boolean isSane(byte[] octets) {
        var ends = new ArrayDeque<Integer>();
        var at = 0;
        while (at < octets.length) {
            while (!ends.isEmpty() && ends.peek() == at) {
                ends.pop();
            }
            var limit = ends.isEmpty() ? octets.length : ends.peek();
            var tag = octets[at] & 0xff;
            var length = length(octets, at + 1, limit);
            if ((tag & LONG_TAG) == LONG_TAG || length < 0 || ends.isEmpty() && at > 0) {
                return false;
            }
            var content = at + 1 + size(octets[at + 1]);
            if (length > limit - content) {
                return false;
            }
            if ((tag & CONSTRUCTED) != 0 && length > 0) {
                if (ends.size() >= MOST_LEVELS) {
                    return false;
                }
                ends.push(content + length);
                at = content;
            } else {
                at = content + length;
            }
        }
        return octets.length > 0 && ends.stream().allMatch(end -> end == octets.length);
    }

    /// How many octets the length takes.
    private static int size(byte first) {
        return first >= 0 ? 1 : 1 + (first & 0x7f);
    }

    /// The length at a place; -1 when it is indefinite, of more than three octets, or beyond the limit.
    private static int length(byte[] octets, int at, int limit) {
        if (at >= limit) {
            return -1;
        }
        var count = size(octets[at]) - 1;
        if (count == 0) {
            return octets[at] < 0 ? -1 : octets[at];
        }
        if (count > 3 || at + count >= limit) {
            return -1;
        }
        var length = 0;
        for (var i = 1; i <= count; i++) {
            length = length << 8 | octets[at + i] & 0xff;
        }
        return length;
    }
}
