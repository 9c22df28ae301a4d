package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Signatures of a zone that protect less than they could: old algorithms and digests, short keys, costly denials.
///
/// Judged only where the parent has a DS record, since without one nothing is protected anyway. Algorithms are those
/// that a DS leads to: a key of another one may be a roll-over under way. One DS with a newer digest is enough, as
/// validators take the strongest (RFC 4509 §3). Keys are RSA of RFC 3110; a revoked one (RFC 5011) signs nothing, and
/// a short key that only signs the zone is changed often, so that it is a mere fact (RFC 6781 §3.1). Algorithms and
/// digests: IANA's registries as RFC 9904 sets them up; iterations: RFC 9276.
final class DnssecStrengthDetector implements Detector {

    private static final Check ALGORITHM = check(
            "weak-algorithm",
            MEDIUM,
            "The zone is signed with an algorithm that is given up",
            "Validators begin to treat such zones as unsigned, and forgery becomes affordable.",
            "Roll over to algorithm 13 or 15",
            "RFC 9904");
    private static final Check KEY = check(
            "weak-key",
            LOW,
            "A key of the zone is short",
            "Whoever computes the private key forges answers that are taken for true.",
            "Roll over to RSA of 2,048 bits, or better to algorithm 13",
            "RFC 6781 §3.1");
    private static final Check DIGEST = check(
            "ds-sha1-only",
            LOW,
            "The parent vouches for the zone with SHA-1 alone",
            "Validators may no longer accept that digest, and then treat the zone as unsigned.",
            "Publish a DS record with digest type 2",
            "RFC 9904");
    private static final Check ITERATIONS = check(
            "nsec3-iterations",
            LOW,
            "Denials of the zone are hashed many times over",
            "It costs servers and validators work, protects nothing, and beyond a limit validators ignore signatures.",
            "Use no iterations and no salt",
            "RFC 9276 §3.1");

    private static final Set<Integer> GIVEN_UP = Set.of(1, 3, 5, 6, 7, 12);
    private static final Set<Integer> RSA = Set.of(1, 5, 7, 8, 10);
    private static final Set<Integer> OLD_DIGESTS = Set.of(0, 1, 3);

    private static final int ZONE_KEY = 0x100;
    private static final int REVOKED = 0x80;
    private static final int ENTRY_POINT = 0x01;

    private static final int LEAST_BITS = 1_024;
    private static final int GOOD_BITS = 2_048;

    /// RFC 9276 §3.2: above this, validators may treat the zone as unsigned.
    private static final int MOST_ITERATIONS = 100;

    private static Check check(
            String name, Severity severity, String title, String why, String remediation, String source) {
        return new Check(
                "dns.dnssec." + name,
                "DNS Misconfiguration",
                severity,
                title,
                why,
                remediation,
                List.of(source, "NIST SP 800-81"));
    }

    @Override
    public String id() {
        return "dns_dnssec_strength_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(ALGORITHM, KEY, DIGEST, ITERATIONS);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        var name = evidence.host().value();
        var delegation = DnsFacts.of(evidence, name, "DS").filter(DnsFacts.Fact::isPresent);
        if (delegation.isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        delegation(evidence, delegation.get(), findings);
        DnsFacts.of(evidence, name, "DNSKEY")
                .flatMap(keys -> weakest(evidence, keys))
                .ifPresent(findings::add);
        DnsFacts.of(evidence, name, "NSEC3PARAM")
                .flatMap(denials -> iterations(evidence, denials))
                .ifPresent(findings::add);
        return findings;
    }

    /// A DS record: key tag, algorithm, digest type, digest.
    private void delegation(Evidence evidence, DnsFacts.Fact delegation, List<Finding> into) {
        delegation.data().stream()
                .filter(record -> GIVEN_UP.contains(number(record, 1)))
                .findFirst()
                .ifPresent(record -> into.add(finding(ALGORITHM, evidence, delegation, record)));
        if (delegation.data().stream().allMatch(record -> OLD_DIGESTS.contains(number(record, 2)))) {
            into.add(finding(DIGEST, evidence, delegation, delegation.data().getFirst()));
        }
    }

    private Optional<Finding> weakest(Evidence evidence, DnsFacts.Fact keys) {
        return keys.data().stream()
                .flatMap(record -> severity(record).stream()
                        .map(severity -> finding(KEY, evidence, keys, record).withSeverity(severity)))
                .max((left, right) -> left.severity().compareTo(right.severity()));
    }

    /// How bad a DNSKEY record is: flags, protocol, algorithm, key.
    private static Optional<Severity> severity(String record) {
        var flags = number(record, 0);
        if ((flags & ZONE_KEY) == 0 || (flags & REVOKED) != 0 || !RSA.contains(number(record, 2))) {
            return Optional.empty();
        }
        var bits = rsaBits(record.substring(record.lastIndexOf(' ') + 1));
        if (bits.isEmpty() || bits.getAsInt() >= GOOD_BITS) {
            return Optional.empty();
        }
        return Optional.of(bits.getAsInt() < LEAST_BITS ? HIGH : (flags & ENTRY_POINT) != 0 ? LOW : INFO);
    }

    /// The length of the modulus (RFC 3110 §2): one octet says how long the exponent is, or none and two more do.
    static OptionalInt rsaBits(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException noKey) {
            return OptionalInt.empty();
        }
        if (key.length < 3) {
            return OptionalInt.empty();
        }
        var isLong = key[0] == 0;
        var exponent = isLong ? (key[1] & 0xff) << 8 | key[2] & 0xff : key[0] & 0xff;
        var modulus = (isLong ? 3 : 1) + exponent;
        return modulus >= key.length
                ? OptionalInt.empty()
                : OptionalInt.of(new BigInteger(1, Arrays.copyOfRange(key, modulus, key.length)).bitLength());
    }

    /// An NSEC3PARAM record: hash, flags, iterations, salt.
    private Optional<Finding> iterations(Evidence evidence, DnsFacts.Fact denials) {
        return denials.data().stream()
                .filter(record -> number(record, 2) > 0)
                .findFirst()
                .map(record -> finding(ITERATIONS, evidence, denials, record)
                        .withSeverity(number(record, 2) > MOST_ITERATIONS ? MEDIUM : LOW));
    }

    /// A number of a record's text; -1 where there is none.
    private static int number(String record, int place) {
        var words = record.split(" ");
        return place < words.length && words[place].matches("\\d{1,5}") ? Integer.parseInt(words[place]) : -1;
    }

    private Finding finding(Check check, Evidence evidence, DnsFacts.Fact fact, String record) {
        return Finding.of(check, id(), evidence, evidence.host().value(), fact.answer(record));
    }
}
