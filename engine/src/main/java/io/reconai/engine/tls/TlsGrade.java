package io.reconai.engine.tls;

import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.KeyFacts;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.StapledStatus;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One letter for what a TLS server speaks, by the rule `grade-1`: the worst that applies wins.
///
/// - **F**: SSLv2; a suite that does not encrypt, does not authenticate or is for export; a certificate that has
///   expired, is not valid yet, is revoked by its stapled response, not trusted, signed by itself (on a port for
///   browsers), for another name, signed with MD5, or has an RSA key below 1,024 bits.
/// - **C** at best: SSLv3; RC4 or DES; an RSA key below 2,048 bits, a DSA key or another weak one; a SHA-1
///   signature; DHE below 1,024 bits; neither TLS 1.2 nor 1.3; compression.
/// - **B** at best: TLS 1.0 or 1.1; 3DES; no forward secrecy; no authenticated encryption; DHE below 2,048 bits;
///   insecure renegotiation; a chain that leads to a root only with what the server did not send.
/// - **A-** at best: no TLS 1.3; static RSA accepted; a stapled response that was promised and did not come.
/// - **A+**: nothing of these, HSTS of 180 days or more on the same name, and one of Mozilla's profiles met.
/// - **A** otherwise.
///
/// There is no grade without a complete handshake and an answer to both TLS 1.2 and 1.3; and none for a self-signed
/// certificate on a port that is not for browsers. A rule that needs the whole list of suites (such as "no forward
/// secrecy") applies only where the list is known to be whole. Time is the observation's. A pure function.
///
/// @param letter empty when there is no grade
/// @param withoutTrust the same without the certificate's trust, name and dates, since private authorities are legal
/// @param reasons of everything below A, the worst first
public record TlsGrade(
        Optional<Letter> letter, Optional<Letter> withoutTrust, TlsProfile.Verdict profile, List<String> reasons) {

    /// Best first.
    public enum Letter {
        A_PLUS("A+"),
        A("A"),
        A_MINUS("A-"),
        B("B"),
        C("C"),
        F("F");

        private final String text;

        Letter(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// The version of the rule.
    public static final String RULE = "grade-1";

    private static final Duration LEAST_HSTS = Duration.ofDays(180);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /// Judged by the key's size and kind, or weak only by the rules of public authorities.
    private static final Set<KeyFacts.Flaw> ELSEWHERE =
            Set.of(KeyFacts.Flaw.SHORT, KeyFacts.Flaw.DSA, KeyFacts.Flaw.UNUSUAL_CURVE);

    private record Cap(Letter best, String reason, boolean isTrust) {}

    public TlsGrade {
        reasons = List.copyOf(reasons);
    }

    /// Grades one observation.
    ///
    /// @param hsts how long HSTS is set for the same name; empty when it is not
    /// @param isForBrowsers false for ports such as 25, where nobody checks
    public static TlsGrade of(TlsObservation seen, Optional<Duration> hsts, boolean isForBrowsers) {
        var session = seen.completed().filter(one -> !one.chain().isEmpty());
        var support = seen.surveyed().filter(TlsGrade::isGradable);
        if (session.isEmpty() || support.isEmpty()) {
            return none("what it speaks or its certificate is not known");
        }
        if (session.get().trust() == ChainTrust.SELF_SIGNED && !isForBrowsers) {
            return none("self-signed on a port that browsers do not visit");
        }
        var caps = new ArrayList<Cap>();
        certificate(seen, session.get(), caps);
        protocols(support.get(), caps);
        suites(support.get(), caps);
        var profile = TlsProfile.of(support.get(), session.get().chain().getFirst());
        var isBest = profile.met().isPresent()
                && hsts.filter(age -> age.compareTo(LEAST_HSTS) >= 0).isPresent();
        caps.sort(Comparator.comparing(Cap::best).reversed());
        return new TlsGrade(
                Optional.of(worst(caps, isBest)),
                Optional.of(worst(caps.stream().filter(cap -> !cap.isTrust).toList(), isBest)),
                profile,
                caps.stream().map(cap -> cap.best + ": " + cap.reason).toList());
    }

    private static TlsGrade none(String reason) {
        return new TlsGrade(
                Optional.empty(), Optional.empty(), new TlsProfile.Verdict(Optional.empty(), reason), List.of(reason));
    }

    private static boolean isGradable(TlsSupport support) {
        return List.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3).stream().allMatch(version -> support.protocol(version)
                .filter(one -> one.answer() == Answer.ACCEPTED || one.answer() == Answer.REFUSED)
                .isPresent());
    }

    private static Letter worst(List<Cap> caps, boolean isBest) {
        return caps.stream().map(Cap::best).max(Comparator.naturalOrder()).orElse(isBest ? Letter.A_PLUS : Letter.A);
    }

    private static void certificate(TlsObservation seen, TlsSession session, List<Cap> caps) {
        var leaf = session.chain().getFirst();
        trust(seen.at().isAfter(leaf.notAfter().plus(TOLERANCE)), "expired", caps);
        trust(seen.at().isBefore(leaf.notBefore().minus(TOLERANCE)), "not valid yet", caps);
        trust(session.trust() == ChainTrust.UNTRUSTED, "not trusted", caps);
        trust(session.trust() == ChainTrust.SELF_SIGNED, "self-signed", caps);
        trust(!session.nameMatches(), "for another name", caps);
        var staple = session.stapled();
        trust(staple.equals(Optional.of(StapledStatus.Status.REVOKED)), "revoked", caps);
        var isUnmet = leaf.extensions() != null
                && leaf.extensions().mustStaple()
                && staple.equals(Optional.of(StapledStatus.Status.ABSENT));
        cap(isUnmet, Letter.A_MINUS, "the certificate promises a stapled response and none came", caps);
        cap(session.isIncomplete(), Letter.B, "the chain is incomplete", caps);
        for (var certificate : session.chain()) {
            if (certificate == leaf || !certificate.selfSigned()) {
                var hash = certificate.signatureAlgorithm().toUpperCase(Locale.ROOT);
                cap(hash.startsWith("MD5") || hash.startsWith("MD2"), Letter.F, "signed with " + hash, caps);
                cap(hash.startsWith("SHA1"), Letter.C, "signed with " + hash, caps);
            }
        }
        key(leaf, caps);
    }

    private static void key(CertificateFacts leaf, List<Cap> caps) {
        var isRsa = leaf.keyAlgorithm().startsWith("RSA");
        var what = leaf.keyAlgorithm() + " key of " + leaf.keyBits() + " bits";
        cap(isRsa && leaf.keyBits() < 1_024, Letter.F, what, caps);
        cap(isRsa && leaf.keyBits() < 2_048 || leaf.keyAlgorithm().equals("DSA"), Letter.C, what, caps);
        for (var flaw : leaf.keyFlaws()) {
            cap(!ELSEWHERE.contains(flaw), Letter.C, "weak key: " + flaw.name().toLowerCase(Locale.ROOT), caps);
        }
    }

    private static void protocols(TlsSupport support, List<Cap> caps) {
        cap(support.accepts(TlsVersion.SSL_2), Letter.F, "SSLv2", caps);
        cap(support.accepts(TlsVersion.SSL_3), Letter.C, "SSLv3", caps);
        var isModern = support.accepts(TlsVersion.TLS_1_3);
        cap(!support.accepts(TlsVersion.TLS_1_2) && !isModern, Letter.C, "neither TLS 1.2 nor 1.3", caps);
        cap(support.accepts(TlsVersion.TLS_1_0), Letter.B, "TLS 1.0", caps);
        cap(support.accepts(TlsVersion.TLS_1_1), Letter.B, "TLS 1.1", caps);
        cap(!isModern, Letter.A_MINUS, "no TLS 1.3", caps);
        cap(support.features().compression() == Presence.YES, Letter.C, "compression", caps);
        cap(support.features().secureRenegotiation() == Presence.NO, Letter.B, "insecure renegotiation", caps);
    }

    private static void suites(TlsSupport support, List<Cap> caps) {
        accepted(support, SuiteClass.NULL, Letter.F, "no encryption", caps);
        accepted(support, SuiteClass.ANON, Letter.F, "no authentication", caps);
        accepted(support, SuiteClass.EXPORT, Letter.F, "export suites", caps);
        accepted(support, SuiteClass.RC4, Letter.C, "RC4", caps);
        accepted(support, SuiteClass.DES, Letter.C, "DES", caps);
        accepted(support, SuiteClass.TRIPLE_DES, Letter.B, "3DES", caps);
        accepted(support, SuiteClass.STATIC_RSA, Letter.A_MINUS, "static RSA", caps);
        cap(isMissing(support, SuiteClass.FORWARD_SECRET), Letter.B, "no forward secrecy", caps);
        cap(isMissing(support, SuiteClass.AEAD), Letter.B, "no authenticated encryption", caps);
        var smallest = support.protocols().stream()
                .flatMap(one -> one.dhBits().stream())
                .mapToInt(Integer::intValue)
                .min();
        cap(smallest.orElse(2_048) < 1_024, Letter.C, "DHE of " + smallest.orElse(0) + " bits", caps);
        cap(smallest.orElse(2_048) < 2_048, Letter.B, "DHE of " + smallest.orElse(0) + " bits", caps);
    }

    private static void accepted(TlsSupport support, SuiteClass one, Letter best, String reason, List<Cap> caps) {
        var isAccepted = support.protocols().stream()
                .flatMap(protocol -> protocol.suites().stream())
                .anyMatch(suite -> SuiteClass.of(suite).contains(one));
        cap(isAccepted, best, reason, caps);
    }

    /// Every accepted version is known to have none of the class.
    private static boolean isMissing(TlsSupport support, SuiteClass one) {
        var spoken = support.protocols().stream()
                .filter(protocol -> protocol.answer() == Answer.ACCEPTED)
                .filter(protocol -> protocol.version() != TlsVersion.SSL_2)
                .toList();
        return !spoken.isEmpty() && spoken.stream().allMatch(protocol -> isMissing(protocol, one));
    }

    private static boolean isMissing(ProtocolSupport protocol, SuiteClass one) {
        return protocol.reading() != ProtocolSupport.Reading.SOME
                && protocol.suites().stream()
                        .noneMatch(suite -> SuiteClass.of(suite).contains(one));
    }

    private static void trust(boolean applies, String reason, List<Cap> caps) {
        if (applies) {
            caps.add(new Cap(Letter.F, "the certificate is " + reason, true));
        }
    }

    private static void cap(boolean applies, Letter best, String reason, List<Cap> caps) {
        if (applies) {
            caps.add(new Cap(best, reason, false));
        }
    }
}
