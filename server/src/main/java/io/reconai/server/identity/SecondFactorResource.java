package io.reconai.server.identity;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.limits.RateGate;
import io.reconai.server.mail.Outbox;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// A person's second factor: shown, offered, confirmed, taken away. Each change is said by mail where there is mail.
@Path("/api/auth/second-factor")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@ForPersons
public class SecondFactorResource {

    private final SecondFactors factors;
    private final LocalSignIn signIn;
    private final RateGate gate;
    private final Outbox outbox;
    private final AuditLog audit;
    private final CurrentCaller caller;
    private final LocalOnly localOnly;

    SecondFactorResource(
            SecondFactors factors,
            LocalSignIn signIn,
            RateGate gate,
            Outbox outbox,
            AuditLog audit,
            CurrentCaller caller,
            LocalOnly localOnly) {
        this.factors = factors;
        this.signIn = signIn;
        this.gate = gate;
        this.outbox = outbox;
        this.audit = audit;
        this.caller = caller;
        this.localOnly = localOnly;
    }

    /// The person's password once more: a session that was left open changes nothing.
    public record SecondFactorWish(@Nullable String currentPassword) {}

    /// A code of the app.
    public record SecondFactorCode(@Nullable String code) {}

    /// Password and code together.
    public record SecondFactorRemoval(
            @Nullable String currentPassword, @Nullable String code) {}

    record SecondFactorState(boolean enabled, @Nullable Instant since, int recoveryCodesLeft) {}

    record SecondFactorOffer(String secret, String uri) {}

    record RecoveryCodes(List<String> recoveryCodes) {}

    @GET
    public Data<SecondFactorState> state() {
        localOnly.check();
        return new Data<>(factors.of(caller.get().account())
                .map(factor -> new SecondFactorState(true, factor.confirmedAt(), factor.recoveryCodesLeft()))
                .orElseGet(() -> new SecondFactorState(false, null, 0)));
    }

    @POST
    public Data<SecondFactorOffer> offer(@Nullable SecondFactorWish wish, @Context RoutingContext request) {
        localOnly.check();
        requirePassword(wish == null ? null : wish.currentPassword(), request);
        var offer = factors.offer(caller.get().account());
        return new Data<>(new SecondFactorOffer(offer.secret(), offer.uri()));
    }

    @POST
    @Path("/confirm")
    public Data<RecoveryCodes> confirm(@Nullable SecondFactorCode given, @Context RoutingContext request) {
        localOnly.check();
        var account = caller.get().account();
        gate.admitLogin(account.email(), request);
        var codes = factors.confirm(account, required("code", given == null ? null : given.code()));
        changed(account, "user.second_factor_added", AccountLetters.SECOND_FACTOR_ADDED);
        return new Data<>(new RecoveryCodes(codes));
    }

    @POST
    @Path("/recovery-codes")
    public Data<RecoveryCodes> renewRecoveryCodes(@Nullable SecondFactorCode given, @Context RoutingContext request) {
        localOnly.check();
        var account = caller.get().account();
        requireCode(account, given == null ? null : given.code(), request);
        var codes = factors.renewRecoveryCodes(account);
        audit.recordOf(Workspace.of(account.uid()), account, "user.recovery_codes_renewed");
        return new Data<>(new RecoveryCodes(codes));
    }

    @DELETE
    @APIResponse(responseCode = "204", description = "A password is enough from now on")
    public Response remove(@Nullable SecondFactorRemoval given, @Context RoutingContext request) {
        localOnly.check();
        var account = caller.get().account();
        requirePassword(given == null ? null : given.currentPassword(), request);
        requireCode(account, given == null ? null : given.code(), request);
        factors.remove(account);
        changed(account, "user.second_factor_removed", AccountLetters.SECOND_FACTOR_REMOVED);
        return Response.noContent().build();
    }

    private void requirePassword(@Nullable String password, RoutingContext request) {
        var given = required("current_password", password);
        var account = caller.get().account();
        gate.admitLogin(account.email(), request);
        if (!signIn.isPasswordOf(account, given)) {
            throw new ApiException(ErrorCode.INVALID_CREDENTIALS, "The current password is wrong");
        }
    }

    private void requireCode(Account account, @Nullable String code, RoutingContext request) {
        var given = required("code", code);
        gate.admitLogin(account.email(), request);
        if (factors.of(account).isEmpty()) {
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "There is no second factor");
        }
        if (!factors.accepts(account, given)) {
            throw SecondFactors.wrong();
        }
    }

    private void changed(Account account, String action, String letter) {
        audit.recordOf(Workspace.of(account.uid()), account, action);
        outbox.add(letter, account.email(), Map.of(AccountLetters.UID, account.uid()));
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw ApiException.invalid(field, "missing", "is needed");
        }
        return value;
    }
}
