package io.reconai.engine.tls;

import io.reconai.engine.asset.ProtocolSupport.Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Says from a server's picks whether its own order of suites rules or the client's.
///
/// Who follows the client picks the first of each offer that he accepts; who does not do that once has an order of his
/// own. That the client's rules is proven when of two offers with the same two suites one had the one picked, and the
/// other the other. Safe for use by several threads.
final class SuiteOrder {

    private record Choice(List<CipherSuite> offer, CipherSuite pick) {}

    private final List<Choice> choices = new ArrayList<>();

    /// An offer as the order is asked for in: servers that put ChaCha20 first for clients that do look as if the
    /// client's order ruled, so that it comes first only where there is nothing else.
    static List<CipherSuite> neutral(List<CipherSuite> offer) {
        if (offer.isEmpty() || !offer.getFirst().isChaCha()) {
            return offer;
        }
        var other = offer.stream().filter(suite -> !suite.isChaCha()).findFirst();
        if (other.isEmpty()) {
            return offer;
        }
        var turned = new ArrayList<>(offer);
        turned.remove(other.get());
        turned.addFirst(other.get());
        return turned;
    }

    /// Adds what was picked of an offer.
    synchronized void add(List<CipherSuite> offer, CipherSuite pick) {
        choices.add(new Choice(List.copyOf(offer), pick));
    }

    /// @param accepted all suites that the server accepts
    synchronized Order of(Collection<CipherSuite> accepted) {
        if (accepted.size() < 2) {
            return Order.UNKNOWN;
        }
        if (!choices.stream().allMatch(choice -> isFirst(choice, accepted))) {
            return Order.SERVER;
        }
        return isProven() ? Order.CLIENT : Order.UNKNOWN;
    }

    private static boolean isFirst(Choice choice, Collection<CipherSuite> accepted) {
        return choice.offer().stream()
                .filter(accepted::contains)
                .findFirst()
                .filter(choice.pick()::equals)
                .isPresent();
    }

    private boolean isProven() {
        return choices.stream().anyMatch(one -> choices.stream()
                .anyMatch(other -> !one.pick().equals(other.pick())
                        && one.offer().contains(other.pick())
                        && other.offer().contains(one.pick())));
    }
}
