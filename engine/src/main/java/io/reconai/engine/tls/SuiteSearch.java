package io.reconai.engine.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// Finds the suites of one list that a server accepts: all are offered, it picks one, the rest is offered again.
///
/// n suites cost n + 1 connections, and the sequence of picks is the server's own order where that rules. Run by one
/// thread, while others may wait for its first pick.
final class SuiteSearch {

    private final List<CipherSuite> left;
    private final List<CipherSuite> picks = new ArrayList<>();
    private final CompletableFuture<Optional<CipherSuite>> first = new CompletableFuture<>();

    /// @param pickedBefore which are not offered again; those that are not in the list do not count
    SuiteSearch(List<CipherSuite> list, List<CipherSuite> pickedBefore) {
        left = new ArrayList<>(list);
        pickedBefore.stream().filter(left::remove).forEach(picks::add);
        picks.stream().findFirst().ifPresent(pick -> first.complete(Optional.of(pick)));
    }

    /// The first pick as soon as it is there; empty when nothing is accepted.
    Future<Optional<CipherSuite>> first() {
        return first;
    }

    /// One hello of a search.
    @FunctionalInterface
    interface Question {

        /// @param left what is still to be offered, of which suites may be taken away
        /// @return what was picked; empty when nothing was, after which the search is over
        Optional<CipherSuite> ask(List<CipherSuite> left) throws InterruptedException;
    }

    /// Asks until nothing more is accepted.
    ///
    /// @return what was accepted, in the order of the picks
    List<CipherSuite> run(Question question) throws InterruptedException {
        while (!left.isEmpty()) {
            var pick = question.ask(left);
            if (pick.isEmpty()) {
                break;
            }
            left.remove(pick.get());
            picks.add(pick.get());
            first.complete(pick);
        }
        first.complete(Optional.empty());
        return picks;
    }
}
