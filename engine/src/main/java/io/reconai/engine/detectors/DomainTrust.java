package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.web.CrossOrigin.ALLOWED;
import static io.reconai.engine.web.CrossOrigin.FROM_BELOW;
import static io.reconai.engine.web.CrossOrigin.FROM_ELSEWHERE;
import static io.reconai.engine.web.CrossOrigin.FROM_NAME;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Reliance;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Trust;
import io.reconai.engine.web.CrossOrigin;
import io.reconai.engine.web.SetCookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the scanned domain's start page, and other hosts of the scan, give to a name that others could claim:
/// a session's cookie, their answers, a place in their policy. Whoever claims the name has more by it than a page under
/// a trusted name.
///
/// Only what the name gets because of where it lies: a cookie for a domain that it is not in, a policy that names
/// others, and answers that any stranger may read as well are no trust in it. Of the page's policy the header fields
/// alone are looked at, since bodies are not kept.
final class DomainTrust {

    /// One thing, as a sentence, and where the evidence has it.
    record Reason(String words, Proof proof) {}

    private final List<Exchange> pages;
    private final Evidence evidence;
    private final DomainName name;

    private DomainTrust(Evidence evidence, DomainName name) {
        this.evidence = evidence;
        this.name = name;
        pages = evidence.reliances().map(Reliance::domainPages).orElse(List.of());
    }

    /// Everything that the name gets, one reason of a kind.
    ///
    /// @param owner a name, or a wildcard such as `*.acme.test`, for which any name below stands
    static List<Reason> in(String owner, Evidence evidence) {
        return Trust.standIn(owner).stream()
                .map(name -> new DomainTrust(evidence, name))
                .flatMap(trust -> Stream.of(
                        trust.cookie().or(() -> trust.ofNeighbour(Trust.Kind.COOKIE)),
                        trust.answers().or(() -> trust.ofNeighbour(Trust.Kind.ANSWERS)),
                        trust.policy().or(() -> trust.ofNeighbour(Trust.Kind.POLICY))))
                .flatMap(Optional::stream)
                .toList();
    }

    /// A finding on the name with these reasons.
    static Finding saying(List<Reason> reasons, Finding found) {
        var proofs = new ArrayList<>(found.evidence());
        var said = found;
        for (var reason : reasons) {
            said = said.adding(reason.words());
            proofs.add(reason.proof());
        }
        return said.provedBy(proofs);
    }

    /// The next severity, critical at most.
    static Severity above(Severity severity) {
        return severity == MEDIUM ? HIGH : CRITICAL;
    }

    /// Cookies of load balancers, bot filters and preferences are nobody's session.
    private Optional<Reason> cookie() {
        return IntStream.range(0, pages.size())
                .filter(i -> pages.get(i).probe().equals(FROM_BELOW))
                .boxed()
                .flatMap(i -> header(i, "set-cookie", value -> isSessionFor(pages.get(i), value)).stream())
                .findFirst()
                .map(field -> SetCookie.parse(field.value())
                        .map(cookie -> new Reason(
                                "The domain's start page sets a session's cookie for every host of " + cookie.domain()
                                        + ", so that visitors bring it along.",
                                new Proof(
                                        field.place(),
                                        "Set-Cookie: " + cookie.name() + "=…; Domain=" + cookie.domain())))
                        .orElseThrow());
    }

    private boolean isSessionFor(Exchange page, String field) {
        return TrustGiven.receivingSession(field, page.host(), evidence.observedAt())
                .filter(name::isAtOrBelow)
                .isPresent();
    }

    /// What another host of the scan gives, known when all were looked at.
    private Optional<Reason> ofNeighbour(Trust.Kind kind) {
        var given = evidence.trustedBy();
        return IntStream.range(0, given.size())
                .filter(i -> given.get(i).kind() == kind && given.get(i).reaches(name))
                .mapToObj(i -> new Reason(
                        words(given.get(i)),
                        new Proof(
                                "/trusted_by/" + i,
                                given.get(i).host() + " answers " + given.get(i).shown())))
                .findFirst();
    }

