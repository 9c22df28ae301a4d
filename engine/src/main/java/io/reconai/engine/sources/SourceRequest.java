package io.reconai.engine.sources;

import io.reconai.engine.asset.Header;
import java.net.URI;
import java.util.List;

/// One request to a source.
///
/// @param address without the key; it is what answers are kept by
/// @param headers sent wherever the source sends us
/// @param key sent to the address itself only
/// @param body empty for a GET request
/// @param namedBy who said that this address is to be asked
/// @param content what is answered
public record SourceRequest(
        URI address, List<Header> headers, SourceKey key, String body, NamedBy namedBy, Content content) {

    /// Whose word an address is.
    public enum NamedBy {
        /// Connected to as it is.
        OPERATOR,
        /// Found in an answer: the address policy decides.
        STRANGER
    }

    /// Of what kind an answer is.
    public enum Content {
        USUAL,
        /// Speaks of people: neither kept nor quoted.
        PERSONAL
    }

    public SourceRequest {
        headers = List.copyOf(headers);
    }

    /// A plain GET request to an address that the operator named.
    public static SourceRequest get(URI address) {
        return new SourceRequest(address, List.of(), SourceKey.none(), "", NamedBy.OPERATOR, Content.USUAL);
    }

    /// A plain GET request to an address that was found in an answer.
    public static SourceRequest found(URI address) {
        return new SourceRequest(address, List.of(), SourceKey.none(), "", NamedBy.STRANGER, Content.USUAL);
    }

    /// This request with one more header field.
    public SourceRequest with(String name, String value) {
        var more = new java.util.ArrayList<>(headers);
        more.add(new Header(name, value));
        return new SourceRequest(address, more, key, body, namedBy, content);
    }

    /// This request with a header field that carries a key.
    public SourceRequest withKey(String name, String value) {
        var more = new java.util.ArrayList<>(key.fields());
        more.add(new Header(name, value));
        return new SourceRequest(address, headers, new SourceKey(more, key.query()), body, namedBy, content);
    }

    /// This request with a key as a parameter of its query.
    ///
    /// @param parameter `name=value`, encoded
    public SourceRequest withKeyInQuery(String parameter) {
        return new SourceRequest(address, headers, new SourceKey(key.fields(), parameter), body, namedBy, content);
    }

    /// The same for an answer that speaks of people.
    public SourceRequest aboutPeople() {
        return new SourceRequest(address, headers, key, body, namedBy, Content.PERSONAL);
    }

    /// The same as a POST request with a JSON body.
    public SourceRequest posting(String json) {
        return new SourceRequest(address, headers, key, json, namedBy, content)
                .with("Content-Type", "application/json");
    }
}
