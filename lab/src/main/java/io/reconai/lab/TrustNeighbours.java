package io.reconai.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Domains with a name that others could claim, whose start page, or another host, gives something to the names below
/// it or only seems to.
final class TrustNeighbours {

    private static final String ADDRESSES = "2001:db8:4::";

    private static final String OTHERS = "2001:db8:4:1::";

    private static final String SESSION = "sessionid=4fA81b2c9d0e4fA81b2c9d0e; Secure; HttpOnly; SameSite=Lax; Path=/";

    private static final String CSP = "Content-Security-Policy";

    private final List<Neighbour> domains = new ArrayList<>();

    private TrustNeighbours() {
        domain("trust-cookie", saying("Set-Cookie", SESSION + "; Domain=trust-cookie.lab.test"))
                .finds("takeover.cname", "critical", "the domain's session comes along");
        domain("trust-reader", reading(origin -> origin.endsWith(".trust-reader.lab.test")))
                .finds("takeover.cname", "critical", "pages of any name below may read the domain's");
        domain("trust-list", reading("https://old.trust-list.lab.test"::equals))
                .finds("takeover.cname", "critical", "it is on the list of those who may read");
        domain("trust-policy", saying(CSP, policy("https://*.trust-policy.lab.test")))
                .finds("takeover.cname", "critical", "its scripts run in the domain's page");
        var others = saying(
                "Set-Cookie",
                SESSION + "; Domain=shop.trust-others.lab.test",
                CSP,
                policy("https://new.trust-others.lab.test"),
                "Access-Control-Allow-Origin",
                "https://www.trust-others.lab.test",
                "Access-Control-Allow-Credentials",
                "true");
        domain("trust-others", others)
                .finds("takeover.cname", "high", "cookie, policy and answers are for other names");
        var all = domain("trust-all", reading(_ -> true));
        all.finds("takeover.cname", "high", "what any stranger may read is no trust in the name");
        domains.getLast().finds("http.cors.reflects-origin-with-credentials", "any stranger may read");
        addSessionsForAll();
        addSiblings();
    }

    /// What another host than the domain itself gives or only seems to.
    private void addSiblings() {
        beside("sib-cookie", saying("Set-Cookie", SESSION + "; Domain=sib-cookie.lab.test"))
                .finds("takeover.cname", "critical", "a session of another host comes along");
        beside("sib-reader", reading(origin -> origin.endsWith(".sib-reader.lab.test")))
                .finds("takeover.cname", "critical", "pages of any name below may read another host's");
        beside("sib-policy", saying(CSP, policy("https://*.sib-policy.lab.test")))
                .finds("takeover.cname", "critical", "its scripts run in another host's page");
        var others = reading(
                "https://shop.sib-others.lab.test"::equals,
                "Set-Cookie",
                SESSION + "; Domain=shop.sib-others.lab.test",
                CSP,
                policy("https://evil-sib-others.lab.test"),
                CSP + "-Report-Only",
                policy("https://*.sib-others.lab.test"));
        beside("sib-others", others)
                .finds(
                        "takeover.cname",
                        "high",
                        "cookie and answers are for the host alone, a name ends alike, and a policy is only reported");
        beside("sib-all", reading(_ -> true))
                .finds("takeover.cname", "high", "what any stranger may read is no trust in the name");
        domains.getLast().hosts.getLast().finds("http.cors.reflects-origin-with-credentials", "any stranger may read");
    }

    /// A domain with this page on a host below it. @return its host that leads to a service where the name can be had
    private HostEntry beside(String label, Site site) {
        var leading = domain(label, saying());
        domains.getLast()
                .host("shop", OTHERS + Integer.toHexString(domains.size()))
                .web(site);
        return leading;
    }

    /// Sessions that the domain's own host gives to every host of what is registered: here, all of lab.test.
    private void addSessionsForAll() {
        var session = saying("Set-Cookie", SESSION + "; Domain=lab.test");
        domain("trust-wide", session).finds("takeover.cname", "critical", "the session comes along");
        parentDomain("medium", "one of its hosts can be taken over");
        domain("trust-calm", session).finds("dns.cname.dangling", "an alias to nothing, which nobody can claim");
        domains.getLast().instead("old", "CNAME", "gone.trust-calm.lab.test.");
        parentDomain("info", "none of its hosts can be taken over");
    }

    private void parentDomain(String severity, String why) {
        domains.getLast().hosts.getFirst().finds("http.cookie.parent-domain", severity, why);
    }

    static List<Neighbour> all() {
        return new TrustNeighbours().domains;
    }

    /// A domain with this start page. @return its host that leads to a service where the name can be had
    private HostEntry domain(String label, Site site) {
        var domain = new Neighbour(label + ".lab.test");
        domains.add(domain.web(ADDRESSES + Integer.toHexString(domains.size() + 1), site));
        domain.with("old", "CNAME", label + "-files.azureedge.net.");
        return domain.host("old").withoutAddressRecords();
    }

    private static Site saying(String... changes) {
        return HeaderGallery.saying(changes);
    }

    private static String policy(String source) {
        return "default-src 'none'; script-src 'self' " + source + "; base-uri 'none'; frame-ancestors 'none'";
    }

    /// Lets pages of some origins read its answers as the visitor who is signed in.
    private static Site reading(Predicate<String> origins, String... changes) {
        return request -> {
            var answer = saying(changes).answer(request).with("Vary", "Origin");
            return !request.origin().isEmpty() && origins.test(request.origin())
                    ? answer.with("Access-Control-Allow-Origin", request.origin())
                            .with("Access-Control-Allow-Credentials", "true")
                    : answer;
        };
    }
}
