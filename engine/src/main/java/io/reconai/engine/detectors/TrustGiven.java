package io.reconai.engine.detectors;

import static io.reconai.engine.web.CrossOrigin.ALLOWED;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Trust;
import io.reconai.engine.web.CrossOrigin;
import io.reconai.engine.web.SetCookie;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a host's own answers give to other names of the scanned domain: a session's cookie, its answers, a place in its
/// policy. [DomainTrust] weighs it where such a name can be claimed.
///
/// What any stranger gets as well is no trust in a name. A policy that is only reported trusts nobody, and of several
/// all apply together.
final class TrustGiven {

    /// Names of one page's policy; more are kept for nobody.
    private static final int MOST_NAMED = 100;

    /// Of a service's usual ports, since that is where whoever claims a name speaks.
    private static final Pattern ORIGIN = Pattern.compile("https?://([^/:]+)");

    private final Evidence evidence;
    private final DomainName domain;

    private TrustGiven(Evidence evidence) {
        this.evidence = evidence;
        domain = evidence.host().domain();
    }

    /// In order, and of the same to the same names the first.
    static List<Trust> by(Evidence evidence) {
        if (evidence.host().isAddress()) {
            return List.of();
        }
        var given = new TrustGiven(evidence);
        return Stream.of(given.cookies(), given.answers(), given.policies())
                .flatMap(trusts -> trusts)
                .filter(given::concernsOthers)
                .sorted()
                .collect(Collectors.toCollection(() -> new TreeSet<>(Trust.WIDEST_FIRST)))
                .stream()
                .toList();
    }

    /// The domain of which every host is sent the session that a field sets; empty where it sets none that browsers
    /// keep.
    ///
    /// @param host that sent the field
    static Optional<DomainName> receivingSession(String field, String host, Instant at) {
        return Optional.of(field)
                .filter(SessionCookie::isSession)
                .flatMap(SetCookie::parse)
                .filter(cookie -> cookie.keepsPromise() && !cookie.isDeletion(at))
                .flatMap(cookie -> DomainName.parse(cookie.domain()))
                .filter(named -> PublicSuffixes.registrable(named).isPresent())
                .filter(named -> DomainName.parse(host)
                        .filter(name -> name.isAtOrBelow(named))
                        .isPresent());
    }

    private Stream<WebFacts.Fact> seen() {
        return WebFacts.own(evidence).stream().filter(fact -> fact.answer().status() < 500 && !fact.isChallenge());
    }

    private Stream<Trust> cookies() {
        return seen().flatMap(fact -> fact.answer().header("set-cookie").stream())
                .flatMap(field -> receivingSession(field, evidence.host().value(), evidence.observedAt())
                        .map(to -> trust(Trust.Kind.COOKIE, to.value(), cookie(field)))
                        .stream());
    }

    /// A field without the value.
    private static String cookie(String field) {
        var cookie = SetCookie.parse(field).orElseThrow();
        return "Set-Cookie: " + cookie.name() + "=…; Domain=" + cookie.domain();
    }

    private Stream<Trust> answers() {
        var strangers = CrossOriginSharingDetector.strangers(evidence);
        if (strangers.stream().anyMatch(fact -> CrossOrigin.isLetIn(fact.exchange()))) {
            return Stream.empty();
        }
        var below = WebFacts.probed(evidence, CrossOriginSharingDetector.BELOW).stream()
                .filter(fact -> CrossOrigin.isLetIn(fact.exchange()))
                .filter(fact ->
                        strangers.stream().anyMatch(other -> other.origin().equals(fact.origin())))
                .map(fact -> answers("*." + domain, fact));
        var fixed = seen().flatMap(fact -> fact.answer().header(ALLOWED).stream()
                .filter(origin -> CrossOrigin.letsIn(fact.exchange(), origin))
                .map(ORIGIN::matcher)
                .filter(Matcher::matches)
                .map(origin -> answers(origin.group(1), fact)));
        return Stream.concat(below, fixed);
    }

    private Trust answers(String names, WebFacts.Fact fact) {
        return trust(
                Trust.Kind.ANSWERS,
                names,
                ALLOWED + ": " + fact.answer().header(ALLOWED).getFirst());
    }

    private Stream<Trust> policies() {
        return WebFacts.htmlPage(evidence).stream().flatMap(page -> {
            var limits = ContentSecurityPolicyDetector.policies(page).stream()
                    .filter(CspPolicy::limitsTrust)
                    .toList();
            return limits.stream()
                    .flatMap(CspPolicy::named)
                    .filter(this::isOfDomain)
                    .distinct()
                    .sorted()
                    .limit(MOST_NAMED)
                    .flatMap(names -> policy(names, limits).stream());
        });
    }

    private Optional<Trust> policy(String names, List<CspPolicy> limits) {
        var places = limits.stream()
                .map(policy -> Trust.standIn(names).flatMap(policy::naming))
                .toList();
        return places.stream().allMatch(Optional::isPresent)
                ? places.getFirst().map(place -> trust(Trust.Kind.POLICY, names, "Content-Security-Policy: … " + place))
                : Optional.empty();
    }

    private Trust trust(Trust.Kind kind, String names, String shown) {
        return new Trust(kind, names, evidence.host().value(), shown);
    }

    private boolean concernsOthers(Trust trust) {
        return trust.kind() == Trust.Kind.COOKIE
                || isOfDomain(trust.names())
                        && !trust.names().equals(evidence.host().value());
    }

    /// Whether names of the scanned domain are among them.
    private boolean isOfDomain(String names) {
        return Trust.standIn(names)
                .filter(name -> name.isAtOrBelow(domain)
                        || names.startsWith("*.")
                                && name.parent().filter(domain::isBelow).isPresent())
                .isPresent();
    }
}
