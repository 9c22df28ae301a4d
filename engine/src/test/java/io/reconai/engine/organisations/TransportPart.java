package io.reconai.engine.organisations;

import io.reconai.engine.asset.CertificateExtensions;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.KeyFacts;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.StapledStatus;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// TLS on port 443: the certificate (RFC 5280, CA/B Baseline Requirements) and what is spoken.
final class TransportPart {

    private static final String PUBLIC_ROOT = "CN=ISRG Root X1,O=Internet Security Research Group,C=US";
    private static final String PRIVATE_ROOT = "CN=Our own root";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

    /// Days from now to its beginning and its end, what follows for public authorities, and what follows anyhow.
    private static final List<Choice> VALIDITIES = Choice.table("tls.cert.", """
        -30 60     |                           |
        -20 27     |                           |
        -26 21     |                           |
        -100 99    |                           |
        -100 100   | tls.cert.too-long         |
        -200 180   | tls.cert.too-long         |
        -300 97    | tls.cert.long-for-profile |
        -300 98    | tls.cert.too-long         |
        -60 -1     |                           | expired
        5 95       |                           | not-yet-valid
        -70 20     |                           | expiring
        -68 22     |                           |
        -85 5      |                           | expiring
        -3 3       |                           |
        -5 1       |                           | expiring
        """);

    private static final List<Choice> AUTHORITIES = Choice.table("tls.cert.", """
        public            |
        public            |
        public incomplete | chain-incomplete
        public disordered | chain-disorder
        public root-sent  | chain-root-sent
        private           |
        private root-sent | chain-root-sent
        untrusted         | untrusted
        self-signed       | self-signed
        """);

    /// The names beside its own; the first is for a certificate of somebody else.
    private static final List<Choice> NAMES = Choice.table("tls.cert.", """
        other www.elsewhere.example | host-mismatch
                                    |
        *.DOMAIN                    |
        203.0.113.7                 |
        nas.local                   | internal-names
        mail01                      | internal-names
        10.0.0.7                    | internal-names
        *.co.uk                     | wildcard
        corp.elsewhere.example.org  |
        """);

    private static final List<Choice> KEYS = Choice.table("tls.cert.", """
        EC 256  | secp256r1 | |
        EC 384  | secp384r1 | |
        RSA 2048 |          | |
        RSA 4096 |          | |
        RSA 1024 |          | SHORT         | weak-key
        RSA 2048 |          | ROCA          | weak-key
        RSA 2048 |          | SMALL_FACTOR  | weak-key
        RSA 16384 |         | OVERSIZE      | weak-key
        EC 224  | secp224r1 | UNUSUAL_CURVE | weak-key
        DSA 2048 |          | DSA           | weak-key
        """);

    private static final List<Choice> SIGNATURES = Choice.table("tls.cert.", """
        SHA256withRSA   |
        SHA384withECDSA |
        SHA1withRSA     | weak-signature
        MD5withRSA      | weak-signature
        """);

    /// The staple and what the certificate says of staples.
    private static final List<Choice> STAPLES = Choice.table("tls.cert.", """
        ABSENT     |                       |
        ABSENT     | responder             |
        ABSENT     | responder must-staple | must-staple-unmet
        GOOD       | responder             |
        GOOD       | responder must-staple |
        UNVERIFIED | responder             |
        REVOKED    | responder             | revoked
        BAD        | responder             | staple-bad
        UNKNOWN    | responder             | staple-bad
        BAD        |                       |
        """);

    private TransportPart() {}

