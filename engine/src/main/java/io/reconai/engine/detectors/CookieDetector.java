package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import com.google.common.hash.Hashing;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.web.SetCookie;
import io.reconai.engine.web.StrictTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Cookies that the host's own answers set without what protects them (RFC 6265bis).
///
/// A cookie that is being deleted is not judged. What a session is tells [SessionCookie]; tokens against forged
/// requests must be readable by scripts, so they want no HttpOnly; what load balancers, bot filters and analytics set
/// wants no Secure. A cookie whose name's promise is broken is not kept by browsers, so nothing else is said of it.
/// One finding an origin and check, proved by each cookie; values are not shown.
///
/// A session for the whole domain is worse where another host that gets it can be taken over
/// ([Evidence#neighbours]); of that host, [DomainTrust] says what it gets.
final class CookieDetector implements Detector {

    private static final Check NO_SECURE = check(
            "no-secure",
            MEDIUM,
            "A cookie may be sent over plain http",
            "Set it with Secure; what goes over plain http can be read on its way",
            "CWE-614");
    private static final Check NO_HTTP_ONLY = check(
            "no-httponly",
            LOW,
            "A session cookie can be read by scripts",
            "Set it with HttpOnly; a smuggled script then cannot take the session away",
            "CWE-1004");
    private static final Check SAME_SITE_INVALID = check(
            "samesite-invalid",
            LOW,
            "A cookie has a SameSite that browsers refuse",
            "Use Strict, Lax, or None together with Secure",
            "CWE-1275");
    private static final Check TOKEN_NO_SAME_SITE = check(
            "csrf-no-samesite",
            INFO,
            "A token against forged requests has no SameSite",
            "Set it with SameSite=Strict or Lax",
            "CWE-1275");
    private static final Check PREFIX_VIOLATED = check(
            "prefix-violated",
            LOW,
            "A cookie breaks the promise of its name, so browsers reject it",
            "__Host- wants https, Secure, Path=/ and no Domain; __Secure- wants https and Secure",
            "CWE-614");
    private static final Check PARENT_DOMAIN = check(
            "parent-domain",
            INFO,
            "A session cookie is sent to every host of the domain",
            "Leave Domain out; else whoever takes over any host of the domain reads the session",
            "CWE-1275");
    private static final Check OVER_HTTP = check(
            "over-http",
            MEDIUM,
            "A session cookie is set over plain http",
            "Redirect to https before a session begins",
            "CWE-319");

    private static final Set<String> SAME_SITE = Set.of("", "strict", "lax", "none");
    private static final int MOST_PROOFS = 10;

    /// Of a shorter value nothing is shown, since the part would give away the whole.
    private static final int SHOWN_FROM = 16;

    private static Check check(String name, Severity severity, String title, String remediation, String weakness) {
        return new Check(
                "http.cookie." + name,
                "Cookies",
                severity,
                title,
                "Who has a session's cookie has the session.",
                remediation,
                List.of("RFC 6265", weakness));
    }

    /// A cookie and the field that sets it.
    private record Seen(WebFacts.Fact fact, int field, SetCookie cookie) {

        String raw() {
            return fact.answer().headers().get(field).value();
        }

        boolean isSession() {
            return SessionCookie.isSession(raw());
        }

        boolean isHttps() {
            return fact.exchange().isHttps();
        }

        /// What browsers tell cookies apart by.
        List<String> key() {
            return List.of(fact.origin(), cookie.name(), cookie.domain(), cookie.path());
        }

        /// The field without the value.
        Proof proof() {
            var value = cookie.value();
            var start = value.length() < SHOWN_FROM ? "" : value.substring(0, 4);
            var hash = value.length() < SHOWN_FROM
                    ? ""
                    : ", SHA-256 "
                            + Hashing.sha256()
                                    .hashString(value, StandardCharsets.UTF_8)
                                    .toString()
                                    .substring(0, 12);
            var attributes = raw().indexOf(';') < 0 ? "" : raw().substring(raw().indexOf(';'));
            return new Proof(
                    fact.place() + "/answer/headers/" + field,
                    "Set-Cookie: " + cookie.name() + "=" + start + "… (" + value.length() + " characters" + hash + ")"
                            + attributes);
        }
    }

    private record Verdict(Check check, Severity severity, Seen seen) {}

