package io.reconai.engine.detectors;

/// A GET request that a detector needs on each origin of a host, as data.
///
/// @param name written to [io.reconai.engine.asset.Exchange#probe]
/// @param path absolute path, such as `/uploads/`; `%RANDOM%` stands for 16 random letters
public record Probe(String name, String path) {

    public Probe {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a probe's path begins with a slash: " + path);
        }
    }
}
