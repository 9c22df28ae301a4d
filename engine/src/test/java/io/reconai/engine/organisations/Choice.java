package io.reconai.engine.organisations;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// One way in which a part of a host can be, and the checks that this way must produce: no others.
///
/// @param what up to three columns of a table, as text that the part understands
record Choice(List<String> what, List<String> checks) {

    /// The rows of a table: columns between `|`, the last one the checks without their prefix.
    static List<Choice> table(String prefix, String rows) {
        return rows.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> row(prefix, line))
                .toList();
    }

    private static Choice row(String prefix, String line) {
        var columns = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        var checks = columns.getLast().isEmpty()
                ? List.<String>of()
                : Arrays.stream(columns.getLast().split(" "))
                        .map(prefix::concat)
                        .toList();
        return new Choice(columns.subList(0, columns.size() - 1), checks);
    }

    /// One of a table's rows.
    static Choice pick(List<Choice> table, RandomGenerator dice) {
        return table.get(dice.nextInt(table.size()));
    }

    String first() {
        return what.getFirst();
    }

    String second() {
        return what.get(1);
    }

    String third() {
        return what.get(2);
    }

    /// The words of a column.
    static List<String> words(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split(" "));
    }
}
