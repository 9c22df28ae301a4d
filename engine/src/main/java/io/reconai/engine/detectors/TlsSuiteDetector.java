package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.ProtocolSupport.Order;
import io.reconai.engine.asset.ProtocolSupport.Reading;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.detectors.TlsFacts.Fact;
import io.reconai.engine.tls.SuiteClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Cipher suites that a server should not accept, or has too few of, and how it chooses among them (RFC 9325 §4).
///
/// A suite is accepted when a server picked it. "None of a kind" is said only where the list is known to be whole: both
/// TLS 1.2 and 1.3 answered, and every suite of each accepted version was offered. That the client's order rules is no
/// fault alone, and one where a weak suite is accepted too. Mail servers take what they get, and a weak suite is better
/// than none there (RFC 7435); without a name to check nobody authenticates them anyway, which is why they accept
/// anonymous ones.
final class TlsSuiteDetector implements Detector {

    private static final int MOST_LISTED = 6;
    private static final int LEAST_DH_BITS = 2_048;
    private static final int BROKEN_DH_BITS = 1_024;

    private static final Check CBC_ONLY = check(
            "cipher.cbc-only",
            MEDIUM,
            "No suite with authenticated encryption is accepted",
            "The older way of encrypting was broken again and again by those who can change what is sent.",
            "Accept suites with GCM or ChaCha20-Poly1305",
            "RFC 9325 §4.2");

    private static final Check NO_FORWARD_SECRECY = check(
            "cipher.no-forward-secrecy",
            MEDIUM,
            "No suite with forward secrecy is accepted",
            "Whoever records the traffic and gets the server's key later can read all of it.",
            "Accept suites with ECDHE",
            "RFC 9325 §4.2");

    private static final Check WEAK_DH = check(
            "dh.weak",
            MEDIUM,
            "The Diffie-Hellman parameters are weak",
            "Those with large means can read what was recorded; below 1,024 bits everybody can (Logjam).",
            "Use ECDHE, or parameters of 2,048 bits or more",
            "RFC 9325 §4.4");

    private static final Check CLIENT_ORDER = check(
            "preference.client",
            LOW,
            "The client chooses the suite, and weak ones are accepted",
            "An old or misled client gets a weak suite although both sides have a better one.",
            "Accept no weak suite, or let the server's order rule",
            "Mozilla Server Side TLS 6.0");

    private static final Map<SuiteClass, Check> UNWANTED = unwanted();

    private static Map<SuiteClass, Check> unwanted() {
        var checks = new LinkedHashMap<SuiteClass, Check>();
        checks.put(
                SuiteClass.NULL,
                check(
                        "cipher.null",
                        CRITICAL,
                        "Suites without encryption are accepted",
                        "Everybody in between reads along.",
                        "Accept no NULL suite",
                        "RFC 9325 §4.1"));
        checks.put(
                SuiteClass.ANON,
                check(
                        "cipher.anon",
                        CRITICAL,
                        "Suites without authentication are accepted",
                        "Anybody in between can pass for the server.",
                        "Accept no anonymous suite",
                        "RFC 9325 §4.1"));
        checks.put(
                SuiteClass.EXPORT,
                check(
                        "cipher.export",
                        CRITICAL,
                        "Export suites are accepted",
                        "Their keys were made short by law and are broken in hours (FREAK).",
                        "Accept no export suite",
                        "RFC 9325 §4.1",
                        "CVE-2015-0204"));
        checks.put(
                SuiteClass.RC4,
                check(
                        "cipher.rc4",
                        HIGH,
                        "RC4 is accepted",
                        "What is sent again and again, such as cookies, can be recovered.",
                        "Accept no RC4 suite",
                        "RFC 7465"));
        checks.put(
                SuiteClass.DES,
                check(
                        "cipher.des",
                        HIGH,
                        "DES is accepted",
                        "Its key of 56 bits is found by trying them all.",
                        "Accept no DES suite",
                        "RFC 9325 §4.1"));
        checks.put(
                SuiteClass.TRIPLE_DES,
                check(
                        "cipher.3des",
                        MEDIUM,
                        "3DES is accepted",
                        "In long connections its short blocks repeat and give cookies away (Sweet32).",
                        "Accept no 3DES suite",
                        "RFC 9325 §4.1",
                        "CVE-2016-2183"));
        checks.put(
                SuiteClass.STATIC_RSA,
                check(
                        "cipher.static-rsa",
                        LOW,
                        "Key exchange by static RSA is accepted",
                        "Such connections can be read later by whoever gets the server's key.",
                        "Accept suites with ECDHE only",
                        "RFC 9325 §4.1"));
        return checks;
    }

    private static Check check(
            String name, Severity severity, String title, String why, String remediation, String... references) {
        return new Check("tls." + name, "TLS", severity, title, why, remediation, List.of(references));
    }

    @Override
    public String id() {
        return "tls_suite_detector";
    }

    @Override
    public List<Check> checks() {
        return Stream.concat(UNWANTED.values().stream(), Stream.of(CBC_ONLY, NO_FORWARD_SECRECY, WEAK_DH, CLIENT_ORDER))
                .toList();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return TlsFacts.judgeSupport(evidence, (fact, support) -> judge(evidence, fact, support));
    }

