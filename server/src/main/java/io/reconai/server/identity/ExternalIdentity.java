package io.reconai.server.identity;

import java.util.Optional;

/// Who an identity provider says somebody is; from a token that was verified.
///
/// @param subject the provider's name for the person, which never changes
/// @param isEmailVerified whether the provider vouches for the address
/// @param picture an https address
record ExternalIdentity(
        String subject,
        Optional<String> email,
        boolean isEmailVerified,
        Optional<String> name,
        Optional<String> picture) {}
