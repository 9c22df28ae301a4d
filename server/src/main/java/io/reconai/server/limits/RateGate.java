package io.reconai.server.limits;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ClientAddress;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.identity.Caller;
import io.reconai.server.limits.RateLimits.Standing;
import io.reconai.server.limits.RateLimits.Verdict;
import io.reconai.server.usage.Quotas;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Lets requests through, or not yet; says on every counted answer how things stand.
@ApplicationScoped
public class RateGate {

    /// Here a signature over the body decides, see [#admitUnsigned].
    private static final String SIGNED = "/api/billing/webhook";

    private final RateLimits limits;
    private final Quotas quotas;
    private final ClientAddress addresses;
    private final Clock clock;

    RateGate(RateLimits limits, Quotas quotas, ClientAddress addresses, Clock clock) {
        this.limits = limits;
        this.quotas = quotas;
        this.addresses = addresses;
        this.clock = clock;
    }

    /// Somebody who is signed in, counted by workspace and person.
    ///
    /// @throws ApiException `RATE_LIMIT_EXCEEDED`
    public void admit(Caller caller, RoutingContext request) {
        var whose = caller.workspace().id() + " " + caller.account().uid();
        if (caller.isProgram() && quotas.areEnforced()) {
            count("program " + whose, Rates.of(caller.membership().plan()), request);
        } else {
            count((caller.isProgram() ? "program " : "browser ") + whose, Rates.BROWSER, request);
        }
    }

    /// Somebody without a credential that counts, counted by address. Only the interface is limited: health is asked
    /// often, and pages come in pieces.
    ///
    /// @throws ApiException `RATE_LIMIT_EXCEEDED`
    public void admitStranger(RoutingContext request) {
        var path = request.normalizedPath();
        if (path.startsWith("/api") && !path.startsWith(SIGNED)) {
            count("stranger " + addresses.limitedBy(request), Rates.STRANGER, request);
        }
    }

    /// Somebody who should have signed what he sent, and has not. Who has is not limited: he comes in bursts.
    ///
    /// @throws ApiException `RATE_LIMIT_EXCEEDED`
    public void admitUnsigned(RoutingContext request) {
        count("stranger " + addresses.limitedBy(request), Rates.STRANGER, request);
    }

    /// @throws ApiException `RATE_LIMIT_EXCEEDED` when an address makes many accounts
    public void admitRegistration(RoutingContext request) {
        refuseIfFull("register " + addresses.limitedBy(request), Rates.REGISTER, request);
    }

    /// @throws ApiException `RATE_LIMIT_EXCEEDED` when an address tries many passwords of one account
    public void admitLogin(String email, RoutingContext request) {
        var key = "login " + addresses.limitedBy(request) + " " + email.toLowerCase(Locale.ROOT);
        refuseIfFull(key, Rates.LOGIN, request);
    }

    /// Whether another mail may go to an address that somebody typed. Who is refused is told nothing: the answer is the
    /// same.
    public boolean mayMail(String email) {
        var key = "mail " + email.toLowerCase(Locale.ROOT);
        return limits.take(key, Rates.MAIL, clock.instant()) instanceof Verdict.Granted;
    }

    /// @throws ApiException `RATE_LIMIT_EXCEEDED` when the proof of a domain is looked for again and again
    public void admitVerification(String domainId, RoutingContext request) {
        refuseIfFull("verify " + domainId, Rates.VERIFICATION, request);
    }

    /// @throws ApiException `RATE_LIMIT_EXCEEDED` when a workspace tests its channels again and again
    public void admitChannelTest(String workspaceId, RoutingContext request) {
        refuseIfFull("channel test " + workspaceId, Rates.CHANNEL_TEST, request);
    }

    /// A report that somebody wants at once, counted by workspace.
    public void admitReportNow(String workspaceId, RoutingContext request) {
        refuseIfFull("report " + workspaceId, Rates.REPORT_NOW, request);
    }

    private void count(String key, List<Window> windows, RoutingContext request) {
        switch (limits.take(key, windows, clock.instant())) {
            case Verdict.Granted(var standing) -> tell(request, standing);
            case Verdict.Refused refused -> throw refusal(refused, request);
        }
    }

    private void refuseIfFull(String key, List<Window> windows, RoutingContext request) {
        if (limits.take(key, windows, clock.instant()) instanceof Verdict.Refused refused) {
            throw refusal(refused, request);
        }
    }

    private static ApiException refusal(Verdict.Refused refused, RoutingContext request) {
        tell(request, refused.standing());
        var window = refused.standing().window();
        var seconds = Math.max(1, refused.pause().plusMillis(999).toSeconds());
        request.response().putHeader("Retry-After", String.valueOf(seconds));
        return new ApiException(
                        ErrorCode.RATE_LIMIT_EXCEEDED,
                        "Rate limit exceeded. Limit: " + window.limit() + " requests/" + per(window) + ". Try again in "
                                + text(Duration.ofSeconds(seconds)) + ".")
                .with("retry_after", seconds)
                .with("limit", window.limit())
                .with("window", window.text());
    }

    private static void tell(RoutingContext request, Standing standing) {
        request.response()
                .putHeader("X-RateLimit-Limit", String.valueOf(standing.window().limit()))
                .putHeader("X-RateLimit-Remaining", String.valueOf(Math.max(0, standing.remaining())))
                .putHeader(
                        "X-RateLimit-Reset",
                        String.valueOf(standing.resetAt().plusMillis(999).getEpochSecond()))
                .putHeader("X-RateLimit-Window", standing.window().word());
    }

    private static String per(Window window) {
        return window.text().startsWith("1 ") ? window.word() : window.text();
    }

    /// Rounded up, in the largest unit that fits.
    static String text(Duration wait) {
        if (wait.compareTo(Duration.ofMinutes(1)) < 0) {
            return counted(wait.toSeconds(), "second");
        }
        if (wait.compareTo(Duration.ofHours(1)) < 0) {
            return counted(wait.plusSeconds(59).toMinutes(), "minute");
        }
        return counted(wait.plusSeconds(3_599).toHours(), "hour");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
