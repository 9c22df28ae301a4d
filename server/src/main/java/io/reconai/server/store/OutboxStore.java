package io.reconai.server.store;

import io.reconai.server.mail.Errand;
import java.time.Instant;
import java.util.Optional;

/// Errands that are still to be done. One that was added is there until it is done, whatever happens to the process.
public interface OutboxStore {

    /// Adds one that is due at once.
    void add(Errand errand);

    /// Adds one that is not due before a time; one of the same id stays as it is.
    void hold(Errand errand, Instant until);

    /// Makes one due that was held and never handed out; nothing happens to any other.
    void release(String errandId, Instant now);

    /// Hands out what is due longest and counts the try; of many who ask at once nobody gets the same one, until
    /// `again`. Whoever does not come back by then leaves it to others.
    Optional<Errand> claim(Instant now, Instant again);

    /// Lets one wait that was tried in vain; nothing happens when somebody else has begun it since.
    void postpone(Errand errand, Instant until);

    /// Forgets one; nothing happens when it is gone.
    void done(String errandId);
}