    private static String words(Trust trust) {
        return switch (trust.kind()) {
            case COOKIE ->
                trust.host() + " sets a session's cookie for every host of " + trust.names()
                        + ", so that visitors bring it along.";
            case ANSWERS -> trust.host() + " lets its pages read answers as the visitor who is signed in (CORS).";
            case POLICY -> "The content security policy of " + trust.host() + " trusts it.";
        };
    }

    private Optional<Reason> answers() {
        return IntStream.range(0, pages.size())
                .filter(i -> letsNameIn(pages.get(i)) || letsNamesBelowIn(pages.get(i)))
                .boxed()
                .flatMap(i -> header(i, ALLOWED, _ -> true).stream())
                .findFirst()
                .map(field -> new Reason(
                        "The domain's start page lets its pages read answers as the visitor who is signed in (CORS).",
                        new Proof(field.place(), ALLOWED + ": " + field.value())));
    }

    /// The name is what every asker is told, or it is on a list that a random name is not on.
    private boolean letsNameIn(Exchange page) {
        var isIn = CrossOrigin.letsIn(page, "https://" + name) || CrossOrigin.letsIn(page, "http://" + name);
        return isIn
                && (page.probe().equals(FROM_BELOW)
                        || page.probe().equals(FROM_NAME) && isKeptOut(page.url(), FROM_BELOW));
    }

    /// A random name right below the domain was let in and a stranger was not; that says nothing of deeper names.
    private boolean letsNamesBelowIn(Exchange page) {
        return page.probe().equals(FROM_BELOW)
                && name.parent().filter(evidence.host().domain()::equals).isPresent()
                && CrossOrigin.isLetIn(page)
                && isKeptOut(page.url(), FROM_ELSEWHERE);
    }

    /// Whether another asker was answered there and not let in.
    private boolean isKeptOut(String url, String probe) {
        return pages.stream()
                .filter(other -> other.probe().equals(probe)
                        && other.url().equals(url)
                        && other.answered().isPresent())
                .findFirst()
                .filter(other -> !CrossOrigin.isLetIn(other))
                .isPresent();
    }

    private Optional<Reason> policy() {
        return IntStream.range(0, pages.size())
                .filter(i -> pages.get(i).probe().equals(FROM_BELOW))
                .filter(i -> pages.get(i).answered().filter(DomainTrust::isPage).isPresent())
                .boxed()
                .flatMap(i -> policy(i).stream())
                .findFirst();
    }

    /// All policies of a page apply together.
    private Optional<Reason> policy(int page) {
        var fields = pages.get(page).answered().map(answer -> answer.header("content-security-policy"));
        var limits = CspPolicy.ofHeaders(fields.orElse(List.of())).stream()
                .filter(CspPolicy::limitsTrust)
                .map(policy -> policy.naming(name))
                .toList();
        if (limits.isEmpty() || limits.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        var named = limits.getFirst().orElseThrow();
        return header(page, "content-security-policy", this::isNamedIn)
                .map(field -> new Reason(
                        "The content security policy of the domain's start page trusts it: " + named + ".",
                        new Proof(field.place(), "Content-Security-Policy: … " + named)));
    }

    private boolean isNamedIn(String field) {
        return CspPolicy.ofHeaders(List.of(field)).stream()
                .anyMatch(policy -> policy.naming(name).isPresent());
    }

    private static boolean isPage(HttpAnswer answer) {
        return (answer.status() / 100 == 2 || answer.status() == 401 || answer.status() == 403)
                && answer.mediaType().contains("html");
    }

    private record Field(String place, String value) {}

    private Optional<Field> header(int page, String name, Predicate<String> fits) {
        var headers = pages.get(page).answered().map(HttpAnswer::headers).orElse(List.of());
        return IntStream.range(0, headers.size())
                .filter(i -> headers.get(i).name().equalsIgnoreCase(name)
                        && fits.test(headers.get(i).value()))
                .mapToObj(i -> new Field(
                        "/reliance/domain_pages/" + page + "/answer/headers/" + i,
                        headers.get(i).value()))
                .findFirst();
    }
}
