package io.reconai.engine.risk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads people's own labels: CSV with a line of names first, or a JSON object a line.
///
/// Every row has a `level`, and either an `asset` whose features are looked up, or features by name; a feature without
/// a value is unknown. Values are numbers, or true and false. Nothing is guessed: a file with one wrong row is refused,
/// and all its wrong rows are named.
public final class LabelReader {

    /// What people mark by hand is far below this.
    private static final int MOST_ROWS = 100_000;

    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_PROBLEMS = 20;
    private static final String LEVEL = "level";
    private static final String ASSET = "asset";

    private static final Map<String, Feature> FEATURES =
            Arrays.stream(Feature.values()).collect(Collectors.toUnmodifiableMap(Feature::key, Function.identity()));

    private static final String LEVELS = Arrays.stream(RiskLevel.values())
            .map(level -> level.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    private final String name;
    private final Function<String, Optional<FeatureVector>> assets;
    private final List<Label> labels = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private List<String> columns = List.of();

    private LabelReader(String name, Function<String, Optional<FeatureVector>> assets) {
        this.name = name;
        this.assets = assets;
    }

    /// One row cannot be read.
    private static final class WrongRow extends Exception {
        private static final long serialVersionUID = 1L;

        WrongRow(String problem) {
            super(problem);
        }
    }

    /// Reads a file.
    ///
    /// @param name of the file, for messages
    /// @param assets the features of an asset; empty when there is none of that name
    /// @throws MalformedLabelsException with each wrong line's number and what is wrong, when one is
    public static List<Label> read(Reader source, String name, Function<String, Optional<FeatureVector>> assets)
            throws IOException, MalformedLabelsException {
        return new LabelReader(name, assets).read(new BufferedReader(source));
    }

    private List<Label> read(BufferedReader source) throws IOException, MalformedLabelsException {
        var number = 0;
        for (var line = source.readLine(); line != null && problems.size() < MOST_PROBLEMS; line = source.readLine()) {
            number++;
            var text = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
            try {
                readLine(text.strip());
            } catch (WrongRow wrong) {
                problems.add(name + ":" + number + ": " + wrong.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new MalformedLabelsException(String.join("\n", problems));
        }
        return List.copyOf(labels);
    }

    private void readLine(String text) throws WrongRow {
        if (text.length() > LONGEST_LINE) {
            throw new WrongRow("is longer than " + LONGEST_LINE + " characters");
        }
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        if (labels.size() >= MOST_ROWS) {
            throw new WrongRow("is one of more than " + MOST_ROWS + " rows");
        }
        if (text.startsWith("{")) {
            labels.add(label(fields(text)));
        } else if (columns.isEmpty()) {
            columns = header(text);
        } else {
            labels.add(label(cells(text)));
        }
    }

    private static List<String> header(String text) throws WrongRow {
        var names = Arrays.stream(text.split(",", -1))
                .map(cell -> unquoted(cell).toLowerCase(Locale.ROOT))
                .toList();
        for (var column : names) {
            checkName(column);
        }
        if (!names.contains(LEVEL) || names.size() < 2 || new HashSet<>(names).size() < names.size()) {
            throw new WrongRow("the first line names each column once: level, and asset or features");
        }
        return names;
    }

    private Map<String, String> cells(String text) throws WrongRow {
        var cells = text.split(",", -1);
        if (cells.length != columns.size()) {
            throw new WrongRow("has " + cells.length + " cells, the first line has " + columns.size());
        }
        var row = new LinkedHashMap<String, String>();
        for (var i = 0; i < cells.length; i++) {
            row.put(columns.get(i), unquoted(cells[i]));
        }
        return row;
    }

    /// Neither names of hosts nor numbers hold commas or quotes, so that quotes stand around a cell only.
    private static String unquoted(String cell) {
        var text = cell.strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).strip()
                : text;
    }

    private static Map<String, String> fields(String text) throws WrongRow {
        try {
            var row = new LinkedHashMap<String, String>();
            for (var field : Json.mapper().readTree(text).properties()) {
                checkName(field.getKey());
                row.put(field.getKey(), value(field.getKey(), field.getValue()));
            }
            return row;
        } catch (JsonProcessingException malformed) {
            throw new WrongRow("is no JSON object");
        }
    }

    private static String value(String field, JsonNode node) throws WrongRow {
        if (node.isContainerNode()) {
            throw new WrongRow(field + " is no single value");
        }
        return node.isNull() ? "" : node.asText();
    }

    private static void checkName(String field) throws WrongRow {
        if (!field.equals(LEVEL) && !field.equals(ASSET) && !FEATURES.containsKey(field)) {
            var known = Stream.concat(
                    Stream.of(LEVEL, ASSET), Arrays.stream(Feature.values()).map(Feature::key));
            throw new WrongRow(
                    Text.quoted(field) + " is no column; there are " + known.collect(Collectors.joining(", ")));
        }
    }

    private Label label(Map<String, String> row) throws WrongRow {
        var level = level(row.getOrDefault(LEVEL, ""));
        var asset = row.getOrDefault(ASSET, "");
        var known = new LinkedHashMap<Feature, Double>();
        for (var cell : row.entrySet()) {
            var feature = FEATURES.get(cell.getKey());
            if (feature != null && !cell.getValue().isEmpty()) {
                known.put(feature, number(feature, cell.getValue()));
            }
        }
        if (asset.isEmpty() == known.isEmpty()) {
            throw new WrongRow("needs either an asset or features");
        }
        return new Label(asset.isEmpty() ? FeatureVector.of(known) : features(asset), level);
    }

    private FeatureVector features(String asset) throws WrongRow {
        return assets.apply(asset.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new WrongRow("there is no asset " + Text.quoted(asset) + " in the evidence"));
    }

    private static RiskLevel level(String word) throws WrongRow {
        try {
            return RiskLevel.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new WrongRow("level " + Text.quoted(word) + " is none of " + LEVELS);
        }
    }

    private static double number(Feature feature, String cell) throws WrongRow {
        if (cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false")) {
            return cell.equalsIgnoreCase("true") ? 1 : 0;
        }
        try {
            var value = Double.parseDouble(cell);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException malformed) {
            // Said below, as of numbers without end.
        }
        throw new WrongRow(feature.key() + " " + Text.quoted(cell) + " is no number");
    }
}
