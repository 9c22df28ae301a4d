package io.reconai.engine.services;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// A table of our own from the build: a row a line, cells between ` | `, `#` begins a comment line.
final class Table {

    private Table() {}

    /// The rows; a row with fewer cells gets empty ones at its end.
    ///
    /// @throws IllegalStateException when the table is missing or a row has more cells than columns
    static List<List<String>> read(String name, int columns) {
        try (var in = Table.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the build");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> row(name, line, columns))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(name + " cannot be read", broken);
        }
    }

    private static List<String> row(String name, String line, int columns) {
        var cells = (line + " ").split(" \\|(?= )", -1);
        if (cells.length > columns) {
            throw new IllegalStateException(name + " has a row of " + cells.length + " cells: " + line);
        }
        return Stream.concat(Stream.of(cells).map(String::strip), Stream.generate(() -> ""))
                .limit(columns)
                .toList();
    }
}
