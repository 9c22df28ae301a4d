package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.CertificateExtensions;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.TlsObservation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Two certificates for names of different organisational domains that have the same key (NIST SP 800-57 part 1, §5.2):
/// whoever has the key of one is the other as well.
///
/// Compared are the certificates that were met while one host was looked at: its own at all its ports and addresses,
/// for each kind of key, for those who name nobody, and of the servers that it redirects to. Two certificates have to
/// have no domain in common, so that one that lists many names is none of these, and neither is a renewal that added
/// some. One key is one finding, at the first place that showed it. Names that no registry sells, as appliances have,
/// are nobody's. The keys of different hosts are not compared: within one scan they are of one domain.
final class SharedKeyDetector implements Detector {

    private static final Check SHARED = new Check(
            "tls.cert.key-shared",
            "TLS",
            INFO,
            "The certificate of another domain has the same key",
            "Whoever gets at the key through one of them can pass for the other, and both have to be replaced.",
            "Make a key for each certificate",
            List.of("NIST SP 800-57 part 1 §5.2"));

    /// A certificate and where the evidence has it.
    private record Met(CertificateFacts certificate, String place) {

        /// The hash of its key; empty where evidence lacks it.
        String key() {
            return Optional.ofNullable(certificate.extensions())
                    .map(CertificateExtensions::keySha256)
                    .orElse("");
        }

        Proof proof() {
            return new Proof(
                    place + "/extensions/key_sha256",
                    String.join(
                                    " ",
                                    certificate.names().stream()
                                            .limit(MOST_LISTED)
                                            .toList()) + ": " + key());
        }
    }

    private static final int MOST_LISTED = 4;

    @Override
    public String id() {
        return "tls_shared_key_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(SHARED);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var all = new ArrayList<Met>();
        for (var index = 0; index < evidence.tls().size(); index++) {
            all.addAll(met(index, evidence.tls().get(index)));
        }
        if (all.size() < 2) {
            return List.of();
        }
        Map<String, Finding> byKey = new LinkedHashMap<>();
        for (var fact : TlsFacts.own(evidence)) {
            for (var own : met(fact.index(), fact.seen())) {
                sharing(own, all, evidence)
                        .map(other -> Finding.of(SHARED, id(), evidence, fact.location(), own.proof())
                                .provedBy(List.of(own.proof(), other.proof())))
                        .ifPresent(finding -> byKey.putIfAbsent(own.key(), finding));
            }
        }
        return List.copyOf(byKey.values());
    }

    private static Optional<Met> sharing(Met own, List<Met> all, Evidence evidence) {
        for (var other : all) {
            if (isShared(own, other, evidence.host().domain())) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /// The leaves that one place showed.
    private static List<Met> met(int index, TlsObservation seen) {
        var place = "/tls/" + index;
        var leaves = new ArrayList<Met>();
        seen.completed()
                .filter(session -> !session.chain().isEmpty())
                .ifPresent(session -> leaves.add(new Met(session.chain().getFirst(), place + "/session/chain/0")));
        seen.surveyed().ifPresent(support -> {
            for (var kind = 0; kind < support.chains().size(); kind++) {
                var chain = support.chains().get(kind);
                if (!chain.isEmpty()) {
                    leaves.add(new Met(chain.getFirst(), place + "/support/chains/" + kind + "/0"));
                }
            }
            Optional.ofNullable(support.namelessLeaf())
                    .ifPresent(leaf -> leaves.add(new Met(leaf, place + "/support/nameless_leaf")));
        });
        return leaves;
    }

    private static boolean isShared(Met one, Met other, DomainName scanned) {
        return !one.key().isEmpty()
                && one.key().equals(other.key())
                && !one.certificate().sha256().equals(other.certificate().sha256())
                && areApart(domains(one, scanned), domains(other, scanned));
    }

    private static boolean areApart(Set<DomainName> some, Set<DomainName> others) {
        return !some.isEmpty() && !others.isEmpty() && Collections.disjoint(some, others);
    }

    /// The organisational domains of a certificate's names.
    private static Set<DomainName> domains(Met met, DomainName scanned) {
        return met.certificate().names().stream()
                .map(name -> name.startsWith("*.") ? name.substring(2) : name)
                .flatMap(name -> DomainName.parse(name).stream())
                .filter(name -> name.isAtOrBelow(scanned) || !CertificateNamesDetector.isInternal(name))
                .flatMap(name -> PublicSuffixes.registrable(name).stream())
                .collect(Collectors.toSet());
    }
}
