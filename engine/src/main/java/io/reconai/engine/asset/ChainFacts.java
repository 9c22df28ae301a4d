package io.reconai.engine.asset;

import java.util.List;

/// How a chain was sent, and what it takes to lead to a root.
///
/// @param complete it leads to a root with what was sent alone
/// @param ordered each certificate is followed by its issuer's (RFC 8446 §4.4.2 asks for it in all but words)
/// @param rootSent a self-signed certificate was sent after the leaf, which nobody needs
/// @param path subjects from the leaf to the root, where one was reached
/// @param fetched where issuers that were not sent were asked for, and what came of it
public record ChainFacts(
        boolean complete, boolean ordered, boolean rootSent, List<String> path, List<IssuerFetch> fetched) {

    /// One address out of a certificate that was asked for its issuer.
    ///
    /// @param detail why there is no certificate; empty when there is
    public record IssuerFetch(String url, String detail) {}

    public ChainFacts {
        path = List.copyOf(path);
        fetched = List.copyOf(fetched);
    }

    /// It leads to a root, but only with certificates that the server did not send.
    public boolean builtWithMore() {
        return !complete && !path.isEmpty();
    }
}
