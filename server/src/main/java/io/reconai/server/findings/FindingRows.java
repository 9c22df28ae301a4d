package io.reconai.server.findings;

import java.io.IOException;
import java.util.function.Consumer;

/// Hands over findings one after another.
@FunctionalInterface
public interface FindingRows {
    void forEach(Consumer<FindingRow> consumer) throws IOException;
}
