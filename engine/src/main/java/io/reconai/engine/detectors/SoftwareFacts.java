package io.reconai.engine.detectors;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.releases.Packaging;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// Finds the versions that a host announces in evidence together with their place: those of its services, and those
/// of what was recognised on it.
///
/// On what seems to be a honeypot services count for nothing: it pretends.
final class SoftwareFacts {

    /// A version as it was announced.
    ///
    /// @param cpe the CPE 2.3 name of the product
    /// @param announced what may hold the mark of a distribution; empty where a page's text is all there is
    record Fact(String cpe, String version, String announced, List<Proof> proofs) {

        Fact {
            proofs = List.copyOf(proofs);
        }

        Optional<Packaging> packaging() {
            return Packaging.in(announced);
        }
    }

    private SoftwareFacts() {}

    static List<Fact> of(Evidence evidence, List<Technology> recognised) {
        var pretends = ServiceFacts.pretence(evidence).isPresent();
        var facts = new ArrayList<Fact>();
        for (var i = 0; !pretends && i < evidence.ports().size(); i++) {
            service(i, evidence.ports().get(i)).ifPresent(facts::add);
        }
        for (var technology : recognised) {
            var version = technology.version();
            var cpe = technology.cpe();
            if (version != null
                    && cpe != null
                    && (!pretends || technology.evidence().stream().noneMatch(SoftwareFacts::isOfPort))) {
                facts.add(technology(technology, cpe, version));
            }
        }
        return facts;
    }

    /// The marks of distributions anywhere on the host, also beside what has no version.
    static Optional<Packaging> packaging(Evidence evidence, List<Technology> recognised) {
        for (var technology : recognised) {
            var mark = Packaging.in(announced(technology.evidence()));
            if (mark.isPresent()) {
                return mark;
            }
        }
        for (var port : evidence.ports()) {
            var mark = Packaging.in(port.banner());
            if (mark.isPresent()) {
                return mark;
            }
        }
        return Optional.empty();
    }

    private static Optional<Fact> service(int index, PortObservation port) {
        return port.identified()
                .filter(identity ->
                        !identity.version().isEmpty() && !identity.cpe().isEmpty())
                .map(identity -> new Fact(
                        identity.cpe(),
                        identity.version(),
                        port.banner() + " " + identity.evidence(),
                        List.of(new Proof(
                                "/ports/" + index + "/identity/version",
                                identity.product() + " " + identity.version()))));
    }

    private static Fact technology(Technology technology, String cpe, String version) {
        var telling = technology.evidence().stream()
                .filter(proof -> proof.excerpt().contains(version))
                .toList();
        var proofs = telling.isEmpty() ? technology.evidence() : telling;
        return new Fact(cpe, version, announced(proofs), proofs);
    }

    /// What servers say of themselves; the texts of pages may speak of anything.
    private static String announced(List<Proof> proofs) {
        var announced = new StringJoiner(" ");
        for (var proof : proofs) {
            if (isOfPort(proof) || proof.pointer().contains("/answer/headers/")) {
                announced.add(proof.excerpt());
            }
        }
        return announced.toString();
    }

    private static boolean isOfPort(Proof proof) {
        return proof.pointer().startsWith("/ports/");
    }
}
