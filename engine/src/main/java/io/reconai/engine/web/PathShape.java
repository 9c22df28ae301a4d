package io.reconai.engine.web;

/// Servers answer differently to paths of different shapes; each shape has its own answer to what is not there.
public enum PathShape {
    PLAIN("/%RANDOM%"),
    DIRECTORY("/%RANDOM%/"),
    PHP("/%RANDOM%.php"),
    JSON("/%RANDOM%.json"),
    FILE("/%RANDOM%.zip"),
    DOT("/.%RANDOM%");

    private final String sample;

    PathShape(String sample) {
        this.sample = sample;
    }

    /// A path of this shape that nobody has, once its random part is filled in.
    public String sample() {
        return sample;
    }

    /// The shape of a path; a query does not count.
    public static PathShape of(String path) {
        var bare = path.split("\\?", 2)[0];
        if (bare.contains("/.")) {
            return DOT;
        }
        var last = bare.substring(bare.lastIndexOf('/') + 1);
        if (last.isEmpty()) {
            return DIRECTORY;
        }
        if (last.endsWith(".php")) {
            return PHP;
        }
        if (last.endsWith(".json")) {
            return JSON;
        }
        return last.contains(".") ? FILE : PLAIN;
    }
}
