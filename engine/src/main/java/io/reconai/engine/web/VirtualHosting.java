package io.reconai.engine.web;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import java.util.List;
import java.util.Optional;

/// Whether a host has a site of its own at its address, or gets what everybody gets there.
///
/// Told by what the same address and port answer to a name that nobody has and to the address itself: the same status,
/// target and body means that the name made no difference. A page that differs at each request is told as its own.
public final class VirtualHosting {

    /// What a host's answer is.
    public enum Site {
        /// It differs from what others get there.
        OWN,
        /// Everybody gets it.
        DEFAULT,
        /// Nobody asked, or nothing was answered.
        UNKNOWN
    }

    /// The request that bears the address as its host.
    public static final String BY_ADDRESS = "vhost.address";

    /// The request that bears a name that nobody has.
    public static final String BY_UNKNOWN_NAME = "vhost.unknown";

    private VirtualHosting() {}

    /// What the host's start page is, over https where both were asked.
    public static Site of(Evidence evidence) {
        return List.of(evidence.httpsFirst(), evidence.httpFirst()).stream()
                .flatMap(Optional::stream)
                .filter(first -> first.answered().isPresent())
                .map(first -> judge(evidence, first))
                .filter(site -> site != Site.UNKNOWN)
                .findFirst()
                .orElse(Site.UNKNOWN);
    }

    private static Site judge(Evidence evidence, Exchange own) {
        var others = evidence.exchanges().stream()
                .filter(made -> made.probe().equals(BY_ADDRESS) || made.probe().equals(BY_UNKNOWN_NAME))
                .filter(made ->
                        made.isHttps() == own.isHttps() && made.address().equals(own.address()))
                .filter(made -> made.answered().isPresent())
                .toList();
        if (others.isEmpty()) {
            return Site.UNKNOWN;
        }
        return others.stream().anyMatch(other -> look(other).equals(look(own))) ? Site.DEFAULT : Site.OWN;
    }

    /// What an answer looks like, but for the name in it that was asked for.
    private static List<String> look(Exchange exchange) {
        return exchange.answered()
                .map(answer -> List.of(String.valueOf(answer.status()), target(exchange, answer), answer.bodySha256()))
                .orElse(List.of());
    }

    private static String target(Exchange exchange, HttpAnswer answer) {
        return answer.firstHeader("location").orElse("").replace(exchange.uri().getHost(), "*");
    }
}
