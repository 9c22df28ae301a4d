package io.reconai.engine.tls;

import io.reconai.engine.asset.ProtocolSupport.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says from a server's picks whether its own order of suites rules or the client's.
///
/// The offers were a list and its reverse in turn, less what was picked before. Who follows the client picks the first
/// of those he accepts, then the last, then the second, and so on; who does not do that has an order of his own. A
/// few picks may look so by chance, and are asked about once more.
final class SuiteOrder {

    /// Fewer picks than this can follow the client's order by chance.
    private static final int ENOUGH = 8;

    private SuiteOrder() {}

    /// One more hello, and the number of the suite that was picked.
    @FunctionalInterface
    interface Question {
        Optional<Integer> ask(List<CipherSuite> offer) throws InterruptedException;
    }

    /// @param offer the list before anything was picked
    /// @param picks in the order of picking
    static Order of(List<CipherSuite> offer, List<CipherSuite> picks, Question question) throws InterruptedException {
        if (picks.size() < 2) {
            return Order.UNKNOWN;
        }
        if (!picks.equals(asClient(offer, picks))) {
            return Order.SERVER;
        }
        return picks.size() >= ENOUGH ? Order.CLIENT : turned(picks, question);
    }

    private static List<CipherSuite> asClient(List<CipherSuite> offer, List<CipherSuite> picks) {
        var left = new ArrayList<>(offer.stream().filter(picks::contains).toList());
        var sequence = new ArrayList<CipherSuite>();
        while (!left.isEmpty()) {
            sequence.add(sequence.size() % 2 == 0 ? left.removeFirst() : left.removeLast());
        }
        return sequence;
    }

    /// Servers that put ChaCha20 first only for clients that do look as if the client's order ruled: where another one
    /// can, it is not put first.
    private static Order turned(List<CipherSuite> picks, Question question) throws InterruptedException {
        var offer = new ArrayList<>(picks.reversed());
        if (offer.getFirst().isChaCha()) {
            offer.add(1, offer.removeFirst());
        }
        var pick = question.ask(offer);
        if (pick.isEmpty() || offer.getFirst().equals(picks.getFirst())) {
            return Order.UNKNOWN;
        }
        if (pick.get() == picks.getFirst().code()) {
            return Order.SERVER;
        }
        return pick.get() == offer.getFirst().code() ? Order.CLIENT : Order.UNKNOWN;
    }
}
