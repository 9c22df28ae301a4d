package io.reconai.engine.services;

import java.util.Optional;

/// Recognises a service by what was heard. Pure: no network, no clock.
@FunctionalInterface
interface Recogniser {

    /// The service, or empty when it is another one.
    ///
    /// @throws MalformedReplyException when it looks like this service and breaks its rules
    Optional<Recognised> read(Heard heard) throws MalformedReplyException;
}
