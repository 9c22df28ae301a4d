package io.reconai.engine.services;

/// What was heard on one connection so far.
///
/// @param question the name of the question that was asked first; empty when nothing was asked yet
/// @param text the bytes, one character each (ISO 8859-1), so that text and binary protocols read alike
/// @param ended true when no more will come: the peer closed, or a limit was reached
record Heard(String question, String text, boolean ended) {

    /// The same as if nothing had been asked.
    Heard unasked() {
        return new Heard("", text, ended);
    }

    /// The unsigned octet at an offset.
    int u8(int offset) throws MalformedReplyException {
        if (offset < 0 || offset >= text.length()) {
            throw new MalformedReplyException("ends at octet " + text.length() + ", needs " + offset);
        }
        return text.charAt(offset);
    }

    /// Two octets, the higher first.
    int u16(int offset) throws MalformedReplyException {
        return u8(offset) << 8 | u8(offset + 1);
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix);
    }
}
