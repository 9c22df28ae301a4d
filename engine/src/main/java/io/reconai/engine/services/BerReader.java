package io.reconai.engine.services;

/// Reads BER (X.690) of definite length, one element after another, and never beyond what an element says it holds.
final class BerReader {

    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_BYTES = 4; // Active Directory always writes four
    private static final int MOST_INTEGER_BYTES = 4;

    private final Heard heard;
    private final int end;
    private int at;

    BerReader(Heard heard) {
        this(heard, 0, heard.text().length());
    }

    private BerReader(Heard heard, int at, int end) {
        this.heard = heard;
        this.at = at;
        this.end = end;
    }

    /// A reader of the next element's content.
    BerReader enter(int tag) throws MalformedReplyException {
        if (u8() != tag) {
            throw new MalformedReplyException("another element than " + tag + " at octet " + (at - 1));
        }
        var length = length();
        if (length < 0 || length > end - at) {
            throw new MalformedReplyException("an element of " + length + " octets at octet " + at + " of " + end);
        }
        at += length;
        return new BerReader(heard, at - length, at);
    }

    int integer(int tag) throws MalformedReplyException {
        var content = enter(tag);
        var length = content.end - content.at;
        if (length < 1 || length > MOST_INTEGER_BYTES) {
            throw new MalformedReplyException("a number of " + length + " octets");
        }
        var value = (byte) content.u8() | 0;
        while (content.at < content.end) {
            value = value << 8 | content.u8();
        }
        return value;
    }

    String octets(int tag) throws MalformedReplyException {
        var content = enter(tag);
        return heard.text().substring(content.at, content.end);
    }

    private int length() throws MalformedReplyException {
        var first = u8();
        if (first < LONG_FORM) {
            return first;
        }
        var count = first - LONG_FORM;
        if (count < 1 || count > MOST_LENGTH_BYTES) {
            throw new MalformedReplyException("a length of " + count + " octets");
        }
        var length = 0;
        for (var i = 0; i < count; i++) {
            length = length << 8 | u8();
        }
        return length;
    }

    private int u8() throws MalformedReplyException {
        if (at >= end) {
            throw new MalformedReplyException("ends at octet " + end);
        }
        return heard.u8(at++);
    }
}
