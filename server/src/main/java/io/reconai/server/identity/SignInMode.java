package io.reconai.server.identity;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Who knows who somebody is: we ourselves, Firebase, or another identity provider.
public sealed interface SignInMode {

    /// The word of the interface.
    String word();

    /// Accounts with passwords of their own.
    record Local() implements SignInMode {
        @Override
        public String word() {
            return "local";
        }
    }

    /// @param keys where the keys are that sign tokens
    /// @param trustsEmulator tokens are those of the emulator, which signs none; never in production
    /// @param web absent where people cannot sign in by the web app
    record Firebase(
            String project,
            URI keys,
            boolean trustsEmulator,
            @Nullable WebSignIn web) implements SignInMode {
        @Override
        public String word() {
            return "firebase";
        }
    }

    /// What the web app signs people in with: Identity Toolkit's REST interface.
    ///
    /// @param apiKey names the project and is no secret
    /// @param address what its calls, such as `/accounts:signUp`, stand below
    record WebSignIn(String apiKey, URI address) {

        /// As browsers know it (RFC 6454).
        public String origin() {
            return address.getScheme() + "://" + address.getRawAuthority();
        }
    }

    /// @param issuer exactly as its tokens name it; also where its configuration is found
    /// @param audience whom tokens must be for: the provider's name for this service
    /// @param clientSecret absent where the provider lets this service in without one (a public client)
    record Oidc(String issuer, String audience, @Nullable String clientSecret) implements SignInMode {
        @Override
        public String word() {
            return "oidc";
        }

        /// Without the secret.
        @Override
        public String toString() {
            return "Oidc[issuer=" + issuer + ", audience=" + audience + "]";
        }
    }
}
