package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may call one method of the interface, as its annotations say; the method's own count before its class's.
///
/// @param scopes what an API token must have, all of it
/// @param admitsTokens false where API tokens are refused
public record AccessRule(boolean isPublic, Role role, Set<Scope> scopes, boolean admitsTokens) {

    private static final AccessRule EVERYBODY = new AccessRule(true, Role.VIEWER, Set.of(), true);
    private static final AccessRule PERSONS = new AccessRule(false, Role.VIEWER, Set.of(), false);

    /// For a method that says nothing: as little as possible.
    private static final AccessRule UNSAID = new AccessRule(false, Role.OWNER, Set.of(), false);

    public AccessRule {
        scopes = Set.copyOf(scopes);
    }

    static AccessRule of(ResourceInfo resource) {
        var method = resource.getResourceMethod();
        var type = resource.getResourceClass();
        return method == null || type == null ? UNSAID : of(type, method).orElse(UNSAID);
    }

    /// Empty where neither the method nor its class says anything.
    public static Optional<AccessRule> of(Class<?> type, Method method) {
        return of(
                        method.getAnnotation(Public.class),
                        method.getAnnotation(ForPersons.class),
                        method.getAnnotation(Access.class))
                .or(() -> of(
                        type.getAnnotation(Public.class),
                        type.getAnnotation(ForPersons.class),
                        type.getAnnotation(Access.class)));
    }

    private static Optional<AccessRule> of(
            @Nullable Annotation open, @Nullable Annotation signedIn, @Nullable Access access) {
        if (open != null) {
            return Optional.of(EVERYBODY);
        }
        if (signedIn != null) {
            return Optional.of(PERSONS);
        }
        return Optional.ofNullable(access)
                .map(rule -> new AccessRule(
                        false, rule.role(), Set.of(rule.scope()), rule.anyToken() || rule.scope().length > 0));
    }

    /// Refuses who may not.
    ///
    /// @throws ApiException `INSUFFICIENT_SCOPE` or `INSUFFICIENT_ROLE`
    void check(Caller caller) {
        if (caller.credential() instanceof Credential.ApiToken token) {
            if (!admitsTokens) {
                throw noScope("API tokens may not do this", null);
            }
            scopes.stream()
                    .filter(scope -> !token.scopes().contains(scope))
                    .findFirst()
                    .ifPresent(scope -> {
                        throw noScope("The token lacks the scope " + scope.word(), scope.word());
                    });
        }
        require(caller, role);
    }

    /// Refuses who has not the role, where it depends on more than the method.
    ///
    /// @throws ApiException `INSUFFICIENT_ROLE`
    public static void require(Caller caller, Role role) {
        if (!caller.membership().role().mayActAs(role)) {
            throw new ApiException(ErrorCode.INSUFFICIENT_ROLE, "This needs the role " + role.word())
                    .with("required_role", role.word());
        }
    }

    private static ApiException noScope(String detail, @Nullable String scope) {
        return new ApiException(ErrorCode.INSUFFICIENT_SCOPE, detail).with("required_scope", scope);
    }
}
