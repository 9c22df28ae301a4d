package io.reconai.engine.sources;

import io.reconai.engine.asset.Header;
import java.net.URI;
import java.util.List;

/// One request to a source. Keys travel in headers, never in the address, which is logged and cached.
///
/// @param body empty for a GET request
public record SourceRequest(URI address, List<Header> headers, String body) {

    public SourceRequest {
        headers = List.copyOf(headers);
    }

    /// A plain GET request.
    public static SourceRequest get(URI address) {
        return new SourceRequest(address, List.of(), "");
    }

    /// This request with one more header field.
    public SourceRequest with(String name, String value) {
        var more = new java.util.ArrayList<>(headers);
        more.add(new Header(name, value));
        return new SourceRequest(address, more, body);
    }

    /// The same as a POST request with a JSON body.
    public SourceRequest posting(String json) {
        return new SourceRequest(address, headers, json).with("Content-Type", "application/json");
    }
}
