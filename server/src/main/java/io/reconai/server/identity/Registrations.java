package io.reconai.server.identity;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.store.AccountStore;
import io.reconai.server.store.MemberStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// Who may have an account, and what a new one is made from.
@ApplicationScoped
class Registrations {

    private static final String EMAIL = "email";
    private static final String HASH = "password_hash";
    private static final String NAME = "display_name";

    private final AccountStore accounts;
    private final MemberStore members;
    private final IdentitySettings settings;
    private final AuditLog audit;
    private final Clock clock;

    Registrations(AccountStore accounts, MemberStore members, IdentitySettings settings, AuditLog audit, Clock clock) {
        this.accounts = accounts;
        this.members = members;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /// What somebody wants to have an account of.
    ///
    /// @param passwordHash never the password
    record Wish(String email, String passwordHash, Optional<String> displayName) {

        Map<String, String> details() {
            return displayName
                    .map(name -> Map.of(EMAIL, email, HASH, passwordHash, NAME, name))
                    .orElseGet(() -> Map.of(EMAIL, email, HASH, passwordHash));
        }

        static Wish of(Map<String, String> details) {
            return new Wish(
                    details.getOrDefault(EMAIL, ""),
                    details.getOrDefault(HASH, ""),
                    Optional.ofNullable(details.get(NAME)));
        }
    }

    /// Where only the invited may come in, an address without an invitation may not, whether it has an account or not.
    /// Whoever comes first to an empty service can be invited by nobody.
    ///
    /// @throws ApiException `REGISTRATION_CLOSED`
    void refuseIfClosed(String email) {
        if (settings.invitedOnly() && !members.isInvited(email, clock.instant()) && !accounts.isEmpty()) {
            throw new ApiException(ErrorCode.REGISTRATION_CLOSED, "Registration is for invited addresses");
        }
    }

    /// Makes an account with a password; empty when the address has one.
    Optional<Account> add(Wish wish, boolean isVerified) {
        var now = now();
        var name = wish.displayName().orElse(null);
        return add(new Account(Ids.next("u"), wish.email(), wish.passwordHash(), name, now, now).verified(isVerified));
    }

    /// Makes an account of somebody whom an identity provider knows; empty when the address or the uid has one.
    Optional<Account> add(ExternalIdentity identity, String email) {
        var now = now();
        var account = new Account(identity.subject(), email, null, null, now, now);
        return add(account.verified(identity.isEmailVerified())
                .with(
                        identity.name().map(DisplayName::cut).orElse(null),
                        identity.picture().orElse(null),
                        account.defaultWorkspaceId(),
                        account.preferences()));
    }

    private Optional<Account> add(Account account) {
        if (!accounts.add(account)) {
            return Optional.empty();
        }
        audit.recordOf(Workspace.of(account.uid()), account, "user.registered");
        return Optional.of(account);
    }

    static ApiException taken() {
        return new ApiException(ErrorCode.RESOURCE_CONFLICT, "There is an account with this e-mail address");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
