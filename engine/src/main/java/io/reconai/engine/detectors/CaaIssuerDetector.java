package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.tls.CaaIdentifiers;
import java.util.List;
import java.util.Optional;

/// A certificate in use whose authority CAA (RFC 8659) does not allow any more.
///
/// CAA counts at the moment of issue, so that this is no word on how the certificate came about: it foretells
/// that the next one is refused. The scanned domain alone, and only a certificate that bears its very name:
/// another one, such as a host's default, was issued under other records, and for a star other tags count. Only
/// authorities whose domains are known are judged, by the issuer's organisation; a set without `issue`, or with
/// a record that [CaaDetector] calls invalid, says nothing here.
final class CaaIssuerDetector implements Detector {

    private static final Check NOT_LISTED = new Check(
            "dns.caa.issuer-not-listed",
            "DNS Misconfiguration",
            INFO,
            "The authority of the certificate is not among those that CAA allows",
            "CAA counts when a certificate is issued, so that this one is good; its authority must refuse to renew it.",
            "Add the authority to the CAA records, or change to one that is listed",
            List.of("RFC 8659 §1", "RFC 8659 §4.2"));

    private final CaaIdentifiers identifiers;

    CaaIssuerDetector(CaaIdentifiers identifiers) {
        this.identifiers = identifiers;
    }

    @Override
    public String id() {
        return "dns_caa_issuer_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(NOT_LISTED);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        return DnsFacts.of(evidence, evidence.host().value(), "CAA")
                .filter(set -> set.data().stream().noneMatch(CaaDetector::isInvalid))
                .map(set -> TlsFacts.judge(evidence, server -> judge(evidence, set, server).stream()
                        .toList()))
                .orElse(List.of());
    }

    private Optional<Finding> judge(Evidence evidence, DnsFacts.Fact set, TlsFacts.Fact server) {
        var allowed =
                set.data().stream().filter(record -> issuer(record).isPresent()).toList();
        var leaf = server.session()
                .filter(session -> session.trust() == ChainTrust.TRUSTED)
                .map(session -> session.chain().getFirst())
                .filter(certificate ->
                        certificate.names().contains(evidence.host().value()));
        if (allowed.isEmpty() || leaf.isEmpty()) {
            return Optional.empty();
        }
        var domains = identifiers.of(leaf.get().issuer());
        var isListed = domains.isEmpty()
                || allowed.stream()
                        .flatMap(record -> issuer(record).stream())
                        .anyMatch(issuer -> isOneOf(issuer, domains));
        return isListed
                ? Optional.empty()
                : Optional.of(Finding.of(
                                NOT_LISTED, id(), evidence, evidence.host().value(), set.answer(allowed.getFirst()))
                        .provedBy(List.of(
                                set.answer(allowed.getFirst()),
                                server.proof(
                                        "/session/chain/0/issuer", leaf.get().issuer()))));
    }

    private static Optional<String> issuer(String record) {
        return CaaRecord.parse(record)
                .filter(read -> read.tag().equals("issue"))
                .flatMap(CaaRecord::issuer);
    }

    private static boolean isOneOf(String issuer, List<String> domains) {
        return domains.stream().anyMatch(domain -> issuer.equals(domain) || issuer.endsWith("." + domain));
    }
}
