package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Workings;
import io.reconai.engine.takeover.Service;
import io.reconai.engine.takeover.Services;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Aliases that lead to a name which a stranger could take.
///
/// Three things together: a record that points away, the service's own answer that the name is nobody's (its page, or
/// NXDOMAIN where it makes names of accounts), and what is known of the provider. The provider decides how bad it is,
/// the guards how sure: NXDOMAIN from two servers; a page that a name which nobody has gets too. One look never makes
/// it certain, since services say "not found" for minutes while something is deployed. A domain that neither DNS nor
/// its registry knows is certain. A wildcard, a name that is trusted without looking and one to which the domain itself
/// gives something ([DomainTrust]) is one level worse, however many of these come together.
///
/// Silence proves nothing: a target that could not be looked at is said to be unknown. An alias within the scanned
/// domain is never one. Where the target is missing and no service and no free domain explain it, it is `AliasDetector`
/// that says so.
final class AliasTakeoverDetector implements Detector {

    private static final List<String> REFERENCES = List.of("CWE-350", "OWASP WSTG-CONF-10", "can-i-take-over-xyz");
    private static final String CATEGORY = "Subdomain Takeover";
    private static final String SPEAK = "Whoever claims it speaks in this host's name: pages, cookies, certificates.";

    private static final Check CNAME = new Check(
            "takeover.cname",
            CATEGORY,
            HIGH,
            "An alias leads to a name that others can claim",
            SPEAK,
            "Remove the record, or claim the name at the provider",
            REFERENCES);
    private static final Check DOMAIN = new Check(
            "takeover.domain",
            CATEGORY,
            CRITICAL,
            "An alias leads into a domain that nobody has registered",
            SPEAK,
            "Remove the record, or register the domain",
            REFERENCES);
    private static final Check WILDCARD = new Check(
            "takeover.wildcard",
            CATEGORY,
            CRITICAL,
            "A wildcard leads to a name that others can claim",
            "Whoever claims it speaks in the name of every host below, those that nobody has thought of too.",
            "Remove the wildcard, or claim the name at the provider",
            REFERENCES);
    private static final Check DANGLING = new Check(
            "dns.dangling",
            CATEGORY,
            INFO,
            "An alias leads to a service that no longer knows it",
            "The provider does not hand the name to strangers; the record is left over all the same.",
            "Remove the record",
            REFERENCES);
    private static final Check UNKNOWN = new Check(
            "dns.dangling.unknown",
            CATEGORY,
            INFO,
            "Where an alias leads could not be looked at",
            "Whether others could claim the target is not known.",
            "Look again, and remove the record if the service is no longer used",
            REFERENCES);

    /// Names that programs and people trust without looking.
    private static final Set<String> TRUSTED = Set.of("mta-sts", "autodiscover", "login", "sso");

    /// What is known of a provider changes; older than this, the age is said.
    private static final int FRESH_MONTHS = 18;

    private final Services services;

    AliasTakeoverDetector(Services services) {
        this.services = services;
    }

    @Override
    public String id() {
        return "takeover_alias_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(CNAME, DOMAIN, WILDCARD, DANGLING, UNKNOWN);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var findings = new ArrayList<Finding>(0);
        ofHost(evidence).ifPresent(findings::add);
        ofWildcard(evidence).ifPresent(findings::add);
        return findings;
    }

    /// True when it has something to say of the host's own alias, so that nobody else need.
    boolean explains(Evidence evidence) {
        return ofHost(evidence).isPresent();
    }

    private record OfHost(Optional<Finding> finding) {}

    private Optional<Finding> ofHost(Evidence evidence) {
        return Workings.once(OfHost.class, evidence, () -> new OfHost(claimable(evidence)))
                .finding();
    }

    private Optional<Finding> claimable(Evidence evidence) {
        return evidence.host().isAddress()
                ? Optional.empty()
                : PointingRecord.of(evidence).flatMap(record -> judge(evidence, record, CNAME));
    }

    private Optional<Finding> ofWildcard(Evidence evidence) {
        return PointingRecord.ofWildcard(evidence).flatMap(record -> judge(evidence, record, WILDCARD));
    }

    private Optional<Finding> judge(Evidence evidence, PointingRecord record, Check claim) {
        var foreign = record.foreign(evidence.host().domain());
        if (!foreign.contains(record.target())) {
            return Optional.empty();
        }
        return switch (record.outcome()) {
            case NXDOMAIN ->
                services.match(record.target())
                        .map(match -> missing(evidence, record, match, claim))
                        .orElseGet(() -> freeDomain(evidence, record));
            case NOERROR, NODATA -> askedByPage(foreign).flatMap(match -> page(evidence, record, match, claim));
            case SERVFAIL, REFUSED, TIMEOUT -> Optional.of(finding(UNKNOWN, evidence, record, List.of()));
            case REFERRAL, FORMERR, NOTIMP, UNREACHABLE, BLOCKED -> Optional.empty();
        };
    }

