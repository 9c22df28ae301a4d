package io.reconai.engine.web;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a host's web answers say beside their pages, for showing: a pure function of evidence.
///
/// @param protocols those that the host offers, as ALPN ids: `http/1.1`, `h2`, `h3`
/// @param site whether the site is the host's own, or what everybody gets at its address
/// @param cookies what its start page sets, on the way there included; without their values, which may be keys
/// @param loginForm where its start page asks for a password; null when it does not
/// @param securityTxt whom to tell of a weakness; null when the host does not say
/// @param guides which files for programs it has: `robots`, `sitemap`, `security.txt`
/// @param trailers fields after the start page's body (RFC 9110 §6.5)
public record SiteSummary(
        List<String> protocols,
        VirtualHosting.Site site,
        List<Cookie> cookies,
        @Nullable LoginForm loginForm,
        @Nullable Contact securityTxt,
        List<String> guides,
        List<Header> trailers) {

    private static final int MOST_COOKIES = 50;

    /// Media types by which a file is what its name says, and no error page with status 200.
    private static final Map<String, List<String>> GUIDES = Map.of(
            "robots", List.of("text/plain"),
            "sitemap", List.of("application/xml", "text/xml"),
            "security.txt", List.of("text/plain"));

    /// A cookie as far as it is shown.
    ///
    /// @param domain empty when only this host gets it
    /// @param sameSite empty when it does not say
    /// @param session it ends with the browser
    /// @param kept browsers keep it: what its name's prefix promises holds
    public record Cookie(
            String name,
            String domain,
            String path,
            boolean secure,
            boolean httpOnly,
            String sameSite,
            boolean session,
            boolean kept) {

        static Cookie of(SetCookie set) {
            return new Cookie(
                    set.name(),
                    set.domain(),
                    set.path(),
                    set.secure(),
                    set.httpOnly(),
                    set.sameSite(),
                    set.isForSession(),
                    set.keepsPromise());
        }
    }

    /// The part of security.txt that readers want.
    ///
    /// @param expires null when the file does not say, or not readably
    /// @param signed it is within a signature, which was not verified
    public record Contact(
            List<String> contacts,
            List<String> policies,
            @Nullable Instant expires,
            boolean signed) {

        static Contact of(SecurityTxt file) {
            return new Contact(
                    file.values("contact"),
                    file.values("policy"),
                    file.expires().orElse(null),
                    file.signed());
        }
    }

    public SiteSummary {
        protocols = List.copyOf(protocols);
        cookies = List.copyOf(cookies);
        guides = List.copyOf(guides);
        trailers = List.copyOf(trailers);
    }

    /// The summary of a host; of one that was not asked it says nothing.
    public static SiteSummary of(Evidence evidence) {
        var page = evidence.page().filter(made -> evidence.host().value().equals(made.host()));
        return new SiteSummary(
                HttpVersions.offered(evidence),
                VirtualHosting.of(evidence),
                cookies(evidence),
                page.flatMap(LoginForm::in).orElse(null),
                SecurityTxt.of(evidence).map(Contact::of).orElse(null),
                guides(evidence),
                page.flatMap(Exchange::answered).map(HttpAnswer::trailers).orElse(List.of()));
    }

    private static List<Cookie> cookies(Evidence evidence) {
        return Stream.of(evidence.httpsFirst(), evidence.httpFirst())
                .flatMap(Optional::stream)
                .flatMap(first -> evidence.chainOf(first).stream())
                .filter(made -> evidence.host().value().equals(made.host()))
                .flatMap(made -> made.answered().stream())
                .flatMap(answer -> SetCookie.of(answer).stream())
                .map(Cookie::of)
                .distinct()
                .limit(MOST_COOKIES)
                .toList();
    }

    private static List<String> guides(Evidence evidence) {
        return evidence.exchanges().stream()
                .filter(made -> made.answered()
                        .filter(answer -> answer.status() == 200)
                        .filter(answer ->
                                GUIDES.getOrDefault(made.probe(), List.of()).contains(answer.mediaType()))
                        .isPresent())
                .map(Exchange::probe)
                .distinct()
                .sorted()
                .toList();
    }
}
