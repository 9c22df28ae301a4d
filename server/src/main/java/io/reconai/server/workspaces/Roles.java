package io.reconai.server.workspaces;

import io.reconai.server.http.ApiException;
import io.reconai.server.identity.Role;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the name of a role.
final class Roles {

    private Roles() {}

    /// @param most the greatest that may be named
    static Role parse(@Nullable String typed, Role most) {
        return Arrays.stream(Role.values())
                .filter(most::mayActAs)
                .filter(role -> role.word().equals(typed))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid("role", "value", "is one of " + words(most)));
    }

    private static String words(Role most) {
        return Arrays.stream(Role.values())
                .filter(most::mayActAs)
                .map(Role::word)
                .collect(Collectors.joining(", "));
    }
}
