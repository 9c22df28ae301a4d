package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.TlsFeatures;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.detectors.TlsFacts.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a server's hellos answer or leave out: in TLS 1.2 and older repairs of old holes, and compression; in TLS 1.3 a
/// key exchange with ML-KEM (Mozilla 6.0), a mere fact while few have it.
///
/// A feature is missing where it was offered and never answered; in TLS 1.3 the others are gone or built in. The
/// fallback signal (RFC 7507) is needed only by servers without TLS 1.3, whose marks protect the others (RFC 8446
/// §4.1.3). Heartbeat is only offered, and nothing is ever sent. Mail servers take what they get (RFC 7435).
final class TlsFeatureDetector implements Detector {

    private static final Check RENEGOTIATION = new Check(
            "tls.renegotiation.insecure",
            "TLS",
            MEDIUM,
            "Secure renegotiation is not supported",
            "Somebody in between can put words before what a visitor sends.",
            "Use a TLS library with RFC 5746; all since 2010 have it",
            List.of("RFC 5746", "CVE-2009-3555"));

    private static final Check COMPRESSION = new Check(
            "tls.compression",
            "TLS",
            MEDIUM,
            "TLS compression is switched on",
            "The length of what is sent gives cookies away (CRIME).",
            "Switch TLS compression off",
            List.of("RFC 9325 §3.3", "CVE-2012-4929"));

    private static final Check FALLBACK = new Check(
            "tls.fallback-scsv-missing",
            "TLS",
            LOW,
            "Nothing protects against a fallback to older versions",
            "Somebody in between can make clients that try again use the oldest version that both sides have.",
            "Switch the older versions off, or TLS 1.3 on",
            List.of("RFC 7507", "RFC 8446 §4.1.3"));

    private static final Check MASTER_SECRET = new Check(
            "tls.ems.missing",
            "TLS",
            INFO,
            "The extended master secret is not supported",
            "Two connections can be made to share their keys, which breaks what is bound to one of them.",
            "Use a TLS library with RFC 7627",
            List.of("RFC 7627"));

    private static final Check HEARTBEAT = new Check(
            "tls.heartbeat.offered",
            "TLS",
            INFO,
            "The heartbeat extension is offered",
            "Nobody needs it over TCP, and libraries with it had a hole that gave memory away (Heartbleed).",
            "Switch the extension off",
            List.of("RFC 6520"));

    private static final Check HYBRID = new Check(
            "tls.pq.missing",
            "TLS",
            INFO,
            "No key exchange withstands a quantum computer",
            "Who records the traffic today can read it once such a computer exists.",
            "Switch X25519MLKEM768 on; OpenSSL has it since 3.5",
            List.of("Mozilla Server Side TLS 6.0", "RFC 9325"));

    /// Groups that join a classical exchange with ML-KEM, such as X25519MLKEM768.
    private static final String QUANTUM_SAFE = "MLKEM";

    @Override
    public String id() {
        return "tls_feature_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(RENEGOTIATION, COMPRESSION, FALLBACK, MASTER_SECRET, HEARTBEAT, HYBRID);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return TlsFacts.judgeSupport(evidence, (fact, support) -> judge(evidence, fact, support));
    }

    private List<Finding> judge(Evidence evidence, Fact fact, TlsSupport support) {
        var features = support.features();
        var findings = new ArrayList<Finding>();
        if (features.secureRenegotiation() == Presence.NO) {
            findings.add(
                    found(RENEGOTIATION, evidence, fact, "secure_renegotiation", "renegotiation_info is not answered"));
        }
        if (features.compression() == Presence.YES) {
            findings.add(found(COMPRESSION, evidence, fact, "compression", "DEFLATE is picked"));
        }
        if (lacksFallbackSignal(features, support)) {
            findings.add(found(
                    FALLBACK, evidence, fact, "fallback_scsv", "a lower version with the fallback signal is accepted"));
        }
        if (features.extendedMasterSecret() == Presence.NO) {
            findings.add(found(
                    MASTER_SECRET, evidence, fact, "extended_master_secret", "extended_master_secret is not answered"));
        }
        if (features.heartbeat() == Presence.YES) {
            findings.add(found(HEARTBEAT, evidence, fact, "heartbeat", "the extension is answered"));
        }
        classicalOnly(support)
                .ifPresent(protocol -> findings.add(fact.inMailAtMost(
                        INFO,
                        Finding.of(
                                HYBRID,
                                id(),
                                evidence,
                                fact.location(),
                                fact.proof(
                                        "/support/protocols/"
                                                + support.protocols().indexOf(protocol) + "/groups",
                                        "offered all, accepted " + String.join(", ", protocol.groups()))))));
        return findings;
    }

    /// TLS 1.3, where every group was offered and none of those is picked; older versions lack them all, which
    /// is said of the versions.
    private static Optional<ProtocolSupport> classicalOnly(TlsSupport support) {
        return support.protocol(TlsVersion.TLS_1_3)
                .filter(newest -> newest.answer() == Answer.ACCEPTED
                        && newest.allGroups()
                        && !newest.groups().isEmpty()
                        && !isQuantumSafe(newest.groups()));
    }

    private static boolean isQuantumSafe(List<String> groups) {
        for (var group : groups) {
            if (group.contains(QUANTUM_SAFE)) {
                return true;
            }
        }
        return false;
    }

    private Finding found(Check check, Evidence evidence, Fact fact, String field, String excerpt) {
        var proof = fact.proof("/support/features/" + field, excerpt);
        return fact.inMailAtMost(INFO, Finding.of(check, id(), evidence, fact.location(), proof));
    }

    private static boolean lacksFallbackSignal(TlsFeatures features, TlsSupport support) {
        return features.fallbackScsv() == Presence.NO
                && support.protocol(TlsVersion.TLS_1_3)
                        .filter(newest -> newest.answer() == Answer.REFUSED)
                        .isPresent();
    }
}
