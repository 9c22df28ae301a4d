package io.reconai.server.identity;

import java.io.IOException;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;

/// Where an identity provider publishes the keys that sign its tokens.
@FunctionalInterface
interface KeyServer {

    /// The keys of today.
    ///
    /// @throws IOException when there is no usable answer
    /// @throws InterruptedException when the service stops
    List<JsonWebKey> fetch() throws IOException, InterruptedException;
}
