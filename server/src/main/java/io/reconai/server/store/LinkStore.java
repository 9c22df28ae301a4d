package io.reconai.server.store;

import io.reconai.server.identity.Link;
import java.time.Instant;
import java.util.Optional;

/// Links that were mailed, by the hash of their secret. Each counts once.
public interface LinkStore {

    void add(String hash, Link link);

    /// Looks at one without using it up; empty when it was used, has run out or never was.
    Optional<Link> find(String hash, Link.Purpose purpose, Instant now);

    /// Uses one up: of many who follow it at once exactly one gets it.
    Optional<Link> take(String hash, Link.Purpose purpose, Instant now);

    /// Removes all of a subject: those that were mailed before the newest, or all after one was followed.
    void removeAll(Link.Purpose purpose, String subject);

    /// Removes what has run out.
    void sweep(Instant now);
}
