package io.reconai.server.identity;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.limits.RateGate;
import io.reconai.server.mail.Outbox;
import io.reconai.server.store.AccountStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Passwords: forgotten, set anew by a mailed link, changed.
@Path("/api/auth/password")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PasswordResource {

    private final AccountStore accounts;
    private final Passwords passwords;
    private final LocalSignIn signIn;
    private final Links links;
    private final Outbox outbox;
    private final RateGate gate;
    private final AuditLog audit;
    private final CurrentCaller caller;
    private final LocalOnly localOnly;

    PasswordResource(
            AccountStore accounts,
            Passwords passwords,
            LocalSignIn signIn,
            Links links,
            Outbox outbox,
            RateGate gate,
            AuditLog audit,
            CurrentCaller caller,
            LocalOnly localOnly) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.signIn = signIn;
        this.links = links;
        this.outbox = outbox;
        this.gate = gate;
        this.audit = audit;
        this.caller = caller;
        this.localOnly = localOnly;
    }

    /// Whose password was forgotten.
    public record ForgottenPassword(@Nullable String email) {}

    /// The mailed link's secret, and the password from now on.
    public record PasswordReset(
            @Nullable String token, @Nullable String password) {}

    /// The password until now and from now on.
    public record PasswordChange(
            @Nullable String currentPassword, @Nullable String newPassword) {}

    /// Asks the outbox to look whether there is somebody to write to; the request itself does not know.
    @POST
    @Path("/forgot")
    @Public
    @APIResponse(responseCode = "202", description = "If there is such an account, a link is mailed")
    public Response forgot(@Nullable ForgottenPassword given) {
        localOnly.check();
        var email = EmailAddress.parse(given == null ? null : given.email());
        if (gate.mayMail(email)) {
            outbox.add(AccountLetters.RESET, email);
        }
        return Response.accepted().build();
    }

    /// Ends all sign-ins. Whoever follows the link has shown that the address is his.
    @POST
    @Path("/reset")
    @Public
    @APIResponse(responseCode = "204", description = "Set; all sign-ins end")
    public Response reset(@Nullable PasswordReset given) {
        localOnly.check();
        var secret = required("token", given == null ? null : given.token());
        var password = required("password", given == null ? null : given.password());
        var account = account(links.look(secret, Link.Purpose.PASSWORD_RESET));
        passwords.requireGood("password", password, account.email());
        var hash = passwords.hash(password);
        links.use(secret, Link.Purpose.PASSWORD_RESET);
        accounts.setPassword(account.uid(), hash, Optional.empty());
        links.removeAll(Link.Purpose.PASSWORD_RESET, account.uid());
        accounts.setEmail(account.uid(), account.email(), true);
        changed(account);
        return Response.noContent().build();
    }

    /// Ends all sign-ins but this one.
    @POST
    @Path("/change")
    @ForPersons
    @APIResponse(responseCode = "204", description = "Changed; other sign-ins end")
    public Response change(@Nullable PasswordChange given, @Context RoutingContext request) {
        localOnly.check();
        var current = required("current_password", given == null ? null : given.currentPassword());
        var wanted = required("new_password", given == null ? null : given.newPassword());
        var account = caller.get().account();
        gate.admitLogin(account.email(), request);
        passwords.requireGood("new_password", wanted, account.email());
        if (!signIn.isPasswordOf(account, current)) {
            throw new ApiException(ErrorCode.INVALID_CREDENTIALS, "The current password is wrong");
        }
        accounts.setPassword(
                account.uid(), passwords.hash(wanted), caller.get().credential().sessionId());
        links.removeAll(Link.Purpose.PASSWORD_RESET, account.uid());
        changed(account);
        return Response.noContent().build();
    }

    private void changed(Account account) {
        audit.recordOf(Workspace.of(account.uid()), account, "user.password_changed");
        outbox.add(AccountLetters.PASSWORD_CHANGED, account.email(), Map.of(AccountLetters.UID, account.uid()));
    }

    private Account account(Link link) {
        return accounts.find(link.subject()).orElseThrow(Links::invalid);
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw ApiException.invalid(field, "missing", "is needed");
        }
        return value;
    }
}