    /// Adds a handshake; the answer says whether a browser would go on without a warning.
    static boolean add(HostDraft host, RandomGenerator dice) {
        var validity = chosen(host, "validity", VALIDITIES, dice);
        var authority = chosen(host, "authority", AUTHORITIES, dice);
        var names = chosen(host, "names", NAMES, dice);
        var key = chosen(host, "key", KEYS, dice);
        var isPublic = authority.first().startsWith("public");
        var isSelfSigned = authority.first().equals("self-signed");
        var signature = isSelfSigned ? SIGNATURES.getFirst() : chosen(host, "signature", SIGNATURES, dice);
        var isTrusted = isPublic || authority.first().startsWith("private");
        var staple = isTrusted ? chosen(host, "staple", STAPLES, dice) : STAPLES.getFirst();
        var usages = dice.nextInt(4) == 0 ? List.of(CLIENT) : List.of(SERVER, CLIENT);
        var timestamps = dice.nextInt(3) == 0 ? 0 : 2;
        var inHello = Presence.values()[dice.nextInt(3)];
        host.chose("extensions", usages + ", SCTs " + timestamps + ", in the hello " + inHello);
        if (isPublic) {
            host.expect(Choice.words(validity.second()));
            if (!usages.contains(SERVER)) {
                host.expect("tls.cert.eku-missing");
            }
            if (timestamps == 0 && inHello == Presence.NO && staple.first().equals("ABSENT")) {
                host.expect("tls.cert.no-sct");
            }
        }
        if (isPublic && host.refusesLetsEncrypt() && names(host, names).contains(host.name())) {
            host.expect("dns.caa.issuer-not-listed");
        }
        var days = Choice.words(validity.first());
        var root = isPublic ? PUBLIC_ROOT : PRIVATE_ROOT;
        var extensions = new CertificateExtensions(
                false,
                usages,
                timestamps,
                false,
                staple.second().contains("must-staple"),
                staple.second().contains("responder") ? List.of("http://ocsp.ca.example/") : List.of(),
                List.of(),
                List.of(),
                "aa");
        var leaf = certificate(
                "CN=" + host.name(),
                isSelfSigned ? "CN=" + host.name() : root,
                after(days.getFirst()),
                after(days.getLast()),
                names(host, names),
                key,
                signature.first(),
                extensions);
        var chain = new ArrayList<>(List.of(leaf));
        if (authority.first().contains("root-sent")) {
            // A root's own signature is nobody's matter.
            chain.add(certificate(
                    root, root, after("-4000"), after("4000"), List.of(), KEYS.getFirst(), "SHA1withRSA", null));
        }
        var matches = !names.first().startsWith("other ");
        var session = new TlsSession(
                "TLSv1.3",
                "TLS_AES_128_GCM_SHA256",
                "",
                chain,
                isTrusted ? ChainTrust.TRUSTED : isSelfSigned ? ChainTrust.SELF_SIGNED : ChainTrust.UNTRUSTED,
                matches,
                "Mozilla",
                path(host, authority.first(), root, isTrusted),
                staple(staple.first()));
        host.tls(new TlsObservation(
                HostDraft.ADDRESS,
                443,
                host.name(),
                ExchangeOutcome.ANSWERED,
                "",
                session,
                HostDraft.NOW,
                1,
                ProtocolPart.support(host, inHello, dice)));
        host.port(new PortObservation(HostDraft.ADDRESS, 443, PortState.OPEN, "accepted", "http", "", 1, identity()));
        var isInTime = !validity.checks().contains("tls.cert.expired")
                && !validity.checks().contains("tls.cert.not-yet-valid");
        return isTrusted && matches && isInTime;
    }

    private static ServiceIdentity identity() {
        return new ServiceIdentity(
                ServiceIdentity.Transport.TLS, "", "", "", Confidence.CERTAIN, ServiceIdentity.Access.UNKNOWN, "");
    }

    private static Choice chosen(HostDraft host, String part, List<Choice> table, RandomGenerator dice) {
        // Most parts of most hosts are in order, so that faults do not hide each other.
        var choice = dice.nextInt(3) == 0 ? Choice.pick(table, dice) : table.get(part.equals("names") ? 1 : 0);
        host.chose(part, choice);
        return choice;
    }

    private static Instant after(String days) {
        return HostDraft.NOW.plus(Duration.ofDays(Long.parseLong(days)));
    }

    private static List<String> names(HostDraft host, Choice choice) {
        if (choice.first().startsWith("other ")) {
            return List.of(choice.first().substring("other ".length()));
        }
        var names = new ArrayList<>(List.of(host.name()));
        Choice.words(choice.first())
                .forEach(name -> names.add(name.replace("DOMAIN", host.domain().value())));
        return names;
    }

    private static ChainFacts path(HostDraft host, String authority, String root, boolean leadsToRoot) {
        var fetched = authority.contains("incomplete")
                ? List.of(new ChainFacts.IssuerFetch("http://ca.example/ca.der", ""))
                : List.<ChainFacts.IssuerFetch>of();
        return new ChainFacts(
                leadsToRoot && fetched.isEmpty(),
                !authority.contains("disordered"),
                authority.contains("root-sent"),
                leadsToRoot ? List.of("CN=" + host.name(), root) : List.of(),
                fetched);
    }

    private static StapledStatus staple(String status) {
        var parsed = StapledStatus.Status.valueOf(status);
        if (parsed == StapledStatus.Status.ABSENT) {
            return StapledStatus.absent();
        }
        var revokedAt = parsed == StapledStatus.Status.REVOKED ? after("-2") : null;
        return new StapledStatus(parsed, HostDraft.NOW, after("3"), revokedAt, "issuer", "as said");
    }

    private static CertificateFacts certificate(
            String subject,
            String issuer,
            Instant from,
            Instant to,
            List<String> names,
            Choice key,
            String signature,
            @Nullable CertificateExtensions extensions) {
        var algorithm = Choice.words(key.first());
        var flaws =
                Choice.words(key.third()).stream().map(KeyFacts.Flaw::valueOf).toList();
        return new CertificateFacts(
                subject,
                issuer,
                "1",
                from,
                to,
                names,
                names.size(),
                algorithm.getFirst(),
                Integer.parseInt(algorithm.getLast()),
                signature,
                subject.equals(issuer),
                "0123",
                extensions,
                new KeyFacts(key.second(), algorithm.getFirst().equals("RSA") ? 17 : 0, flaws));
    }
}
