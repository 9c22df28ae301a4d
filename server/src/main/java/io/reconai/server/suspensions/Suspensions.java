package io.reconai.server.suspensions;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.SuspensionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Keeps out who is suspended. Asked anew each time, so that it counts from the next request on.
@ApplicationScoped
public class Suspensions {

    private final SuspensionStore store;

    Suspensions(SuspensionStore store) {
        this.store = store;
    }

    /// @throws ApiException `ACCOUNT_DISABLED` for a person who is suspended
    public void refusePerson(String uid) {
        refuse(List.of(uid), "This account is suspended: ");
    }

    /// @throws ApiException `ACCOUNT_DISABLED` for a person or a workspace that is suspended
    public void refuse(String uid, Workspace workspace) {
        refuse(
                List.of(uid, workspace.id()),
                workspace.id().equals(uid)
                        ? "This account is suspended: "
                        : "This account or workspace is suspended: ");
    }

    private void refuse(List<String> subjects, String why) {
        store.find(subjects).ifPresent(found -> {
            throw new ApiException(ErrorCode.ACCOUNT_DISABLED, why + found.reason());
        });
    }

    /// True for a workspace in which nothing is to happen by itself.
    public boolean isSuspended(Workspace workspace) {
        return store.find(List.of(workspace.id())).isPresent();
    }
}
