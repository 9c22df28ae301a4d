package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a signed zone's signatures and denials show: signatures that end before they are renewed, and a chain
/// of names that anybody can walk.
///
/// Of a zone that its parent vouches for, the signatures of SOA and DNSKEY as one of its servers has them.
/// Several signatures of one set are taken as one that lasts as long as the longest: a roll-over leaves old
/// ones behind. Those that are made for hours, as servers do that sign while they answer, end soon all the
/// time: hence a quarter of their life. A chain can be walked when the zone's first NSEC record leads to
/// another real name (RFC 4034 §4); a made-up one begins with an octet that no name has (RFC 4470, RFC 9824).
final class DnssecRecordsDetector implements Detector {

    private static final Check EXPIRING = new Check(
            "dns.dnssec.signature-expiring",
            "DNS Misconfiguration",
            MEDIUM,
            "Signatures of the zone are about to end",
            "Once they have ended, validating resolvers answer for nothing under the domain's name.",
            "Look after the signing program: it should have renewed them",
            List.of("RFC 4034 §3.1.5", "RFC 6781 §4.4.2"));
    private static final Check WALKABLE = new Check(
            "dns.dnssec.nsec-walkable",
            "DNS Misconfiguration",
            INFO,
            "All names of the zone can be listed",
            "Each denial names the next name that exists, so that the whole zone is read by asking on.",
            "Where names are to stay unknown, use NSEC3 without iterations, or denials that are made up for each question",
            List.of("RFC 4470", "RFC 5155", "RFC 9824"));

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final Duration SOON = Duration.ofDays(3);
    private static final Duration VERY_SOON = Duration.ofDays(1);
    private static final int PART_OF_LIFE = 4;

    /// How long a signature is good (RFC 4034 §3.2): type covered, algorithm, labels, TTL, end, beginning, …
    private record Signature(String covered, Instant from, Instant until, DnsFacts.Fact fact, String text) {

        static Optional<Signature> parse(DnsFacts.Fact fact, String text) {
            var fields = text.split(" ");
            if (fields.length < 6) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Signature(fields[0], time(fields[5]), time(fields[4]), fact, text));
            } catch (DateTimeException noTime) {
                return Optional.empty();
            }
        }

        private static Instant time(String text) {
            return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
        }

        boolean isEndingAt(Instant now) {
            var quarter = Duration.between(from, until).dividedBy(PART_OF_LIFE);
            return left(now).compareTo(quarter.compareTo(SOON) < 0 ? quarter : SOON) < 0;
        }

        Duration left(Instant now) {
            return Duration.between(now, until);
        }
    }

    @Override
    public String id() {
        return "dns_dnssec_records_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(EXPIRING, WALKABLE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return evidence.host().isApex()
                ? Stream.concat(expiring(evidence).stream(), walkable(evidence).stream())
                        .toList()
                : List.of();
    }

    private Optional<Finding> expiring(Evidence evidence) {
        var name = evidence.host().value();
        if (DnsFacts.of(evidence, name, "DS").filter(DnsFacts.Fact::isPresent).isEmpty()) {
            return Optional.empty();
        }
        Map<String, Signature> longest = new LinkedHashMap<>();
        DnsFacts.direct(evidence, "RRSIG").stream()
                .filter(fact -> fact.lookup().name().equals(name))
                .flatMap(fact -> fact.data().stream().flatMap(text -> Signature.parse(fact, text).stream()))
                .forEach(signature -> longest.merge(
                        signature.covered(),
                        signature,
                        (one, other) -> one.until().isBefore(other.until()) ? other : one));
        return longest.values().stream()
                .filter(signature -> signature.isEndingAt(evidence.observedAt()))
                .min(Comparator.comparing(Signature::until))
                .map(signature -> Finding.of(
                                EXPIRING, id(), evidence, name, signature.fact().answer(signature.text()))
                        .withSeverity(severity(signature.left(evidence.observedAt())))
                        .adding("That of " + signature.covered() + " ends at " + signature.until() + "."));
    }

    private static Severity severity(Duration left) {
        return left.compareTo(VERY_SOON) < 0 ? HIGH : MEDIUM;
    }

    private Optional<Finding> walkable(Evidence evidence) {
        var name = evidence.host().name();
        return DnsFacts.of(evidence, name.value(), "NSEC")
                .filter(fact -> fact.isPresent() && fact.lookup().cnameChain().isEmpty())
                .flatMap(fact -> fact.data().stream()
                        .filter(record -> isReal(record.split(" ", 2)[0], name))
                        .findFirst()
                        .map(record -> Finding.of(WALKABLE, id(), evidence, name.value(), fact.answer(record))));
    }

    /// True for another name of the zone that may well exist; `*` is a label as any other.
    private static boolean isReal(String next, DomainName zone) {
        return DomainName.parse(next.startsWith("*.") ? "x" + next.substring(1) : next)
                .filter(found -> found.isAtOrBelow(zone) && !found.equals(zone))
                .isPresent();
    }
}
