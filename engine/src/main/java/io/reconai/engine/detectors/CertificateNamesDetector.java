package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import com.google.common.net.InetAddresses;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.detectors.TlsFacts.Fact;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.IpAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What the names in a certificate give away, and which certificate is shown to whom.
///
/// A name is internal when it has one label or ends as such names do (RFC 6762, RFC 8375, and what is usual), an
/// address when it is not globally reachable; no public authority may issue for either (CA/B Baseline Requirements
/// 4.2.2). Names of the scanned domain itself are not, whatever it ends in, and neither is the address that was asked.
/// A wildcard counts here only when it spans a public suffix, where names belong to different people; no browser
/// honours it. Another certificate for those who name nobody, or at another address of the name, is a fact worth
/// knowing and no more.
final class CertificateNamesDetector implements Detector {

    private static final Set<String> INTERNAL =
            Set.of("local", "lan", "internal", "intranet", "corp", "home", "localdomain", "private", "test");

    private static final int MOST_LISTED = 8;

    private static final Check INTERNAL_NAMES = new Check(
            "tls.cert.internal-names",
            "TLS",
            LOW,
            "The certificate tells of internal names",
            "Strangers learn from it how the internal network is named and laid out.",
            "Use a certificate with public names only on public ports",
            List.of("CA/B Baseline Requirements 4.2.2", "CWE-200"));

    private static final Check WILDCARD = new Check(
            "tls.cert.wildcard",
            "TLS",
            INFO,
            "The certificate's wildcard spans a public suffix",
            "It claims names that belong to many different people, and browsers do not honour it.",
            "Name the host itself, or a wildcard below the own domain",
            List.of("RFC 9525 §7.1", "CA/B Baseline Requirements 3.2.2.6"));

    private static final Check OTHERS = new Check(
            "tls.cert.sni-differs",
            "TLS",
            INFO,
            "Another certificate is shown to others",
            "Those who name nobody, or come by another address, get another certificate than the host's.",
            "Nothing, where several sites share an address; otherwise bring all servers to the same state",
            List.of("RFC 6066 §3"));

    @Override
    public String id() {
        return "tls_names_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(INTERNAL_NAMES, WILDCARD, OTHERS);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return TlsFacts.judgeSession(
                evidence,
                (fact, session) -> judge(evidence, fact, session.chain().getFirst()));
    }

    private List<Finding> judge(Evidence evidence, Fact fact, CertificateFacts leaf) {
        var internal = places(leaf, name -> isInternal(name, evidence, fact));
        var wild = places(leaf, CertificateNamesDetector::isTooWild);
        var findings = new ArrayList<Finding>(0);
        named(INTERNAL_NAMES, evidence, fact, leaf, internal).ifPresent(findings::add);
        named(WILDCARD, evidence, fact, leaf, wild).ifPresent(findings::add);
        nameless(evidence, fact, leaf).or(() -> elsewhere(evidence, fact, leaf)).ifPresent(findings::add);
        return findings;
    }

    private static List<Integer> places(CertificateFacts leaf, Predicate<String> holds) {
        var places = new ArrayList<Integer>();
        for (var at = 0; at < leaf.names().size(); at++) {
            if (holds.test(leaf.names().get(at).toLowerCase(Locale.ROOT))) {
                places.add(at);
            }
        }
        return places;
    }

    private Optional<Finding> named(
            Check check, Evidence evidence, Fact fact, CertificateFacts leaf, List<Integer> places) {
        if (places.isEmpty()) {
            return Optional.empty();
        }
        var names = places.stream().limit(MOST_LISTED).map(leaf.names()::get).toList();
        var more = places.size() > MOST_LISTED ? " and " + (places.size() - MOST_LISTED) + " more" : "";
        var proof = fact.proof("/session/chain/0/names/" + places.getFirst(), String.join(" ", names) + more);
        return Optional.of(Finding.of(check, id(), evidence, fact.location(), proof));
    }

    /// True for a name that no registry sells.
    static boolean isInternal(DomainName name) {
        return name.value().indexOf('.') < 0 || endsInside(name.value());
    }

    private static boolean isInternal(String name, Evidence evidence, Fact fact) {
        if (InetAddresses.isInetAddress(name)) {
            return !name.equals(fact.seen().address())
                    && IpAddresses.parse(name)
                            .flatMap(AddressPolicy.publicOnly()::forbids)
                            .isPresent();
        }
        var bare = withoutWildcard(name);
        var isInternal = name.indexOf('.') < 0 || endsInside(bare);
        return isInternal
                && !bare.equals(evidence.host().domain().value())
                && !bare.endsWith("." + evidence.host().domain().value());
    }

    private static boolean endsInside(String name) {
        return INTERNAL.contains(name.substring(name.lastIndexOf('.') + 1))
                || name.equals("home.arpa")
                || name.endsWith(".home.arpa");
    }

    private static boolean isTooWild(String name) {
        return name.startsWith("*.")
                && !endsInside(withoutWildcard(name))
                && DomainName.parse(withoutWildcard(name))
                        .filter(parent -> PublicSuffixes.registrable(parent).isEmpty())
                        .isPresent();
    }

    private static String withoutWildcard(String name) {
        return name.startsWith("*.") ? name.substring(2) : name;
    }

    /// The certificate for those who name nobody, where it is none of those for this name.
    private Optional<Finding> nameless(Evidence evidence, Fact fact, CertificateFacts leaf) {
        var support = fact.seen().support();
        if (support == null || fact.seen().serverName().isEmpty()) {
            return Optional.empty();
        }
        var other = support.nameless();
        if (other.isEmpty() || other.equals(leaf.sha256()) || begins(support.chains(), other)) {
            return Optional.empty();
        }
        var excerpt = "without a name " + other + ", with it " + leaf.sha256();
        return Optional.of(
                Finding.of(OTHERS, id(), evidence, fact.location(), fact.proof("/support/nameless", excerpt)));
    }

    private static boolean begins(List<List<CertificateFacts>> chains, String sha256) {
        for (var chain : chains) {
            if (!chain.isEmpty() && chain.getFirst().sha256().equals(sha256)) {
                return true;
            }
        }
        return false;
    }

    /// The certificate at another address of the name and port, of the other family.
    private Optional<Finding> elsewhere(Evidence evidence, Fact fact, CertificateFacts leaf) {
        if (isSix(fact)) {
            return Optional.empty();
        }
        for (var other : TlsFacts.own(evidence)) {
            var theirs = other.seen().port() == fact.seen().port() && isSix(other)
                    ? other.leaf()
                    : Optional.<CertificateFacts>empty();
            if (theirs.isPresent() && isAnother(theirs.get(), leaf)) {
                var excerpt = other.seen().address() + " " + theirs.get().sha256() + ", "
                        + fact.seen().address() + " " + leaf.sha256();
                var proof = other.proof("/session/chain/0/sha256", excerpt);
                return Optional.of(Finding.of(OTHERS, id(), evidence, fact.location(), proof));
            }
        }
        return Optional.empty();
    }

    /// Two for the same kind of key, which one place shows one of.
    private static boolean isAnother(CertificateFacts theirs, CertificateFacts leaf) {
        return theirs.keyAlgorithm().equals(leaf.keyAlgorithm())
                && !theirs.sha256().equals(leaf.sha256());
    }

    private static boolean isSix(Fact fact) {
        return fact.seen().address().contains(":");
    }
}
