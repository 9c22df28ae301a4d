package io.reconai.engine.risk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reconai.engine.asset.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The model as a readable JSON file, with no code in it: written by the training, checked when it is read.
final class ModelFile {

    private static final String FORMAT = "reconai-risk/1";
    private static final int MAX_BYTES = 1024 * 1024;
    private static final double SELF_CHECK_TOLERANCE = 1e-6;

    private ModelFile() {}

    /// @throws IOException with the reason when the file is not a model that can be used
    static RiskModel read(InputStream in) throws IOException {
        var bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("larger than " + MAX_BYTES + " bytes");
        }
        var root = mapper().readTree(bytes);
        if (root == null || !root.isObject() || !root.path("format").asText().equals(FORMAT)) {
            throw new IOException("not of the format " + FORMAT);
        }
        checkSum((ObjectNode) root);
        checkFeatures(root.path("features"));
        try {
            var model = new RiskModel(
                    root.path("id").asText(),
                    column(root, "mean"),
                    column(root, "scale"),
                    column(root, "weight"),
                    numbers(root.path("theta")));
            selfCheck(root.path("self_check"), model::exactScore);
            return model;
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    /// The file's text for a trained model.
    static String write(RiskModel model, ObjectNode facts, List<double[]> checks) {
        var root = mapper().createObjectNode();
        root.put("format", FORMAT).put("id", model.id());
        root.setAll(facts);
        var features = root.putArray("features");
        for (var feature : Feature.values()) {
            var i = feature.ordinal();
            var node = features.addObject().put("name", feature.key());
            node.putArray("clamp").add(feature.least()).add(feature.most());
            node.put("direction", feature.direction()).put("baseline", feature.baseline());
            node.put("mean", model.mean().get(i)).put("scale", model.scale().get(i));
            node.put("weight", model.weight().get(i));
        }
        model.theta().forEach(root.putArray("theta")::add);
        var selfCheck = root.putArray("self_check");
        for (var values : checks) {
            var check = selfCheck.addObject();
            var x = check.putArray("x");
            for (var value : values) {
                x.add(value);
            }
            check.put("score", model.exactScore(FeatureVector.of(values)));
        }
        root.put("sha256", sum(root));
        return root.toPrettyString() + "\n";
    }

    private static void checkSum(ObjectNode root) throws IOException {
        var copy = root.deepCopy();
        var claimed = copy.remove("sha256");
        if (claimed == null || !claimed.asText().equals(sum(copy))) {
            throw new IOException("its checksum does not fit its content");
        }
    }

    private static void checkFeatures(JsonNode features) throws IOException {
        var names = new ArrayList<String>();
        features.forEach(node -> names.add(node.path("name").asText()));
        var expected = new ArrayList<String>();
        for (var feature : Feature.values()) {
            expected.add(feature.key());
        }
        if (!names.equals(expected)) {
            throw new IOException("its features are not ours in our order");
        }
    }

    private static void selfCheck(JsonNode cases, ToDoubleFunction<FeatureVector> score) throws IOException {
        if (cases.isEmpty()) {
            throw new IOException("it has no self-check");
        }
        for (var check : cases) {
            var x = numbers(check.path("x")).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            var difference = score.applyAsDouble(FeatureVector.of(x))
                    - check.path("score").asDouble(Double.NaN);
            if (!(Math.abs(difference) <= SELF_CHECK_TOLERANCE)) {
                throw new IOException("it fails its own self-check");
            }
        }
    }

    private static List<Double> column(JsonNode root, String field) throws IOException {
        var values = new ArrayList<Double>();
        for (var feature : root.path("features")) {
            values.add(number(feature.path(field)));
        }
        return values;
    }

    private static List<Double> numbers(JsonNode array) throws IOException {
        var values = new ArrayList<Double>();
        for (var node : array) {
            values.add(number(node));
        }
        return values;
    }

    private static double number(JsonNode node) throws IOException {
        if (!node.isNumber()) {
            throw new IOException("a number is missing");
        }
        return node.asDouble();
    }

    private static String sum(ObjectNode root) {
        try {
            var text = root.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static ObjectMapper mapper() {
        return Json.mapper();
    }
}
