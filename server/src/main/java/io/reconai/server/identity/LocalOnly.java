package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import jakarta.enterprise.context.ApplicationScoped;

/// Keeps what is about our own passwords and mailed links from where an identity provider has them.
@ApplicationScoped
class LocalOnly {

    private final IdentitySettings settings;

    LocalOnly(IdentitySettings settings) {
        this.settings = settings;
    }

    /// @throws ApiException `RESOURCE_NOT_FOUND` in the other modes
    void check() {
        if (!settings.isLocal()) {
            throw ApiException.notFound();
        }
    }
}
