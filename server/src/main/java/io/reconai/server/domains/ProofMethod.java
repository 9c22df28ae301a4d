package io.reconai.server.domains;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How it is shown that a domain is somebody's.
public enum ProofMethod {
    DNS_TXT,
    HTTP_FILE;

    /// The word of the interface and of the store.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ProofMethod> of(String word) {
        return Arrays.stream(values())
                .filter(method -> method.word().equals(word))
                .findFirst();
    }
}
