package io.reconai.engine.enrichment;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.util.ArrayList;
import java.util.List;

/// What is kept of all that a host said over HTTP: so much and no more, whatever it says.
///
/// Each answer is bounded when it is read, but a host is asked for many paths, and a body of control characters is
/// six times as long in JSON. Evidence that grew beyond all bounds could be neither stored nor sent. The first
/// exchanges are kept whole; of those beyond the bound, their outcomes and a few header fields.
final class KeptExchanges {

    /// In bytes of JSON. Ordinary hosts have some hundred kilobytes; stores take 16 MiB for one document, and uploads
    /// 8 MiB a host.
    static final long MOST_BYTES = 4L * 1024 * 1024;

    /// Of one answer beyond the bound.
    private static final long MOST_HEADER_BYTES = 2 * 1024;

    private static final String TOO_MUCH = "not kept: the host said more than 4 MiB in all";

    private KeptExchanges() {}

    static List<Exchange> of(List<Exchange> exchanges) {
        var kept = new ArrayList<Exchange>(exchanges.size());
        var size = 0L;
        for (var exchange : exchanges) {
            var answer = exchange.answer();
            var cost = answer == null ? 0 : cost(answer);
            if (answer == null || size + cost <= MOST_BYTES) {
                size += cost;
                kept.add(exchange);
            } else {
                kept.add(exchange.withAnswer(abridged(answer)).withDetail(TOO_MUCH));
            }
        }
        return kept;
    }

    private static HttpAnswer abridged(HttpAnswer answer) {
        var headers = new ArrayList<Header>();
        var size = 0L;
        for (var header : answer.headers()) {
            size += cost(header);
            if (size > MOST_HEADER_BYTES) {
                break;
            }
            headers.add(header);
        }
        return answer.withoutBody().withHeaders(headers);
    }

    private static long cost(HttpAnswer answer) {
        return cost(answer.body())
                + answer.headers().stream().mapToLong(KeptExchanges::cost).sum()
                + answer.trailers().stream().mapToLong(KeptExchanges::cost).sum();
    }

    private static long cost(Header header) {
        return cost(header.name()) + cost(header.value()) + 24;
    }

    /// Bytes of a text as a JSON string in UTF-8 (RFC 8259 §7); half of a surrogate pair counts as three.
    private static long cost(String text) {
        var bytes = 0L;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 ? 2 : 3;
            } else if (c >= 0x20) {
                bytes += c == '"' || c == '\\' ? 2 : 1;
            } else {
                bytes += c == '\n' || c == '\r' || c == '\t' ? 2 : 6;
            }
        }
        return bytes;
    }
}
