package io.reconai.server.work;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What became of an order, as it travels: the evidence, or why there is none. Exactly one of the two is there.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostAnswer(
        @Nullable Evidence evidence, @Nullable String failure) {

    public static HostAnswer seen(Evidence evidence) {
        return new HostAnswer(evidence, null);
    }

    public static HostAnswer failed(String why) {
        return new HostAnswer(null, why);
    }

    /// @throws IOException when it is no answer
    public static HostAnswer read(byte[] json) throws IOException {
        return Json.mapper().readValue(json, HostAnswer.class);
    }

    public byte[] write() throws IOException {
        return Json.mapper().writeValueAsBytes(this);
    }
}
