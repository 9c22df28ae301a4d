package io.reconai.engine.dns;

import java.security.SecureRandom;

/// Random numbers of 16 bits for the ids of questions (RFC 5452), fetched by the thousand: one at a time they would
/// cost more than the rest of a question.
final class QueryIds {

    private final SecureRandom random = new SecureRandom();
    private final byte[] octets = new byte[8_192];
    private int next = octets.length;

    int next() {
        if (next == octets.length) {
            random.nextBytes(octets);
            next = 0;
        }
        return (octets[next++] & 0xff) << 8 | octets[next++] & 0xff;
    }
}
