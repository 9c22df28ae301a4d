package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.ChainFacts;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.detectors.TlsFacts.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// How a certificate's chain is sent: a certificate missing, in another order, or one too many (RFC 8446 §4.4.2).
///
/// Speaks only of chains that lead to a trusted root: for others it is the trust that is wrong, which is one finding
/// already. A chain is incomplete when it leads there only with certificates that the server did not send; an expired
/// or odd certificate in it is no fault while another path works. Mail servers' senders rarely check, so that an
/// incomplete chain weighs nothing there (RFC 7435).
final class ChainDetector implements Detector {

    private static final List<String> REFERENCES = List.of("RFC 8446 §4.4.2", "RFC 5280 §6");

    private static final Check INCOMPLETE = new Check(
            "tls.cert.chain-incomplete",
            "TLS",
            MEDIUM,
            "The certificate's chain is incomplete",
            "Programs that do not fetch the missing certificate by themselves, as most but browsers, refuse the host.",
            "Send the intermediate certificates too",
            REFERENCES);

    private static final Check DISORDER = new Check(
            "tls.cert.chain-disorder",
            "TLS",
            INFO,
            "The certificate's chain is not in order",
            "Old and strict programs follow the chain as it is sent and refuse it.",
            "Send the host's own certificate first, and after each one its issuer's",
            REFERENCES);

    private static final Check ROOT_SENT = new Check(
            "tls.cert.chain-root-sent",
            "TLS",
            INFO,
            "The root certificate is sent along",
            "Everybody who trusts a root has it: it makes each handshake longer and proves nothing.",
            "Leave the root out of the chain",
            REFERENCES);

    @Override
    public String id() {
        return "tls_chain_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(INCOMPLETE, DISORDER, ROOT_SENT);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return TlsFacts.judgeSession(evidence, (fact, session) -> judge(evidence, fact, session));
    }

    private List<Finding> judge(Evidence evidence, Fact fact, TlsSession session) {
        var path = session.path();
        if (path == null || path.path().isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        if (path.builtWithMore()) {
            var proof = fact.proof("/session/path/complete", sent(session) + ": " + way(path));
            findings.add(fact.inMailAtMost(INFO, Finding.of(INCOMPLETE, id(), evidence, fact.location(), proof)));
        }
        if (!path.ordered()) {
            var proof = fact.proof("/session/path/ordered", sent(session));
            findings.add(Finding.of(DISORDER, id(), evidence, fact.location(), proof));
        }
        root(session).ifPresent(at -> {
            var proof = fact.proof("/session/chain/" + at + "/subject", sent(session));
            findings.add(Finding.of(ROOT_SENT, id(), evidence, fact.location(), proof));
        });
        return findings;
    }

    private static OptionalInt root(TlsSession session) {
        for (var at = 1; at < session.chain().size(); at++) {
            if (session.chain().get(at).selfSigned()) {
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }

    private static String sent(TlsSession session) {
        return session.chain().stream()
                .map(certificate -> certificate.subject() + " by " + certificate.issuer())
                .collect(Collectors.joining("; ", "sent ", ""));
    }

    private static String way(ChainFacts path) {
        var from = path.fetched().stream()
                .filter(fetch -> fetch.detail().isEmpty())
                .map(ChainFacts.IssuerFetch::url)
                .toList();
        return "leads to " + path.path().getLast() + " only with what "
                + (from.isEmpty() ? "others send" : String.join(" and ", from) + " gave");
    }
}
