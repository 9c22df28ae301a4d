package io.reconai.server.advice;

import java.util.List;
import java.util.Set;

/// Words of the trade, explained to those who are not of it; only those of what was found.
final class Terms {

    /// The interface promises no more.
    private static final int MOST = 9;

    /// A term and the beginnings of the checks that it belongs to.
    private record Term(String word, String meaning, List<String> checks) {}

    /// The most needed first.
    private static final List<Term> ALL = List.of(
            new Term(
                    "Subdomain takeover",
                    "A name of yours points at a service where anybody may now claim it",
                    List.of("takeover.", "dns.dangling")),
            new Term(
                    "Certificate",
                    "What proves to a browser that a server is yours, until a given day",
                    List.of("tls.cert.")),
            new Term("TLS", "Encryption between a visitor and your server", List.of("tls.")),
            new Term("SPF", "List of servers allowed to send your mail", List.of("dns.spf", "mail.spf")),
            new Term(
                    "DMARC",
                    "What receivers shall do with mail that only pretends to be from you",
                    List.of("dns.dmarc", "mail.dmarc")),
            new Term("DKIM", "A signature on your mail", List.of("dns.dkim", "mail.dkim")),
            new Term("HSTS", "Tells browsers to come by encrypted connections only", List.of("http.hsts")),
            new Term(
                    "Content Security Policy",
                    "Tells browsers which scripts and pictures belong to your page",
                    List.of("http.csp")),
            new Term(
                    "Clickjacking",
                    "Your page, framed invisibly in somebody else's, takes clicks that were meant for that",
                    List.of("http.framing")),
            new Term("Outdated software", "A version with known holes for which a newer one exists", List.of("tech.")),
            new Term(
                    "Exposed service",
                    "A service meant for few that everybody on the internet can reach",
                    List.of("service.")),
            new Term("Bucket", "A folder at a cloud provider that others may be able to read", List.of("bucket.")),
            new Term(
                    "Exposed file",
                    "A file that visitors should not get, such as a backup or a password",
                    List.of("exposure.")),
            new Term("DNSSEC", "Signatures on the records of your domain", List.of("dns.dnssec")),
            new Term("CAA", "List of those who may issue certificates for your names", List.of("dns.caa")),
            new Term("Data breach", "A leak at somebody else in which addresses of yours were", List.of("breach.")));

    private Terms() {}

    /// @param checks ids of what was found
    static List<List<String>> of(Set<String> checks) {
        return ALL.stream()
                .filter(term -> term.checks().stream()
                        .anyMatch(start -> checks.stream().anyMatch(check -> check.startsWith(start))))
                .limit(MOST)
                .map(term -> List.of(term.word(), term.meaning()))
                .toList();
    }
}
