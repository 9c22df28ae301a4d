package io.reconai.engine.zone;

import java.util.Optional;

/// The number of a zone's version (RFC 1035 §3.3.13), 32 bits that start anew after their last.
public record SerialNumber(long value) {

    private static final long VALUES = 1L << 32;

    /// @throws IllegalArgumentException beyond 32 bits
    public SerialNumber {
        if (value < 0 || value >= VALUES) {
            throw new IllegalArgumentException("no 32 bits: " + value);
        }
    }

    /// What a SOA record has; empty for what is no number of 32 bits.
    public static Optional<SerialNumber> parse(String text) {
        return Optional.of(text)
                .filter(digits -> digits.matches("\\d{1,10}"))
                .map(Long::valueOf)
                .filter(number -> number < VALUES)
                .map(SerialNumber::new);
    }

    /// True when the other is the later version (RFC 1982 §3.2). Of two that are half of all numbers apart
    /// neither is.
    public boolean isBefore(SerialNumber other) {
        var ahead = Math.floorMod(other.value - value, VALUES);
        return ahead > 0 && ahead < VALUES / 2;
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
