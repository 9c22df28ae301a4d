package io.reconai.server.identity;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ClientAddress;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.limits.RateGate;
import io.reconai.server.mail.Outbox;
import io.reconai.server.store.AccountStore;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sign-in and registration where passwords are ours. Neither an answer nor its time tells whether an address has an
/// account: the same work is done for both.
@ApplicationScoped
class LocalSignIn {

    private final AccountStore accounts;
    private final Passwords passwords;
    private final Registrations registrations;
    private final FailedSignIns failures;
    private final SecondFactors secondFactors;
    private final RateGate gate;
    private final Outbox outbox;
    private final AuditLog audit;
    private final ClientAddress addresses;

    LocalSignIn(
            AccountStore accounts,
            Passwords passwords,
            Registrations registrations,
            FailedSignIns failures,
            SecondFactors secondFactors,
            RateGate gate,
            Outbox outbox,
            AuditLog audit,
            ClientAddress addresses) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.registrations = registrations;
        this.failures = failures;
        this.secondFactors = secondFactors;
        this.gate = gate;
        this.outbox = outbox;
        this.audit = audit;
        this.addresses = addresses;
    }

    /// Makes an account; where there is mail, only a wish for one, which the link in the mail fulfils.
    ///
    /// @return empty where there is mail
    /// @throws ApiException `RESOURCE_CONFLICT` when the address has an account and there is no mail to say so by
    Optional<Account> register(String email, String password, Optional<String> name, RoutingContext request) {
        passwords.requireGood("password", password, email);
        gate.admitRegistration(request);
        registrations.refuseIfClosed(email);
        var wish = new Registrations.Wish(email, passwords.hash(password), name);
        if (!outbox.isOpen()) {
            return Optional.of(registrations.add(wish, false).orElseThrow(Registrations::taken));
        }
        if (gate.mayMail(email)) {
            outbox.add(AccountLetters.REGISTRATION, email, wish.details());
        }
        return Optional.empty();
    }

    /// @param code of the second factor; null where the person gave none
    /// @throws ApiException `INVALID_CREDENTIALS`, `RATE_LIMIT_EXCEEDED`, or `SECOND_FACTOR_NEEDED` when the
    ///     password is right and one counts
    Account signIn(String email, String password, @Nullable String code, RoutingContext request) {
        gate.admitLogin(email, request);
        var account = accounts.findByEmail(email).orElse(null);
        await(email, account == null ? Optional.empty() : Optional.of(account), request);
        var hash = account == null ? null : account.passwordHash();
        var isRight = passwords.mayBeOne(password)
                && (hash == null ? passwords.matchesNobody(password) : passwords.matches(password, hash));
        if (account == null || hash == null || !isRight) {
            fail(email, account);
            throw new ApiException(ErrorCode.INVALID_CREDENTIALS, wrong());
        }
        if (!secondFactors.accepts(account, code)) {
            fail(email, account);
            throw SecondFactors.wrong();
        }
        failures.succeeded(email);
        accounts.signedIn(account.uid(), Instant.now());
        if (passwords.isOutdated(hash)) {
            accounts.renewHash(account.uid(), hash, passwords.hash(password));
        }
        audit.recordOf(Workspace.of(account.uid()), account, "user.login");
        return accounts.find(account.uid()).orElse(account);
    }

    private void fail(String email, @Nullable Account account) {
        failures.failed(email);
        if (account != null) {
            audit.recordSoonOf(Workspace.of(account.uid()), account, "user.failed_login");
        }
    }

    /// True for a person's own present password.
    boolean isPasswordOf(Account account, String password) {
        var hash = account.passwordHash();
        return hash != null && passwords.mayBeOne(password) && passwords.matches(password, hash);
    }

    private void await(String email, Optional<Account> account, RoutingContext request) {
        try {
            var here = addresses.of(request);
            failures.await(email, () -> account.stream()
                    .flatMap(known -> accounts.sessions(known.uid(), Instant.now()).stream())
                    .anyMatch(session -> here.equals(session.from().ip())));
        } catch (ApiException tooMany) {
            request.response()
                    .putHeader("Retry-After", String.valueOf(tooMany.extras().get("retry_after")));
            throw tooMany;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "The service is stopping");
        }
    }

    private String wrong() {
        return outbox.isOpen()
                ? "E-mail or password is wrong, or the address is not confirmed yet"
                : "E-mail or password is wrong";
    }
}
