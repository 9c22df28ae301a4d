package io.reconai.engine.observatory;

import io.reconai.engine.web.SetCookie;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The test of cookies: the worst of all counts, in an order of its own that is not that of the points.
final class Cookies {

    private static final Set<String> SAME_SITE = Set.of("strict", "lax", "none");

    /// Set by a platform, not by the site.
    private static final String LEFT_OUT = "heroku-session-affinity";

    /// From mild to bad.
    private static final List<Outcome> ORDER = List.of(
            Outcome.COOKIES_WITHOUT_SECURE_FLAG_BUT_PROTECTED_BY_HSTS,
            Outcome.COOKIES_WITHOUT_SECURE_FLAG,
            Outcome.COOKIES_SESSION_WITHOUT_SECURE_FLAG_BUT_PROTECTED_BY_HSTS,
            Outcome.COOKIES_SAMESITE_FLAG_INVALID,
            Outcome.COOKIES_ANTICSRF_WITHOUT_SAMESITE_FLAG,
            Outcome.COOKIES_SESSION_WITHOUT_HTTPONLY_FLAG,
            Outcome.COOKIES_SESSION_WITHOUT_SECURE_FLAG);

    private Cookies() {}

    static Outcome of(Subject subject) {
        Map<String, SetCookie> jar = new LinkedHashMap<>();
        subject.seen().stream()
                .flatMap(answer -> SetCookie.of(answer).stream())
                .filter(cookie -> !cookie.name().equals(LEFT_OUT))
                .forEach(cookie -> jar.put(cookie.name() + ";" + cookie.domain() + ";" + cookie.path(), cookie));
        if (jar.isEmpty()) {
            return Outcome.COOKIES_NOT_FOUND;
        }
        var isStrict = SingleFields.strictTransport(subject).modifier() >= 0;
        var worst = jar.values().stream()
                .mapToInt(cookie -> worst(cookie, isStrict))
                .max()
                .orElse(-1);
        if (worst >= 0) {
            return ORDER.get(worst);
        }
        var allSameSite = jar.values().stream().allMatch(cookie -> SAME_SITE.contains(cookie.sameSite()));
        return allSameSite
                ? Outcome.COOKIES_SECURE_WITH_HTTPONLY_SESSIONS_AND_SAMESITE
                : Outcome.COOKIES_SECURE_WITH_HTTPONLY_SESSIONS;
    }

    /// The place in the order of what is wrong with a cookie; -1 for nothing.
    private static int worst(SetCookie cookie, boolean isStrict) {
        var name = cookie.name().toLowerCase(Locale.ROOT);
        var isSession = name.contains("login") || name.contains("sess");
        if (isSession && !cookie.secure() && !isStrict) {
            return ORDER.indexOf(Outcome.COOKIES_SESSION_WITHOUT_SECURE_FLAG);
        }
        if (isSession && !cookie.httpOnly()) {
            return ORDER.indexOf(Outcome.COOKIES_SESSION_WITHOUT_HTTPONLY_FLAG);
        }
        if (name.contains("csrf") && cookie.sameSite().isEmpty()) {
            return ORDER.indexOf(Outcome.COOKIES_ANTICSRF_WITHOUT_SAMESITE_FLAG);
        }
        if (!cookie.sameSite().isEmpty() && !SAME_SITE.contains(cookie.sameSite())
                || cookie.sameSite().equals("none") && !cookie.secure()) {
            return ORDER.indexOf(Outcome.COOKIES_SAMESITE_FLAG_INVALID);
        }
        if (cookie.secure()) {
            return -1;
        }
        if (isSession) {
            return ORDER.indexOf(Outcome.COOKIES_SESSION_WITHOUT_SECURE_FLAG_BUT_PROTECTED_BY_HSTS);
        }
        return ORDER.indexOf(
                isStrict
                        ? Outcome.COOKIES_WITHOUT_SECURE_FLAG_BUT_PROTECTED_BY_HSTS
                        : Outcome.COOKIES_WITHOUT_SECURE_FLAG);
    }
}
