package io.reconai.engine.detectors;

import java.util.ArrayList;
import java.util.List;

/// A table of cases beside the tests: `[section]`, one case a line, `# remark`; from `! reason` to the next empty line
/// stand those of which the other program says something else.
final class PeerTable {

    /// Makes a case of a line.
    @FunctionalInterface
    interface Case<T> {
        /// @param parts what stands between " && " in the line
        /// @param difference the reason, or an empty text
        T of(String section, List<String> parts, String difference);
    }

    private PeerTable() {}

    static <T> List<T> read(String name, Case<T> made) {
        var cases = new ArrayList<T>();
        var section = "";
        var difference = "";
        for (var line : PeerProgram.resource(name).split("\n")) {
            if (line.isEmpty()) {
                difference = "";
            } else if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else if (line.startsWith("! ")) {
                difference = line.substring(2);
            } else if (!line.startsWith("#")) {
                cases.add(made.of(section, List.of(line.replace("\\t", "\t").split(" && ")), difference));
            }
        }
        return cases;
    }
}
