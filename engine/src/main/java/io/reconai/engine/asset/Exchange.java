package io.reconai.engine.asset;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One HTTP request that was really made.
///
/// @param probe why it was made: `root`, `listing`, `baseline`, …
/// @param url absolute, as requested
/// @param hop 0 for a request of its own; 1 and more for a redirect that was followed
/// @param chain the index in [Evidence#exchanges] of the first request of this chain of redirects
/// @param tlsVerified the certificate chain and the name were verified; false over plain HTTP
/// @param answer null unless answered
public record Exchange(
        String probe,
        String method,
        String url,
        String address,
        int hop,
        int chain,
        List<Header> requestHeaders,
        ExchangeOutcome outcome,
        String detail,
        boolean tlsVerified,
        @Nullable HttpAnswer answer,
        Instant at,
        long elapsedMs) {

    public Exchange {
        requestHeaders = List.copyOf(requestHeaders);
    }

    /// The same with another place of its chain's first request.
    public Exchange withChain(int first) {
        return new Exchange(
                probe,
                method,
                url,
                address,
                hop,
                first,
                requestHeaders,
                outcome,
                detail,
                tlsVerified,
                answer,
                at,
                elapsedMs);
    }

    /// The same with another detail.
    public Exchange withDetail(String other) {
        return new Exchange(
                probe,
                method,
                url,
                address,
                hop,
                chain,
                requestHeaders,
                outcome,
                other,
                tlsVerified,
                answer,
                at,
                elapsedMs);
    }

    /// The same with as much of its answer as is kept.
    public Exchange withAnswer(HttpAnswer kept) {
        return new Exchange(
                probe,
                method,
                url,
                address,
                hop,
                chain,
                requestHeaders,
                outcome,
                detail,
                tlsVerified,
                kept,
                at,
                elapsedMs);
    }

    /// The answer, when there was one.
    public Optional<HttpAnswer> answered() {
        return Optional.ofNullable(answer);
    }

    /// The parsed address; every url here was made by us and is valid.
    public URI uri() {
        return URI.create(url);
    }

    /// The path that was asked for, as it was sent, without its query. Cheaper than [#uri].
    public String path() {
        var path = url.indexOf('/', url.indexOf("://") + 3);
        var query = url.indexOf('?');
        return path < 0 ? "" : query < 0 ? url.substring(path) : url.substring(path, query);
    }

    /// The host that was asked: a name, or an address without brackets.
    public String host() {
        var from = url.indexOf("://") + 3;
        var to = url.indexOf('/', from);
        var authority = to < 0 ? url.substring(from) : url.substring(from, to);
        if (authority.startsWith("[")) {
            return authority.substring(1, Math.max(1, authority.indexOf(']')));
        }
        var port = authority.lastIndexOf(':');
        return port < 0 ? authority : authority.substring(0, port);
    }

    /// True for https.
    public boolean isHttps() {
        return url.startsWith("https:");
    }
}
