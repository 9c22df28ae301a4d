package io.reconai.engine.tls;

import io.reconai.engine.asset.TlsVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;

/// Finds the curves of TLS 1.2 or an older version that the picks of suites do not show by the way.
///
/// Those that TLS 1.3 has not kept, which hardly any server has, are asked for in one hello, beside the usual ones. An
/// ECDSA certificate is only used for clients that name its own curve too (RFC 8422 §5.1): where there is no other
/// certificate, the groups seen stay at the end of the list. Used once.
final class GroupSearch {

    /// One hello; the group that is picked is added to those seen.
    @FunctionalInterface
    interface Question {
        HelloAnswer ask(List<CipherSuite> suites, List<Integer> groups) throws InterruptedException;
    }

    /// Groups from another version, which are not asked for again.
    @FunctionalInterface
    interface Known {
        Set<Integer> groups() throws InterruptedException;
    }

    private final TlsVersion version;
    private final Set<Integer> seen;
    private final Known known;
    private final Question question;
    private Optional<Future<Boolean>> started = Optional.empty();

    /// @param seen groups of the version; may grow meanwhile
    GroupSearch(TlsVersion version, Set<Integer> seen, Known known, Question question) {
        this.version = version;
        this.seen = seen;
        this.known = known;
        this.question = question;
    }

    /// Begins beside the search for suites, as soon as a suite is known that needs a group.
    void start(Collection<CipherSuite> picked, Lanes lanes) {
        var suites = elliptic(picked);
        if (!suites.isEmpty()) {
            started = Optional.of(lanes.start(() -> run(suites, lanes)));
        }
    }

    /// Waits until there is no more to ask.
    ///
    /// @param accepted all suites
    /// @return true when every group was offered in this version
    boolean finish(Collection<CipherSuite> accepted, Lanes lanes) throws InterruptedException {
        var suites = elliptic(accepted);
        if (started.isPresent()) {
            return Lanes.result(started.get());
        }
        return suites.isEmpty() || run(suites, lanes);
    }

    private boolean run(List<CipherSuite> suites, Lanes lanes) throws InterruptedException {
        var all = Hellos.groups(version);
        var usual = all.stream().filter(Registry::isUsualCurve).toList();
        var oldShown = lanes.start(() -> showsAll(suites, Hellos.without(all, usual)));
        var elsewhere = known.groups();
        // From the end, since the hellos for suites name those from the beginning.
        var usualShown = showsAll(suites, Hellos.without(usual, elsewhere).reversed());
        return Lanes.result(oldShown)
                && usualShown
                && elsewhere.stream().filter(all::contains).allMatch(seen::contains);
    }

    /// Asks until nothing is left or all of it is refused.
    ///
    /// @return false when the server has an order of groups of its own and may hide those behind its first
    private boolean showsAll(List<CipherSuite> suites, List<Integer> chosen) throws InterruptedException {
        while (true) {
            var shown = List.copyOf(seen); // more may be seen meanwhile, and no group is offered twice
            var left = Hellos.without(chosen, shown);
            if (left.isEmpty()) {
                return true;
            }
            var offer = new ArrayList<>(left);
            if (suites.stream().noneMatch(GroupSearch::isFree)) {
                offer.addAll(shown);
            }
            var flight = Answers.flight(question.ask(suites, offer), version);
            if (flight.isEmpty()) {
                return true;
            }
            if (!left.contains(flight.get().group())) {
                return false;
            }
        }
    }

    /// Those that need a group; only those without a curve in the certificate where there are such.
    private static List<CipherSuite> elliptic(Collection<CipherSuite> suites) {
        var elliptic = suites.stream()
                .filter(suite ->
                        suite.name().startsWith("TLS_ECDHE_") || suite.name().startsWith("TLS_ECDH_anon_"))
                .toList();
        var free = elliptic.stream().filter(GroupSearch::isFree).toList();
        return free.isEmpty() ? elliptic : free;
    }

    private static boolean isFree(CipherSuite suite) {
        return !suite.name().startsWith("TLS_ECDHE_ECDSA");
    }
}
