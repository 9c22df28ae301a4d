package io.reconai.server.system;

import io.reconai.server.http.ApiException;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;

/// Who runs this service: people whose confirmed address stands in `RECONAI_OPERATORS`.
@ApplicationScoped
public class Operators {

    private final ServerSettings settings;
    private final CurrentCaller caller;

    Operators(ServerSettings settings, CurrentCaller caller) {
        this.settings = settings;
        this.caller = caller;
    }

    /// The caller, who is an operator.
    ///
    /// @throws ApiException "not found" for everybody else
    public Account require() {
        var account = caller.get().account();
        if (!account.isVerified() || !settings.isOperator(account.email())) {
            throw ApiException.notFound();
        }
        return account;
    }
}