    @Override
    public String id() {
        return "http_cookie_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(
                NO_SECURE,
                NO_HTTP_ONLY,
                SAME_SITE_INVALID,
                TOKEN_NO_SAME_SITE,
                PREFIX_VIOLATED,
                PARENT_DOMAIN,
                OVER_HTTP);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var cookies = cookies(evidence);
        if (cookies.isEmpty()) {
            return List.of();
        }
        var strict = StrictTransport.of(evidence)
                .flatMap(StrictTransport::maxAge)
                .filter(Duration::isPositive)
                .isPresent();
        Map<List<String>, Finding> findings = new LinkedHashMap<>();
        for (var seen : cookies) {
            for (var verdict : judge(evidence, seen, strict)) {
                var key = List.of(verdict.check().id(), seen.fact().origin());
                findings.merge(key, finding(evidence, verdict), CookieDetector::together);
            }
        }
        return findings.values().stream()
                .map(found -> found.checkId().equals(PARENT_DOMAIN.id()) ? withTakeovers(evidence, found) : found)
                .toList();
    }

    /// Its cookies are for all that can be registered with the host's name ([#isForWholeDomain]).
    private static Finding withTakeovers(Evidence evidence, Finding found) {
        var whole = PublicSuffixes.registrable(evidence.host().name())
                .orElse(evidence.host().name());
        var proofs = new ArrayList<>(found.evidence());
        var words = new ArrayList<String>();
        for (var i = 0; i < evidence.neighbours().size(); i++) {
            var other = evidence.neighbours().get(i);
            if (DomainName.parse(other.host())
                    .filter(name -> name.isAtOrBelow(whole))
                    .isPresent()) {
                words.add(other.host() + " (" + other.check() + ")");
                proofs.add(new Proof(
                        "/neighbours/" + i, other.host() + " has " + other.check() + " at " + other.location()));
            }
        }
        return words.isEmpty()
                ? found
                : found.withSeverity(MEDIUM)
                        .adding("It is also sent to what others may take over: " + String.join(", ", words) + ".")
                        .provedBy(proofs);
    }

    /// What the host's own answers set, the last of equal ones.
    private static List<Seen> cookies(Evidence evidence) {
        Map<List<String>, Seen> cookies = new LinkedHashMap<>();
        for (var fact : WebFacts.own(evidence)) {
            if (fact.answer().status() < 500 && !fact.isChallenge()) {
                collect(evidence, fact, cookies);
            }
        }
        return List.copyOf(cookies.values());
    }

    private static void collect(Evidence evidence, WebFacts.Fact fact, Map<List<String>, Seen> cookies) {
        var headers = fact.answer().headers();
        for (var i = 0; i < headers.size(); i++) {
            if (headers.get(i).name().equalsIgnoreCase("set-cookie")) {
                var field = i;
                SetCookie.parse(headers.get(i).value())
                        .filter(cookie -> !cookie.isDeletion(evidence.observedAt()))
                        .map(cookie -> new Seen(fact, field, cookie))
                        .ifPresent(seen -> cookies.put(seen.key(), seen));
            }
        }
    }

    private static List<Verdict> judge(Evidence evidence, Seen seen, boolean strict) {
        var cookie = seen.cookie();
        if (!cookie.keepsPromise() || (!cookie.prefix().isEmpty() && !seen.isHttps())) {
            return List.of(new Verdict(PREFIX_VIOLATED, LOW, seen));
        }
        var verdicts = new ArrayList<Verdict>();
        if (seen.isHttps() && !cookie.secure() && !SessionCookie.isInfrastructure(cookie.name())) {
            var ofSession = strict ? LOW : MEDIUM;
            verdicts.add(new Verdict(NO_SECURE, seen.isSession() ? ofSession : INFO, seen));
        }
        if (seen.isSession() && !cookie.httpOnly()) {
            verdicts.add(new Verdict(NO_HTTP_ONLY, LOW, seen));
        }
        if (!SAME_SITE.contains(cookie.sameSite()) || (cookie.sameSite().equals("none") && !cookie.secure())) {
            verdicts.add(new Verdict(SAME_SITE_INVALID, LOW, seen));
        }
        if (SessionCookie.isRequestToken(cookie.name()) && cookie.sameSite().isEmpty()) {
            verdicts.add(new Verdict(TOKEN_NO_SAME_SITE, INFO, seen));
        }
        if (seen.isSession() && isForWholeDomain(evidence, cookie)) {
            verdicts.add(new Verdict(PARENT_DOMAIN, INFO, seen));
        }
        if (seen.isSession() && !seen.isHttps()) {
            verdicts.add(new Verdict(OVER_HTTP, MEDIUM, seen));
        }
        return verdicts;
    }

    private static boolean isForWholeDomain(Evidence evidence, SetCookie cookie) {
        if (evidence.host().isAddress()
                || cookie.domain().equals(evidence.host().value())) {
            return false;
        }
        Optional<DomainName> whole = PublicSuffixes.registrable(evidence.host().name());
        return whole.filter(domain -> domain.value().equals(cookie.domain())).isPresent();
    }

    private Finding finding(Evidence evidence, Verdict verdict) {
        var seen = verdict.seen();
        return Finding.of(verdict.check(), id(), evidence, seen.fact().origin(), seen.proof())
                .withSeverity(verdict.severity());
    }

    private static Finding together(Finding first, Finding second) {
        var proofs = new ArrayList<>(first.evidence());
        proofs.addAll(second.evidence());
        var worse = first.severity().compareTo(second.severity()) >= 0 ? first.severity() : second.severity();
        return first.provedBy(proofs.subList(0, Math.min(proofs.size(), MOST_PROOFS)))
                .withSeverity(worse);
    }
}
