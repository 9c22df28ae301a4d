package io.reconai.server.tokens;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.AccessRule;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.ApiTokenStore;
import io.reconai.server.usage.Quotas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// API tokens: made, listed, renamed, revoked. Tokens cannot manage tokens.
@Path("/api/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ANALYST)
public class TokenResource {

    private static final Duration USUAL_LIFE = Duration.ofDays(90);
    private static final Duration LONGEST_LIFE = Duration.ofDays(365);
    private static final int LONGEST_NAME = 80;

    private final ApiTokenStore store;
    private final TokenUses uses;
    private final CurrentCaller caller;
    private final Quotas quotas;
    private final AuditLog audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TokenResource(
            ApiTokenStore store, TokenUses uses, CurrentCaller caller, Quotas quotas, AuditLog audit, Clock clock) {
        this.store = store;
        this.uses = uses;
        this.caller = caller;
        this.quotas = quotas;
        this.audit = audit;
        this.clock = clock;
    }

    /// What a new token is made from.
    public record TokenWish(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable String expiresAt) {}

    /// What may be changed.
    public record TokenChange(@Nullable String name) {}

    /// A new token with its secret, and how to treat it.
    record Made(TokenView data, String message) {}

    @GET
    public PageOf.Answer<TokenView> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var onlyMine = query.oneOf("mine", Set.of("true", "false")).contains("true");
        var page = query.page(Set.of("created_at", "name", "expires_at", "last_used_at"), "-created_at");
        query.refuseOthers();
        uses.flush();
        var ofWhom = onlyMine || !isAdmin() ? Optional.of(caller.get().account().uid()) : Optional.<String>empty();
        var found = store.list(caller.workspace(), ofWhom, page);
        return new PageOf<>(found.items().stream().map(TokenView::of).toList(), found.total()).answer(page);
    }

    @POST
    @APIResponse(responseCode = "201", description = "Made; its secret is shown this once")
    public Response create(@Nullable TokenWish given) {
        if (!quotas.limits(caller.get().membership().plan()).integrations()) {
            throw new ApiException(ErrorCode.PAYMENT_REQUIRED, "API tokens are not in the plan");
        }
        var wish = given == null ? new TokenWish(null, null, null) : given;
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var name = name(wish.name());
        var scopes = scopes(wish.scopes());
        var expiry = expiry(wish.expiresAt(), now);
        TokenSecret secret;
        ApiToken token;
        do {
            secret = TokenSecret.next(random);
            token = new ApiToken(
                    Ids.next("tok"),
                    caller.workspace().id(),
                    name,
                    secret.prefix(),
                    scopes,
                    caller.get().account().uid(),
                    now,
                    expiry,
                    null,
                    null);
        } while (!store.add(caller.workspace(), token, secret.hash())); // of 4 billion prefixes one may be taken
        audit.record("token.created", "token", token.tokenId(), token.name());
        return Response.created(URI.create("/api/tokens/" + token.tokenId()))
                .entity(new Made(
                        TokenView.withSecret(token, secret.text()), "Store this token now; it is not shown again"))
                .build();
    }

    @PATCH
    @Path("/{token_id}")
    public Data<TokenView> rename(@PathParam("token_id") String tokenId, @Nullable TokenChange change) {
        var token = find(tokenId);
        store.rename(caller.workspace(), token.tokenId(), name(change == null ? null : change.name()));
        return new Data<>(TokenView.of(find(tokenId)));
    }

    @DELETE
    @Path("/{token_id}")
    @APIResponse(responseCode = "204", description = "Dead at once")
    public Response revoke(@PathParam("token_id") String tokenId) {
        var token = find(tokenId);
        store.remove(caller.workspace(), tokenId);
        audit.record("token.revoked", "token", tokenId, token.name());
        return Response.noContent().build();
    }

    /// One's own; an admin's, any of the workspace.
    private ApiToken find(String tokenId) {
        return store.find(caller.workspace(), tokenId)
                .filter(token -> isAdmin()
                        || token.createdBy().equals(caller.get().account().uid()))
                .orElseThrow(ApiException::notFound);
    }

    private boolean isAdmin() {
        return caller.get().membership().role().mayActAs(Role.ADMIN);
    }

    private static String name(@Nullable String typed) {
        var name = typed == null ? "" : typed.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw ApiException.invalid("name", "length", "has 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private List<Scope> scopes(@Nullable List<String> words) {
        if (words == null || words.isEmpty()) {
            throw ApiException.invalid("scopes", "missing", "names at least one scope");
        }
        var scopes = words.stream()
                .distinct()
                .map(word -> Scope.of(word)
                        .orElseThrow(() -> ApiException.invalid("scopes", "value", "there is no such scope")))
                .toList();
        scopes.forEach(scope -> AccessRule.require(caller.get(), scope.least()));
        return scopes;
    }

    private static Instant expiry(@Nullable String typed, Instant now) {
        if (typed == null) {
            return now.plus(USUAL_LIFE);
        }
        try {
            var expiry = Instant.parse(typed).truncatedTo(ChronoUnit.MILLIS);
            if (expiry.isAfter(now) && !expiry.isAfter(now.plus(LONGEST_LIFE))) {
                return expiry;
            }
        } catch (DateTimeParseException noTime) {
            // Said below, with the bounds.
        }
        throw ApiException.invalid("expires_at", "range", "is a time (RFC 3339) within the next 365 days");
    }
}
