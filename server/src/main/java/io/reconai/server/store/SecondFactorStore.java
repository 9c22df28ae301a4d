package io.reconai.server.store;

import io.reconai.server.identity.SecondFactor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Second factors of people. They go with the account.
public interface SecondFactorStore {

    Optional<SecondFactor> find(String uid);

    /// Keeps a secret that counts once it is confirmed, in the place of an earlier unconfirmed one.
    ///
    /// @return false when one counts already
    boolean offer(String uid, String secret);

    /// Has the secret count from now on.
    ///
    /// @param step the time step of the code that was given
    /// @param recoveryHashes of the recovery codes
    /// @return false when it is not the one that waits to be confirmed
    boolean confirm(String uid, String secret, long step, List<String> recoveryHashes, Instant at);

    /// Uses a time step up, and all before it: of many at once exactly one gets it.
    boolean useStep(String uid, long step);

    /// Uses a recovery code up: of many at once exactly one gets it.
    boolean useRecoveryCode(String uid, String hash);

    void replaceRecoveryCodes(String uid, List<String> hashes);

    void remove(String uid);
}
