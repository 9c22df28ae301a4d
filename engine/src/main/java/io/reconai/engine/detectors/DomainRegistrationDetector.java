package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainRegistration;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The domain's registration as the registry tells of it: about to expire, or free to be moved away (RFC 9083).
///
/// Registries that do not publish when a registration expires are not spoken of, and a date in the days after an
/// automatic renewal is none to act on. The lock is an EPP status (RFC 5731 §2.3), which country registries often do
/// not use, and WHOIS does not tell reliably: it is missed only in RDAP, below a generic top-level domain, where other
/// statuses are listed.
final class DomainRegistrationDetector implements Detector {

    private static final Duration SOON = Duration.ofDays(30);
    private static final Duration VERY_SOON = Duration.ofDays(7);

    private static final Check EXPIRING = new Check(
            "domain.expiring",
            "Registration",
            LOW,
            "The domain's registration expires soon",
            "Without it nothing of the organisation can be reached, and whoever registers it next gets its mail.",
            "Renew it, and let the registrar renew it by itself from now on",
            List.of("RFC 9083", "ICANN ERRP"));

    private static final Check UNLOCKED = new Check(
            "domain.no-transfer-lock",
            "Registration",
            INFO,
            "The domain is not locked against transfer",
            "Whoever gets into the registrar's account, or deceives its staff, can move the domain away.",
            "Switch the registrar's transfer lock on",
            List.of("RFC 5731 §2.3", "RFC 8056"));

    @Override
    public String id() {
        return "domain_registration_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(EXPIRING, UNLOCKED);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var registration = evidence.registration();
        if (registration == null) {
            return findings;
        }
        expiring(evidence, registration)
                .map(severity -> {
                    var excerpt = registration.source() + ": " + registration.domain() + " expires "
                            + registration.expiresAt() + ", seen at " + evidence.observedAt();
                    return finding(EXPIRING, evidence, registration, "expires_at", excerpt)
                            .withSeverity(severity);
                })
                .ifPresent(findings::add);
        if (isUnlocked(registration)) {
            var excerpt = registration.source() + ": " + registration.domain() + " is "
                    + String.join(", ", registration.status());
            findings.add(finding(UNLOCKED, evidence, registration, "status", excerpt));
        }
        return findings;
    }

    private Finding finding(
            Check check, Evidence evidence, DomainRegistration registration, String field, String excerpt) {
        return Finding.of(check, id(), evidence, registration.domain(), new Proof("/registration/" + field, excerpt));
    }

    /// How urgent a renewal is. Past its date a registration can still be renewed for a while.
    private static Optional<Severity> expiring(Evidence evidence, DomainRegistration registration) {
        var expires = registration.expiresAt();
        if (expires == null || has(registration, "autorenewperiod")) {
            return Optional.empty();
        }
        var left = Duration.between(evidence.observedAt(), expires);
        if (left.compareTo(VERY_SOON) <= 0) {
            return Optional.of(MEDIUM);
        }
        return left.compareTo(SOON) <= 0 ? Optional.of(LOW) : Optional.empty();
    }

    private static boolean isUnlocked(DomainRegistration registration) {
        return registration.source().equals("rdap")
                && !registration.status().isEmpty()
                && topLevel(registration.domain()).length() > 2
                && !has(registration, "clienttransferprohibited")
                && !has(registration, "servertransferprohibited");
    }

    /// RFC 8056 writes statuses with spaces, some registries as EPP does, WHOIS with an address behind.
    private static boolean has(DomainRegistration registration, String status) {
        return registration.status().stream()
                .anyMatch(one -> one.replace(" ", "").startsWith(status));
    }

    private static String topLevel(String domain) {
        return domain.substring(domain.lastIndexOf('.') + 1);
    }
}
