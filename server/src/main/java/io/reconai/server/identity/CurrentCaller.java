package io.reconai.server.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The caller of the request that is being answered; set by [Authentication] before any resource runs.
@RequestScoped
public class CurrentCaller {

    private @Nullable Caller caller;

    void set(Caller verified) {
        caller = verified;
    }

    /// The caller.
    ///
    /// @throws IllegalStateException where no sign-in is needed, so that there is none
    public Caller get() {
        if (caller == null) {
            throw new IllegalStateException("nobody is signed in here");
        }
        return caller;
    }

    /// The caller; empty where no sign-in is needed.
    public Optional<Caller> find() {
        return Optional.ofNullable(caller);
    }

    /// The workspace that the request is about.
    public Workspace workspace() {
        return get().workspace();
    }
}
