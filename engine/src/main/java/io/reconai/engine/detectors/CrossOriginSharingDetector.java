package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.web.CrossOrigin.ALLOWED;
import static io.reconai.engine.web.CrossOrigin.CREDENTIALS;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.web.CrossOrigin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Pages of strangers that may read answers as the visitor who is signed in (CORS, Fetch §3.3).
///
/// Asks as a page of a random origin would; where that is not let in but the host speaks of origins at all, also as a
/// page without one, as pages whose names only look like the host's and as one below the scanned domain. Without
/// Allow-Credentials nothing is said, since what everybody may read without signing in is public; `*` together with
/// it is refused by browsers.
final class CrossOriginSharingDetector implements Detector {

    private static final String FOREIGN = "cors-foreign";
    private static final String NULL = "cors-null";
    private static final String LOOKALIKE = "cors-lookalike";

    /// A page of a random name right below the scanned domain. That it is let in is no finding here ([TrustGiven]).
    static final String BELOW = "cors-below";

    private static final List<String> STRANGERS = List.of(FOREIGN, NULL, LOOKALIKE);

    private static final Check REFLECTS = check(
            "reflects-origin-with-credentials", HIGH, "Any site may read answers as the visitor who is signed in");
    private static final Check NO_ORIGIN =
            check("null-origin", MEDIUM, "Pages without an origin may read answers as the visitor who is signed in");
    private static final Check SUFFIX =
            check("suffix-match", HIGH, "A site with a similar name may read answers as the visitor who is signed in");
    private static final Check STAR =
            check("star-credentials", INFO, "Any origin is allowed together with credentials, which browsers refuse");

    private static final Map<String, Check> BY_PROBE = Map.of(FOREIGN, REFLECTS, NULL, NO_ORIGIN, LOOKALIKE, SUFFIX);

    private static Check check(String name, Severity severity, String title) {
        return new Check(
                "http.cors." + name,
                "HTTP Headers",
                severity,
                title,
                "A page that a visitor opens elsewhere can take what only the visitor should see.",
                "Compare Origin with a list of whole origins; allow none that is not on it",
                List.of("WHATWG Fetch §3.3", "CWE-942"));
    }

    @Override
    public String id() {
        return "http_cross_origin_sharing_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(REFLECTS, NO_ORIGIN, SUFFIX, STAR);
    }

    @Override
    public List<Probe> probes(Host host) {
        return List.of(from(FOREIGN, "https://%RANDOM%.example"));
    }

    @Override
    public List<Probe> furtherProbes(Host host, List<Exchange> seen) {
        var answers = seen.stream()
                .filter(made -> made.probe().equals(FOREIGN))
                .flatMap(made -> made.answered().stream())
                .toList();
        if (answers.stream().noneMatch(CrossOrigin::speaksOfOrigins)
                || seen.stream().anyMatch(CrossOrigin::isLetIn)) {
            return List.of();
        }
        if (host.isAddress()) {
            return List.of(from(NULL, "null"));
        }
        return Stream.of(
                        Stream.of(from(NULL, "null")),
                        lookalikes(host.name()).stream().map(origin -> from(LOOKALIKE, origin)),
                        Stream.of(from(BELOW, "https://%RANDOM%." + host.domain())))
                .flatMap(probes -> probes)
                .toList();
    }

    /// What strangers were answered.
    static List<WebFacts.Fact> strangers(Evidence evidence) {
        return STRANGERS.stream()
                .flatMap(probe -> WebFacts.probed(evidence, probe).stream())
                .toList();
    }

    /// Names that end or begin like the host's and are not below its organisation's, whose own pages may be let in.
    private static List<String> lookalikes(DomainName name) {
        var organisation = PublicSuffixes.registrable(name).orElse(name);
        return List.of("https://evil" + organisation.value(), "https://" + name.value() + ".evil.example");
    }

    private static Probe from(String name, String origin) {
        return new Probe(name, "/", Probe.Manner.FILE, List.of(new Header("Origin", origin)));
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        Map<Check, Finding> findings = new LinkedHashMap<>();
        for (var name : STRANGERS) {
            for (var fact : WebFacts.probed(evidence, name)) {
                verdict(name, fact).ifPresent(check -> findings.putIfAbsent(check, finding(check, evidence, fact)));
            }
        }
        return List.copyOf(findings.values());
    }

    private static Optional<Check> verdict(String probe, WebFacts.Fact fact) {
        if (CrossOrigin.isLetIn(fact.exchange())) {
            return Optional.ofNullable(BY_PROBE.get(probe));
        }
        var toAll =
                fact.answer().status() < 500 && fact.answer().header(ALLOWED).equals(List.of("*"));
        return toAll && CrossOrigin.allowsCredentials(fact.answer()) ? Optional.of(STAR) : Optional.empty();
    }

    private Finding finding(Check check, Evidence evidence, WebFacts.Fact fact) {
        var found = Finding.of(check, id(), evidence, fact.origin(), fact.header(ALLOWED))
                .provedBy(List.of(fact.header(ALLOWED), fact.header(CREDENTIALS)));
        return check == REFLECTS && !isForSignedIn(evidence) ? found.withSeverity(MEDIUM) : found;
    }

    /// The host sets a session's cookie or asks who is there.
    private static boolean isForSignedIn(Evidence evidence) {
        return WebFacts.own(evidence).stream()
                .anyMatch(fact -> fact.setsSessionCookie()
                        || fact.hasPasswordField()
                        || fact.answer().status() == 401);
    }
}
