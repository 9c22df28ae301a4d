package io.reconai.server.identity;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.limits.RateGate;
import io.reconai.server.store.AccountStore;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sign-in and registration by the token of an identity provider. Accounts are told apart by the provider's name for a
/// person, never by the e-mail address, which nobody can take an account over with.
@ApplicationScoped
class ExternalSignIn {

    private final IdentityProvider provider;
    private final AccountStore accounts;
    private final Registrations registrations;
    private final IdentitySettings settings;
    private final RateGate gate;
    private final AuditLog audit;

    ExternalSignIn(
            IdentityProvider provider,
            AccountStore accounts,
            Registrations registrations,
            IdentitySettings settings,
            RateGate gate,
            AuditLog audit) {
        this.provider = provider;
        this.accounts = accounts;
        this.registrations = registrations;
        this.settings = settings;
        this.gate = gate;
        this.audit = audit;
    }

    /// @throws ApiException `RESOURCE_CONFLICT` for somebody who is registered
    Account register(@Nullable String authorization, RoutingContext request) {
        var identity = identity(authorization);
        gate.admitRegistration(request);
        if (accounts.find(identity.subject()).isPresent()) {
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "You are registered");
        }
        return add(identity).orElseThrow(Registrations::taken);
    }

    /// Registers whoever comes for the first time.
    Account signIn(@Nullable String authorization, RoutingContext request) {
        return signIn(identity(authorization), request);
    }

    /// The same for somebody whose token was verified.
    Account signIn(ExternalIdentity identity, RoutingContext request) {
        var known = accounts.find(identity.subject());
        if (known.isEmpty()) {
            gate.admitRegistration(request);
            return add(identity)
                    .or(() -> accounts.find(identity.subject())) // two windows of one browser, for instance
                    .orElseThrow(Registrations::taken);
        }
        var account = known.get();
        follow(account, identity);
        accounts.signedIn(account.uid(), Instant.now());
        audit.recordOf(Workspace.of(account.uid()), account, "user.login");
        return accounts.find(account.uid()).orElse(account);
    }

    private ExternalIdentity identity(@Nullable String authorization) {
        return provider.verify(Credentials.bearer(authorization));
    }

    private Optional<Account> add(ExternalIdentity identity) {
        var email = EmailAddress.parse(identity.email().orElse(null));
        if (settings.invitedOnly() && !identity.isEmailVerified()) {
            throw new ApiException(
                    ErrorCode.EMAIL_NOT_VERIFIED, "The identity provider does not vouch for the address");
        }
        registrations.refuseIfClosed(email);
        return registrations.add(identity, email);
    }

    /// The provider knows best what a person's address is; one that somebody else has here stays with him.
    private void follow(Account account, ExternalIdentity identity) {
        var email = identity.email().filter(EmailAddress::isOne).orElse(account.email());
        if (!email.equals(account.email()) || identity.isEmailVerified() != account.isVerified()) {
            accounts.setEmail(account.uid(), email, identity.isEmailVerified());
        }
    }
}
