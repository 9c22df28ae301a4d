package io.reconai.server.tokens;

import io.reconai.server.identity.CurrentCaller;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Notes the use of a token, once it was accepted.
public final class TokenUseFilter {

    private final TokenUses uses;
    private final CurrentCaller current;

    TokenUseFilter(TokenUses uses, CurrentCaller current) {
        this.uses = uses;
        this.current = current;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    public void note(RoutingContext request) {
        uses.note(current, request);
    }
}
