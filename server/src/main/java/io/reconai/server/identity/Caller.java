package io.reconai.server.identity;

import java.util.Optional;

/// Who makes a request, verified, in which workspace, and by what credential.
public record Caller(Account account, Workspace workspace, Membership membership, Credential credential) {

    /// True for programs: what plans limit. The web app's own calls come by its cookie.
    public boolean isProgram() {
        return !(credential instanceof Credential.Browser);
    }

    /// What people called the token that was shown; empty where none was.
    public Optional<String> tokenName() {
        return credential instanceof Credential.ApiToken token ? Optional.of(token.name()) : Optional.empty();
    }
}
