package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.limits.RateGate;
import io.reconai.server.mail.Outbox;
import io.reconai.server.store.AccountStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Shows by a mailed link that an address is somebody's.
@Path("/api/auth/email")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EmailResource {

    private final AccountStore accounts;
    private final Registrations registrations;
    private final Links links;
    private final Outbox outbox;
    private final RateGate gate;
    private final CurrentCaller caller;
    private final LocalOnly localOnly;

    EmailResource(
            AccountStore accounts,
            Registrations registrations,
            Links links,
            Outbox outbox,
            RateGate gate,
            CurrentCaller caller,
            LocalOnly localOnly) {
        this.accounts = accounts;
        this.registrations = registrations;
        this.links = links;
        this.outbox = outbox;
        this.gate = gate;
        this.caller = caller;
        this.localOnly = localOnly;
    }

    /// The mailed link's secret.
    public record EmailProof(@Nullable String token) {}

    @POST
    @Path("/verify")
    @Public
    @APIResponse(responseCode = "204", description = "Confirmed")
    public Response verify(@Nullable EmailProof given) {
        localOnly.check();
        var secret = given == null ? null : given.token();
        if (secret == null || secret.isEmpty()) {
            throw ApiException.invalid("token", "missing", "is needed");
        }
        var registration = links.find(secret, Link.Purpose.REGISTRATION);
        if (registration.isPresent()) {
            register(links.use(secret, Link.Purpose.REGISTRATION));
        } else {
            confirm(links.use(secret, Link.Purpose.EMAIL));
        }
        return Response.noContent().build();
    }

    /// The account begins to exist, with the password that was given when this very link was asked for: nobody can
    /// slip a password of his own under somebody else's link.
    private void register(Link link) {
        if (registrations.add(Registrations.Wish.of(link.details()), true).isEmpty()) {
            throw Links.invalid(); // somebody was faster with another link
        }
        links.removeAll(Link.Purpose.REGISTRATION, link.subject());
    }

    private void confirm(Link link) {
        var account = accounts.find(link.subject()).orElseThrow(Links::invalid);
        if (!account.email().equals(link.details().get(AccountLetters.EMAIL))) {
            throw Links.invalid(); // the address is another one by now
        }
        accounts.setEmail(account.uid(), account.email(), true);
    }

    @POST
    @Path("/resend")
    @ForPersons
    @APIResponse(responseCode = "202", description = "A link is mailed")
    public Response resend() {
        localOnly.check();
        var account = caller.get().account();
        if (!account.isVerified() && gate.mayMail(account.email())) {
            outbox.add(AccountLetters.CONFIRM, account.email(), Map.of(AccountLetters.UID, account.uid()));
        }
        return Response.accepted().build();
    }
}
