package io.reconai.server.store;

import java.time.Instant;
import java.util.Collection;

/// Who has what, among the processes on the store: a name belongs to one of them, until a time.
public interface LeaseStore {

    /// Takes a name that nobody has, or whose lease has ended; of many who ask at once one gets it.
    ///
    /// @return false when somebody has it, oneself included
    boolean take(String name, String owner, Instant now, Instant until);

    /// Keeps all that a process has for longer.
    void renew(String owner, Instant until);

    /// Lets others have names at once; what is another's by now stays his.
    void giveBack(String owner, Collection<String> names);
}