    private List<Finding> judge(Evidence evidence, Fact fact, TlsSupport support) {
        var findings = new ArrayList<Finding>();
        for (var unwanted : UNWANTED.entrySet()) {
            var one = unwanted.getKey();
            first(support, protocol -> accepts(protocol, one))
                    .ifPresent(at -> findings.add(
                            found(unwanted.getValue(), evidence, fact, at, "suites", accepted(support, one))));
        }
        missing(SuiteClass.AEAD, CBC_ONLY, evidence, fact, support).ifPresent(findings::add);
        missing(SuiteClass.FORWARD_SECRET, NO_FORWARD_SECRECY, evidence, fact, support)
                .ifPresent(findings::add);
        weakDh(evidence, fact, support).ifPresent(findings::add);
        first(support, TlsSuiteDetector::leavesWeakOnesToTheClient).ifPresent(at -> {
            var weak = support.protocols().get(at).suites().stream()
                    .filter(TlsSuiteDetector::isWeak)
                    .limit(MOST_LISTED)
                    .toList();
            findings.add(found(
                    CLIENT_ORDER,
                    evidence,
                    fact,
                    at,
                    "order",
                    "the client's order rules, and these are accepted: " + String.join(" ", weak)));
        });
        findings.replaceAll(finding -> inMail(fact, finding));
        return findings;
    }

    private Finding found(Check check, Evidence evidence, Fact fact, int protocol, String field, String excerpt) {
        var proof = fact.proof("/support/protocols/" + protocol + "/" + field, excerpt);
        return Finding.of(check, id(), evidence, fact.location(), proof);
    }

    private static Finding inMail(Fact fact, Finding finding) {
        return fact.inMailAtMost(
                finding.severity().compareTo(HIGH) >= 0 && !isAnonymous(finding) ? LOW : INFO, finding);
    }

    private static boolean isAnonymous(Finding finding) {
        return finding.checkId().endsWith(".anon");
    }

    private Optional<Finding> missing(SuiteClass one, Check check, Evidence evidence, Fact fact, TlsSupport support) {
        var spoken = new ArrayList<ProtocolSupport>(4);
        for (var protocol : support.protocols()) {
            if (protocol.answer() == Answer.ACCEPTED && protocol.version() != TlsVersion.SSL_2) {
                if (protocol.reading() == Reading.SOME || accepts(protocol, one)) {
                    return Optional.empty();
                }
                spoken.add(protocol);
            }
        }
        if (spoken.isEmpty() || !isKnown(support)) {
            return Optional.empty();
        }
        return first(support, protocol -> protocol.equals(spoken.getLast()))
                .map(at -> found(
                        check,
                        evidence,
                        fact,
                        at,
                        "suites",
                        "all that are accepted: "
                                + listed(spoken.stream().flatMap(protocol -> protocol.suites().stream()))));
    }

    private Optional<Finding> weakDh(Evidence evidence, Fact fact, TlsSupport support) {
        var smallest = LEAST_DH_BITS;
        for (var protocol : support.protocols()) {
            for (var bits : protocol.dhBits()) {
                smallest = Math.min(smallest, bits);
            }
        }
        if (smallest == LEAST_DH_BITS) {
            return Optional.empty();
        }
        var bits = smallest;
        return first(support, protocol -> protocol.dhBits().contains(bits))
                .map(at -> found(WEAK_DH, evidence, fact, at, "dh_bits", "a modulus of " + bits + " bits")
                        .withSeverity(bits < BROKEN_DH_BITS ? HIGH : MEDIUM));
    }

    /// Whether the two versions that a server may still speak were both answered.
    private static boolean isKnown(TlsSupport support) {
        return isKnown(support, TlsVersion.TLS_1_2) && isKnown(support, TlsVersion.TLS_1_3);
    }

    private static boolean isKnown(TlsSupport support, TlsVersion version) {
        return support.protocol(version)
                .filter(one -> one.answer() == Answer.ACCEPTED || one.answer() == Answer.REFUSED)
                .isPresent();
    }

    private static boolean leavesWeakOnesToTheClient(ProtocolSupport protocol) {
        return protocol.order() == Order.CLIENT && protocol.suites().stream().anyMatch(TlsSuiteDetector::isWeak);
    }

    /// The place of the first version of which something holds.
    private static Optional<Integer> first(TlsSupport support, Predicate<ProtocolSupport> holds) {
        for (var at = 0; at < support.protocols().size(); at++) {
            if (holds.test(support.protocols().get(at))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static String accepted(TlsSupport support, SuiteClass one) {
        return listed(support.protocols().stream()
                .flatMap(protocol -> protocol.suites().stream())
                .filter(one::holds));
    }

    private static String listed(Stream<String> suites) {
        return String.join(" ", suites.distinct().limit(MOST_LISTED).toList());
    }

    private static boolean accepts(ProtocolSupport protocol, SuiteClass one) {
        for (var suite : protocol.suites()) {
            if (one.holds(suite)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWeak(String suite) {
        return SuiteClass.of(suite).stream().anyMatch(SuiteClass::isWeak);
    }
}
