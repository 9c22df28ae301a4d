package io.reconai.server.metrics;

import java.util.List;

/// All series of one name, in the text format of Prometheus (version 0.0.4).
interface Family {

    void writeTo(StringBuilder out);

    static void head(StringBuilder out, String name, String help, String type) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /// Such as `{method="GET",status="200"}`; empty without labels.
    static String labels(List<String> names, String... values) {
        if (names.size() != values.length) {
            throw new IllegalArgumentException("labels " + names + " want as many values");
        }
        var text = new StringBuilder();
        for (var i = 0; i < values.length; i++) {
            text.append(i == 0 ? '{' : ',').append(names.get(i)).append("=\"");
            text.append(values[i].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            text.append('"');
        }
        return text.isEmpty() ? "" : text.append('}').toString();
    }
}
