package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.detectors.TlsFacts.Fact;
import java.util.ArrayList;
import java.util.List;

/// Versions of TLS that a server should not speak any more, and one that it should (RFC 8996, RFC 7568, RFC 6176).
///
/// A version is spoken when its ServerHello came. TLS 1.0 and 1.1 together are one finding, since one setting ends
/// both. TLS 1.3 is missed only where it was refused, TLS 1.2 is spoken, and the server's own random does not say that
/// it can do more (RFC 8446 §4.1.3): that mark means TLS 1.3 only while nothing below TLS 1.2 is spoken, whose answers
/// are marked too. Mail servers take what they get, and an old version is better than none there (RFC 7435).
final class TlsVersionDetector implements Detector {

    private static final Check SSL_2 = new Check(
            "tls.protocol.sslv2",
            "TLS",
            CRITICAL,
            "SSLv2 is spoken",
            "It can be broken in a minute, and other servers with the same key with it (DROWN).",
            "Switch SSLv2 off",
            List.of("RFC 6176", "CVE-2016-0800"));

    private static final Check SSL_3 = new Check(
            "tls.protocol.sslv3",
            "TLS",
            HIGH,
            "SSLv3 is spoken",
            "Somebody in between can make browsers use it and read cookies then (POODLE).",
            "Switch SSLv3 off",
            List.of("RFC 7568", "CVE-2014-3566"));

    private static final Check TLS_1_0 = outdated("tls10", "TLS 1.0 is spoken");
    private static final Check TLS_1_1 = outdated("tls11", "TLS 1.1 is spoken");

    private static final Check NO_TLS_1_3 = new Check(
            "tls.protocol.tls13-missing",
            "TLS",
            LOW,
            "TLS 1.3 is not spoken",
            "It is faster, hides the certificate from those who listen, and leaves no weak suite to choose.",
            "Switch TLS 1.3 on, beside TLS 1.2",
            List.of("RFC 9325 §3.1.1", "Mozilla Server Side TLS 6.0"));

    private static Check outdated(String name, String title) {
        return new Check(
                "tls.protocol." + name,
                "TLS",
                MEDIUM,
                title,
                "It rests on MD5 and SHA-1, its ciphers have known holes, and no browser has used it since 2020.",
                "Speak TLS 1.2 and 1.3 only",
                List.of("RFC 8996", "NIST SP 800-52r2"));
    }

    @Override
    public String id() {
        return "tls_version_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(SSL_2, SSL_3, TLS_1_0, TLS_1_1, NO_TLS_1_3);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return TlsFacts.judgeSupport(evidence, (fact, support) -> judge(evidence, fact, support));
    }

    private List<Finding> judge(Evidence evidence, Fact fact, TlsSupport support) {
        var findings = new ArrayList<Finding>();
        var hasTls10 = support.accepts(TlsVersion.TLS_1_0);
        for (var at = 0; at < support.protocols().size(); at++) {
            var protocol = support.protocols().get(at);
            if (protocol.answer() == Answer.ACCEPTED) {
                switch (protocol.version()) {
                    case SSL_2 -> findings.add(found(SSL_2, evidence, fact, at, said(protocol), LOW));
                    case SSL_3 -> findings.add(found(SSL_3, evidence, fact, at, said(protocol), LOW));
                    case TLS_1_0 -> findings.add(found(TLS_1_0, evidence, fact, at, old(support), INFO));
                    case TLS_1_1 -> {
                        if (!hasTls10) {
                            findings.add(found(TLS_1_1, evidence, fact, at, said(protocol), INFO));
                        }
                    }
                    case TLS_1_2, TLS_1_3 -> {}
                }
            } else if (protocol.version() == TlsVersion.TLS_1_3 && isMissed(protocol, support)) {
                findings.add(found(NO_TLS_1_3, evidence, fact, at, said(protocol), INFO));
            }
        }
        return findings;
    }

    private Finding found(Check check, Evidence evidence, Fact fact, int at, String excerpt, Severity inMail) {
        var proof = fact.proof("/support/protocols/" + at + "/answer", excerpt);
        return fact.inMailAtMost(inMail, Finding.of(check, id(), evidence, fact.location(), proof));
    }

    private static boolean isMissed(ProtocolSupport newest, TlsSupport support) {
        var isMarkOfTls13 = support.features().downgradeMark() == Presence.YES
                && !support.accepts(TlsVersion.TLS_1_0)
                && !support.accepts(TlsVersion.TLS_1_1);
        return newest.answer() == Answer.REFUSED && support.accepts(TlsVersion.TLS_1_2) && !isMarkOfTls13;
    }

    private static String old(TlsSupport support) {
        return support.accepts(TlsVersion.TLS_1_1) ? "TLSv1 and TLSv1.1 accepted" : "TLSv1 accepted";
    }

    private static String said(ProtocolSupport protocol) {
        var detail = protocol.detail().isEmpty() ? "" : ", " + protocol.detail();
        return protocol.version().label() + (protocol.answer() == Answer.ACCEPTED ? " accepted" : " refused") + detail;
    }
}
