package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.detectors.ServiceFacts.Fact;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Mailboxes and directories whose users sign in without TLS (RFC 8314 §3): IMAP, POP3 and LDAP that refuse to change.
///
/// Only an answer counts: the server was asked for TLS and said no. One that stayed silent may have been busy, one that
/// offers TLS and then refuses it is [StartTlsDetector]'s, and one that lets nobody sign in without it (LOGINDISABLED,
/// RFC 9051 §6.2.3) sends no password. FTP and Telnet have checks of their own; SMTP between servers has no logins.
final class PlaintextLoginDetector implements Detector {

    private static final Check PLAIN = new Check(
            "port.plaintext-login",
            "Exposed Service",
            MEDIUM,
            "Users sign in without encryption",
            "Whoever is on the way reads names, passwords and what is fetched with them.",
            "Switch TLS on, and refuse logins without it; or close the port and offer the one with TLS",
            List.of("RFC 8314 §3", "CWE-319"));

    /// What their users' passwords open.
    private static final Map<String, String> SERVICES =
            Map.of("imap", "a mailbox", "pop3", "a mailbox", "ldap", "a directory");

    private static final String REFUSED = "no STARTTLS: ";
    private static final String NO_LOGIN = "LOGINDISABLED";

    @Override
    public String id() {
        return "port_plaintext_login_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(PLAIN);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return ServiceFacts.judge(evidence, fact -> judge(fact, evidence));
    }

    private Optional<Finding> judge(Fact fact, Evidence evidence) {
        var opened = SERVICES.get(fact.service());
        if (opened == null
                || fact.isOverTls()
                || fact.port().banner().toUpperCase(Locale.ROOT).contains(NO_LOGIN)) {
            return Optional.empty();
        }
        return refusal(fact, evidence).map(proof -> Finding.of(PLAIN, id(), evidence, fact.location(), proof)
                .adding("Here it is " + opened + ".")
                .withSeverity(fact.service().equals("ldap") ? LOW : MEDIUM));
    }

    private static Optional<Proof> refusal(Fact fact, Evidence evidence) {
        return IntStream.range(0, evidence.tls().size())
                .filter(index -> isRefusal(fact, evidence.tls().get(index)))
                .mapToObj(index -> new Proof(
                        "/tls/" + index + "/detail",
                        fact.service() + ": " + evidence.tls().get(index).detail()))
                .findFirst();
    }

    private static boolean isRefusal(Fact fact, TlsObservation seen) {
        return seen.port() == fact.port().port()
                && seen.address().equals(fact.port().address())
                && seen.startedIn().equals(Optional.of(fact.service()))
                && seen.outcome() == ExchangeOutcome.MALFORMED
                && seen.faultAtStart().isEmpty()
                && seen.detail().startsWith(REFUSED)
                && seen.detail().length() > REFUSED.length();
    }
}
