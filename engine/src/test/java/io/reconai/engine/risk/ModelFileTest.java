package io.reconai.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reconai.engine.asset.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A model's file is what was written, or it is refused with the reason.
class ModelFileTest {

    private static final double[] WORST = {15, 1, 1, 1, -30, 1, 4, 1, 5, 0, 5};
    private static final double[] USUAL = {2, 0, 0, 0, 30, 0, 0, 0, 0, 5, 2};

    private static RiskModel model() {
        var weights = new ArrayList<Double>();
        for (var feature : Feature.values()) {
            weights.add(feature.direction() * 0.5);
        }
        var zeros = Collections.nCopies(weights.size(), 0.0);
        var ones = Collections.nCopies(weights.size(), 1.0);
        return new RiskModel("test-1", zeros, ones, weights, List.of(-10.0, 0.0, 5.0));
    }

    private static String written() {
        var facts = Json.mapper().createObjectNode().put("rows", 4);
        return ModelFile.write(model(), facts, List.of(WORST, USUAL));
    }

    private static RiskModel read(String text) throws IOException {
        return ModelFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        assertThat(read(written())).isEqualTo(model());
        var root = Json.mapper().readTree(written());
        assertThat(root.path("rows").asInt()).isEqualTo(4);
        assertThat(root.path("self_check")).hasSize(2);
        assertThat(root.path("features").path(0).path("clamp").toString()).isEqualTo("[0.0,15.0]");
        assertThat(root.path("features").path(0).path("baseline").asDouble()).isEqualTo(2);
        assertThat(root.path("self_check").path(0).path("score").asDouble()).isEqualTo(100);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("not of the format", root -> root.put("format", "reconai-risk/2")),
                change("features are not ours", root -> feature(root).put("name", "something_else")),
                change("features are not ours", root -> ((ArrayNode) root.path("features")).remove(10)),
                change("a number is missing", root -> feature(root).remove("mean")),
                change("a number is missing", root -> feature(root).put("weight", "0.5")),
                change("three borders", root -> ((ArrayNode) root.path("theta")).add(9)),
                change("borders that rise", root -> ((ArrayNode) root.path("theta")).set(1, 6.0)),
                change("scales above zero", root -> feature(root).put("scale", 0)),
                change("the right sign", root -> feature(root).put("weight", -0.5)),
                change("no self-check", root -> ((ArrayNode) root.path("self_check")).removeAll()),
                change(
                        "fails its own self-check",
                        root -> ((ObjectNode) root.path("self_check").path(0)).put("score", 99.999)),
                change(
                        "fails its own self-check",
                        root -> ((ObjectNode) root.path("self_check").path(1)).remove("score")));
    }

    private static Arguments change(String reason, Consumer<ObjectNode> how) {
        return Arguments.of(reason, how);
    }

    private static ObjectNode feature(ObjectNode root) {
        return (ObjectNode) root.path("features").path(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatIsNoModelIsRefused(String reason, Consumer<ObjectNode> how) throws Exception {
        var root = (ObjectNode) Json.mapper().readTree(written());
        how.accept(root);
        root.remove("sha256");
        var sum = MessageDigest.getInstance("SHA-256").digest(root.toString().getBytes(StandardCharsets.UTF_8));
        root.put("sha256", HexFormat.of().formatHex(sum));
        assertThatThrownBy(() -> read(root.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aChangedFileIsRefused() {
        assertThatThrownBy(() -> read(written().replace("\"rows\" : 4", "\"rows\" : 5")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("checksum");
        assertThatThrownBy(() -> read(written().replaceFirst("\"sha256\" : \"", "\"sha255\" : \"")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void onlySoMuchIsRead() throws Exception {
        var limit = 1024 * 1024;
        var text = written();
        assertThat(read(text + " ".repeat(limit - text.getBytes(StandardCharsets.UTF_8).length)))
                .isEqualTo(model());
        assertThatThrownBy(() -> read(text + " ".repeat(limit)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than");
        for (var other : List.of("[]", "3", "{}")) {
            assertThatThrownBy(() -> read(other))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("format");
        }
    }
}
