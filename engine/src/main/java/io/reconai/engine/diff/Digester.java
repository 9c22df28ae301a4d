package io.reconai.engine.diff;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.reconai.engine.Asset;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.PortGroup;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Technology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Reduces judged hosts to what a comparison needs. Both sides need the same one. Safe for use by many threads.
final class Digester {

    private final HashFunction hash;

    /// @param random makes the key of the fingerprints
    Digester(RandomGenerator random) {
        this(Hashing.sipHash24(random.nextLong(), random.nextLong()));
    }

    /// @param hash makes the fingerprints
    Digester(HashFunction hash) {
        this.hash = hash;
    }

    AssetDigest digest(Asset asset) {
        var evidence = asset.evidence();
        var asked = new AskedQuestions(evidence, hash);
        var facts = new ArrayList<Fact>();
        asset.findings().forEach(finding -> facts.add(fact(finding, asked)));
        evidence.ports().stream().filter(PortObservation::isTelling).forEach(seen -> facts.add(fact(seen, asked)));
        certificates(evidence, asked).forEach(facts::add);
        asset.technologies().forEach(technology -> facts.add(fact(technology, asked)));
        evidence.addresses().forEach(address -> facts.add(fact(address, asked)));
        return new AssetDigest(
                Bounded.text(evidence.host().value()),
                evidence.host().domain().value(),
                evidence.mode(),
                asset.risk().score(),
                asset.risk().level(),
                evidence.path().stream()
                        .map(DiscoveryStep::source)
                        .map(Bounded::text)
                        .distinct()
                        .toList(),
                distinct(facts),
                new Looked(
                        asked.answered(),
                        asked.problems(),
                        closedEverywhere(evidence),
                        silentSomewhere(evidence),
                        shortcomings(evidence)));
    }

    private static Fact fact(Finding finding, AskedQuestions asked) {
        return new Fact(
                Kind.FINDING,
                finding.id(),
                finding.checkId(),
                Bounded.text(finding.location()),
                word(finding.severity()),
                Bounded.text(finding.title()),
                behind(finding.evidence(), asked));
    }

    /// The same port of several addresses is one fact: addresses of large sites change from hour to hour.
    private static Fact fact(PortObservation seen, AskedQuestions asked) {
        var identity = seen.identified();
        var service = Stream.of(
                        seen.service(),
                        identity.map(known -> known.product()).orElse(""),
                        identity.map(known -> known.version()).orElse(""))
                .filter(word -> !word.isEmpty())
                .toList();
        return new Fact(
                Kind.PORT,
                "",
                "",
                seen.port() + (seen.isTcp() ? "/tcp" : "/udp"),
                Bounded.text(String.join(" ", service)),
                "",
                List.of(asked.port(seen)));
    }

    private static Stream<Fact> certificates(Evidence evidence, AskedQuestions asked) {
        return evidence.tls().stream().flatMap(seen -> seen.completed().stream()
                .flatMap(session -> session.chain().stream().limit(1))
                .map(leaf -> new Fact(
                        Kind.CERTIFICATE,
                        "",
                        "",
                        seen.port() + "/tcp",
                        Bounded.text(leaf.sha256()),
                        Bounded.text(label(leaf)),
                        List.of(asked.handshake(seen)))));
    }

    private static String label(CertificateFacts leaf) {
        return leaf.subject() + " by " + leaf.issuer() + ", until " + leaf.notAfter();
    }

    private static Fact fact(Technology technology, AskedQuestions asked) {
        return new Fact(
                Kind.TECHNOLOGY,
                "",
                "",
                Bounded.text(technology.id()),
                Bounded.text(technology.seenVersion().orElse("")),
                Bounded.text(technology.name()),
                behind(technology.evidence(), asked));
    }

    private static Fact fact(AddressObservation seen, AskedQuestions asked) {
        return new Fact(
                Kind.ADDRESS,
                "",
                "",
                Bounded.text(seen.address()),
                "",
                Bounded.text(seen.country()),
                List.of(asked.address(seen.address())));
    }

    /// Empty when one of the proofs points where nobody knows what was asked: then nothing can disprove it.
    private static List<Question> behind(List<Proof> proofs, AskedQuestions asked) {
        var questions = proofs.stream()
                .map(proof -> asked.behind(proof.pointer()))
                .distinct()
                .toList();
        return questions.stream().anyMatch(Optional::isEmpty)
                ? List.of()
                : questions.stream().flatMap(Optional::stream).toList();
    }

    private static List<Fact> distinct(List<Fact> facts) {
        Map<List<Object>, Fact> kept = new LinkedHashMap<>();
        for (var fact : facts) {
            kept.merge(
                    List.of(fact.kind(), fact.id(), fact.check(), fact.subject(), fact.value()),
                    fact,
                    (first, _) -> first);
        }
        return List.copyOf(kept.values());
    }

    private static String closedEverywhere(Evidence evidence) {
        var byAddress = new HashMap<String, BitSet>();
        evidence.otherPorts().stream()
                .filter(group -> group.state() == PortState.CLOSED)
                .forEach(group -> byAddress
                        .computeIfAbsent(group.address(), _ -> new BitSet())
                        .or(PortRanges.parse(group.ports())));
        BitSet closed = null;
        for (var address : evidence.addresses()) {
            var own = byAddress.getOrDefault(address.address(), new BitSet());
            if (closed == null) {
                closed = (BitSet) own.clone();
            } else {
                closed.and(own);
            }
        }
        return closed == null ? "" : PortRanges.format(closed);
    }

    private static String silentSomewhere(Evidence evidence) {
        var silent = new BitSet();
        evidence.otherPorts().stream()
                .filter(group -> group.state() == PortState.FILTERED)
                .map(PortGroup::ports)
                .map(PortRanges::parse)
                .forEach(silent::or);
        return PortRanges.format(silent);
    }

    private static Map<String, String> shortcomings(Evidence evidence) {
        var all = new HashMap<String, String>();
        for (var coverage : evidence.coverage()) {
            if (coverage.outcome() != Coverage.Result.OK && coverage.outcome() != Coverage.Result.NOT_APPLICABLE) {
                var detail = coverage.detail().isEmpty() ? "" : " (" + coverage.detail() + ")";
                all.put(
                        Bounded.text(coverage.probe()),
                        Bounded.text(word(coverage.outcome()).replace('_', ' ') + detail));
            }
        }
        return all;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