    /// The first service of the chain that tells by a page whether the name is somebody's.
    private Optional<Services.Match> askedByPage(List<String> links) {
        for (var link : links) {
            var match = services.match(link).filter(found -> found.service().isAskedByPage());
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    /// The target does not exist in DNS.
    private Optional<Finding> missing(Evidence evidence, PointingRecord record, Services.Match match, Check claim) {
        var service = match.service();
        if (service.status() == Service.Status.NO) {
            return Optional.of(dangling(evidence, record, service, List.of()));
        }
        var agreeing = record.again().stream()
                .filter(look -> look.lookup().outcome() == DnsOutcome.NXDOMAIN)
                .toList();
        if (!service.missing()
                || agreeing.isEmpty()
                || agreeing.size() < record.again().size()) {
            return Optional.empty();
        }
        var independent = agreeing.stream()
                .anyMatch(look ->
                        look.lookup().authoritative() || !look.lookup().server().equals(record.server()));
        var proofs = agreeing.stream().map(PointingRecord.Look::outcome).toList();
        return Optional.of(claim(evidence, record, service, claim, independent, proofs));
    }

    private Optional<Finding> freeDomain(Evidence evidence, PointingRecord record) {
        var standing = DomainName.parse(record.target()).flatMap(name -> DomainFacts.around(evidence, name));
        return standing.filter(DomainFacts.Fact::isInDoubt).map(fact -> {
            var found = finding(DOMAIN, evidence, record, List.of(fact.proof()));
            return fact.isFree()
                    ? DomainTrust.saying(DomainTrust.in(record.owner(), evidence), found)
                            .withConfidence(Confidence.CERTAIN)
                            .proved()
                    : found.withSeverity(MEDIUM).withConfidence(Confidence.TENTATIVE);
        });
    }

    /// The target answers: its page says whether the name is somebody's.
    private Optional<Finding> page(Evidence evidence, PointingRecord record, Services.Match match, Check claim) {
        var service = match.service();
        var free = record.own().stream()
                .filter(seen -> ServicePage.saysFree(service, seen.exchange()))
                .findFirst();
        if (free.isEmpty()) {
            return service.status() != Service.Status.NO && ServicePage.tellsNothing(service, record.own())
                    ? Optional.of(finding(
                            UNKNOWN,
                            evidence,
                            record,
                            record.own().stream()
                                    .filter(seen -> seen.exchange().answered().isPresent())
                                    .map(PointingRecord.Seen::status)
                                    .toList()))
                    : Optional.empty();
        }
        var seen = free.get();
        var same = record.strangers().stream()
                .filter(other -> ServicePage.saysFree(service, other.exchange()))
                .filter(other -> ServicePage.status(other.exchange()) == ServicePage.status(seen.exchange()))
                .findFirst();
        var differs = same.isEmpty()
                && record.strangers().stream()
                        .anyMatch(other -> other.exchange().answered().isPresent());
        if (same.isEmpty() && (service.generic() || (differs && ServicePage.isPlainPage(seen.exchange())))) {
            return Optional.empty(); // words that stand on pages of somebody's own as well
        }
        var proofs = new ArrayList<Proof>();
        proofs.add(seen.body(ServicePage.excerpt(service, seen.exchange())));
        same.ifPresent(other -> proofs.add(
                other.body("a name that nobody has gets the same: " + ServicePage.excerpt(service, other.exchange()))));
        var isOthers = service.asHost()
                && !match.before().isEmpty()
                && !match.before().equals(evidence.host().value());
        return Optional.of(
                service.status() == Service.Status.NO || isOthers
                        ? dangling(evidence, record, service, proofs)
                        : claim(evidence, record, service, claim, same.isPresent(), proofs));
    }

    private Finding dangling(Evidence evidence, PointingRecord record, Service service, List<Proof> proofs) {
        var all = new ArrayList<>(proofs);
        all.add(provider(evidence, record, service));
        return finding(DANGLING, evidence, record, all).withConfidence(Confidence.FIRM);
    }

    private Finding claim(
            Evidence evidence,
            PointingRecord record,
            Service service,
            Check check,
            boolean guarded,
            List<Proof> proofs) {
        var all = new ArrayList<>(proofs);
        all.add(provider(evidence, record, service));
        var open = service.status() == Service.Status.VULNERABLE;
        var severity = open ? HIGH : MEDIUM;
        var reasons = DomainTrust.in(record.owner(), evidence);
        if (check == WILDCARD || isTrusted(record.owner()) || !reasons.isEmpty()) {
            severity = DomainTrust.above(severity);
        }
        if (isTrusted(record.owner())) {
            all.add(new Proof(record.place(), record.owner() + " is a name that is trusted without looking"));
        }
        return DomainTrust.saying(reasons, finding(check, evidence, record, all))
                .withSeverity(severity)
                .withConfidence(open && guarded ? Confidence.FIRM : Confidence.TENTATIVE);
    }

    private static boolean isTrusted(String owner) {
        return TRUSTED.contains(owner.substring(0, Math.max(0, owner.indexOf('.'))));
    }

    private Finding finding(Check check, Evidence evidence, PointingRecord record, List<Proof> proofs) {
        var all = new ArrayList<>(List.of(record.pointing()));
        all.addAll(proofs);
        return Finding.of(check, id(), evidence, record.owner(), record.pointing())
                .provedBy(all);
    }

    /// What is known of the provider, by whom and since when.
    private static Proof provider(Evidence evidence, PointingRecord record, Service service) {
        var can =
                switch (service.status()) {
                    case VULNERABLE -> "anybody can claim names there";
                    case EDGE -> "names there can be claimed under conditions";
                    case NO -> "names there cannot be claimed by strangers";
                };
        var age = ChronoUnit.MONTHS.between(
                service.month(), YearMonth.from(evidence.observedAt().atZone(ZoneOffset.UTC)));
        return new Proof(
                record.place(),
                service.name() + ": " + can + (service.note().isEmpty() ? "" : " (" + service.note() + ")") + ", says "
                        + service.source() + " of " + service.month()
                        + (age > FRESH_MONTHS ? ", " + age + " months old" : ""));
    }
}
