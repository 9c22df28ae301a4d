package io.reconai.engine.tls;

import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.ProtocolSupport.Order;
import io.reconai.engine.asset.ProtocolSupport.Reading;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.tls.ServerFlight.Until;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds every suite of TLS 1.2 or an older version: all are offered, the server picks one, the rest is offered again.
///
/// n suites cost n + 1 connections, and the sequence of picks is the server's own order where that rules. Whose order
/// it is costs nothing either, since every second offer is turned round: a server that follows the client then picks
/// from both ends in turn. Groups come with the picks, since those not seen yet are always named first. Used by one
/// thread.
final class VersionSweep {

    private static final int INTERNAL_ERROR = 80;

    private final TlsVersion version;
    private final Questioner questioner;
    private final Hellos hellos;
    private final FeatureNotes features;
    private final Set<Integer> groups = new LinkedHashSet<>();
    private final Set<Integer> dhBits = new TreeSet<>();
    private boolean isOpening;

    VersionSweep(TlsVersion version, Questioner questioner, Hellos hellos, FeatureNotes features) {
        this.version = version;
        this.questioner = questioner;
        this.hellos = hellos;
        this.features = features;
        isOpening = version == TlsVersion.TLS_1_2;
    }

    /// Whether the groups of a version are asked for, and which are known from another one and need not be shown again.
    interface Groups {

        Groups NONE = new Groups() {
            @Override
            public boolean areWanted() {
                return false;
            }

            @Override
            public Set<Integer> known() {
                return Set.of();
            }
        };

        default boolean areWanted() {
            return true;
        }

        Set<Integer> known() throws InterruptedException;
    }

    /// The suites picked one after another from an offer, and the answer that ended it.
    private record Picked(List<CipherSuite> offer, List<CipherSuite> suites, HelloAnswer end) {}

    /// Everything about the version.
    ///
    /// @param wanted which groups to ask for beyond those that the picks show
    ProtocolSupport all(Groups wanted) throws InterruptedException {
        var lists = Hellos.lists(version);
        var usual = pick(lists.getLast());
        if (usual.suites().isEmpty() && isOpening && !Answers.isAboutVersion(usual.end(), version)) {
            isOpening = false; // some servers cannot bear what else the first hello offers
            usual = pick(lists.getLast());
        }
        isOpening = false;
        if (usual.suites().isEmpty() && Answers.isAboutVersion(usual.end(), version)) {
            return without(usual.end());
        }
        var suites = usual.suites();
        var order = order(usual);
        for (var list : lists.subList(0, lists.size() - 1)) {
            var rare = pick(list);
            order = order == Order.UNKNOWN ? order(rare) : order;
            suites = order == Order.CLIENT ? joined(suites, rare.suites()) : merged(suites, rare.suites());
        }
        if (suites.isEmpty()) {
            return without(usual.end());
        }
        return found(suites, Reading.EACH, order, wanted.areWanted() && addGroups(suites, wanted.known()));
    }

    /// The same as another version, when that is so: its first suite, and nothing beyond those that both versions can
    /// have. Two connections, or one where the version is not spoken or the other was compared already.
    ProtocolSupport like(ProtocolSupport other) throws InterruptedException {
        var shared = shared(version, other);
        if (shared.isEmpty()) {
            return all(Groups.NONE);
        }
        var offer = Hellos.lists(version).getLast();
        var same = offer.stream().filter(shared::contains).toList();
        var answer = ask(same);
        var flight = Answers.flight(answer, version);
        if (flight.isEmpty()) {
            return Answers.isAboutVersion(answer, version) ? without(answer) : all(Groups.NONE);
        }
        var first = other.order() == Order.SERVER ? shared.getFirst() : same.getFirst();
        return flight.get().suite() == first.code() && (isCompared(other) || acceptsNone(except(offer, same)))
                ? found(shared, Reading.AS_OTHER_VERSION, other.order(), false)
                : all(Groups.NONE);
    }

    /// Then none beyond a third version's was accepted by it already.
    private static boolean isCompared(ProtocolSupport other) {
        return other.reading() == Reading.AS_OTHER_VERSION;
    }

    private boolean acceptsNone(List<CipherSuite> offer) throws InterruptedException {
        return Answers.flight(ask(offer), version).isEmpty();
    }

    /// What another version has and this one can have, in the other's order.
    static List<CipherSuite> shared(TlsVersion version, ProtocolSupport other) {
        var offer = Hellos.lists(version).getLast();
        return suites(other.suites()).stream().filter(offer::contains).toList();
    }

    private static List<CipherSuite> except(List<CipherSuite> all, List<CipherSuite> some) {
        return all.stream().filter(suite -> !some.contains(suite)).toList();
    }

    /// One hello with every suite, and no more.
    ProtocolSupport outline() throws InterruptedException {
        var offer = new ArrayList<>(Hellos.lists(version).getLast());
        var answer = ask(offer);
        isOpening = false;
        if (stumblesOver(offer, answer, List.of())) {
            offer.removeIf(VersionSweep::isFiniteField);
            answer = ask(offer);
        }
        var flight = Answers.flight(answer, version);
        return flight.isEmpty()
                ? without(answer)
                : found(suites(List.of(Registry.suiteName(flight.get().suite()))), Reading.SOME, Order.UNKNOWN, false);
    }

    /// What one more hello adds to an outline: its pick, or that none of its suites is accepted.
    ProtocolSupport with(ProtocolSupport outline, List<CipherSuite> offer) throws InterruptedException {
        var answer = ask(offer);
        var flight = Answers.flight(answer, version);
        var names = new LinkedHashSet<>(outline.suites());
        flight.ifPresent(seen -> names.add(Registry.suiteName(seen.suite())));
        var cleared = new LinkedHashSet<>(outline.refusedClasses());
        if (answer instanceof HelloAnswer.Alerted) {
            cleared.addAll(clearedBy(offer));
        }
        var all = new LinkedHashSet<>(outline.groups());
        all.addAll(groupNames());
        var bits = new TreeSet<>(outline.dhBits());
        bits.addAll(dhBits);
        return new ProtocolSupport(
                version,
                outline.answer(),
                outline.detail(),
                List.copyOf(names),
                Reading.SOME,
                List.copyOf(cleared),
                Order.UNKNOWN,
                List.copyOf(all),
                false,
                List.copyOf(bits));
    }

    private ProtocolSupport without(HelloAnswer answer) {
        return ProtocolSupport.without(version, Answers.of(answer, version), Answers.detail(answer));
    }

    private ProtocolSupport found(List<CipherSuite> suites, Reading reading, Order order, boolean allGroups) {
        var refused = reading == Reading.SOME
                ? List.<String>of()
                : clearedBy(Registry.suites()).stream()
                        .filter(word -> suites.stream()
                                .flatMap(suite -> suite.classes().stream())
                                .noneMatch(one -> one.word().equals(word)))
                        .toList();
        return new ProtocolSupport(
                version,
                Answer.ACCEPTED,
                "",
                suites.stream().map(CipherSuite::name).toList(),
                reading,
                refused,
                order,
                groupNames(),
                allGroups,
                List.copyOf(dhBits));
    }

    /// The classes of which every member is in an offer.
    private List<String> clearedBy(List<CipherSuite> offer) {
        var words = new ArrayList<String>();
        for (var one : SuiteClass.values()) {
            var isWhole = Hellos.lists(version).stream()
                    .flatMap(List::stream)
                    .filter(suite -> suite.is(one))
                    .allMatch(offer::contains);
            if (isWhole) {
                words.add(one.word());
            }
        }
        return words;
    }

    private List<String> groupNames() {
        return groups.stream().map(Registry::groupName).toList();
    }

    private static List<CipherSuite> suites(List<String> names) {
        return names.stream()
                .flatMap(name ->
                        Registry.suites().stream().filter(suite -> suite.name().equals(name)))
                .toList();
    }

    private Picked pick(List<CipherSuite> offer) throws InterruptedException {
        var left = new ArrayList<>(offer);
        var suites = new ArrayList<CipherSuite>();
        while (!left.isEmpty()) {
            var answer = ask(suites.size() % 2 == 0 ? left : left.reversed());
            var suite = Answers.flight(answer, version).flatMap(flight -> byCode(left, flight.suite()));
            if (suite.isEmpty() && stumblesOver(left, answer, suites)) {
                left.removeIf(VersionSweep::isFiniteField);
                continue;
            }
            if (suite.isEmpty()) {
                noteEnd(answer, suites);
                return new Picked(offer, suites, answer);
            }
            left.remove(suite.get());
            suites.add(suite.get());
        }
        return new Picked(offer, suites, new HelloAnswer.Alerted(0));
    }

    /// Servers without parameters for DHE (Dovecot 2.3 as it comes) pick such a suite all the same and break off. The
    /// suites are left out then, where TLS 1.2 has others: they are not accepted, and hide those that are.
    private boolean stumblesOver(List<CipherSuite> left, HelloAnswer answer, List<CipherSuite> picked) {
        var isStumble = answer instanceof HelloAnswer.Alerted alerted
                ? alerted.description() == INTERNAL_ERROR
                : answer instanceof HelloAnswer.Nothing nothing && nothing.outcome() == ExchangeOutcome.MALFORMED;
        var isWorthIt = version == TlsVersion.TLS_1_2 || !picked.isEmpty();
        if (!isStumble || !isWorthIt || left.stream().allMatch(VersionSweep::isFiniteField)) {
            return false;
        }
        return left.stream().anyMatch(VersionSweep::isFiniteField);
    }

    private static boolean isFiniteField(CipherSuite suite) {
        return suite.name().startsWith("TLS_DHE_") || suite.name().startsWith("TLS_DH_");
    }

    /// After a pick, an alert says that there is no more; anything else says that the list may be short.
    private void noteEnd(HelloAnswer answer, List<CipherSuite> suites) {
        if (!suites.isEmpty() && !(answer instanceof HelloAnswer.Alerted)) {
            questioner.note(version.label() + ": the list of suites ended with \"" + Answers.detail(answer)
                    + "\" and not with an alert");
        }
    }

    private HelloAnswer ask(List<CipherSuite> offer) throws InterruptedException {
        return ask(offer, unseenFirst());
    }

    private HelloAnswer ask(List<CipherSuite> offer, List<Integer> curves) throws InterruptedException {
        var hello = isOpening
                ? hellos.opening(version, offer, curves, List.of("h2", "http/1.1"))
                : hellos.of(version, offer, curves, nextProtocols());
        var until = version == TlsVersion.TLS_1_2 ? Until.DONE : Until.KEY_EXCHANGE;
        var answer = questioner.ask(hello, until);
        Answers.flight(answer, version).ifPresent(flight -> {
            isOpening = false;
            features.add(hello, flight);
            if (flight.group() > 0) {
                groups.add(flight.group());
            }
            if (flight.dhBits() > 0) {
                dhBits.add(flight.dhBits());
            }
        });
        return answer;
    }

    /// After h2 was picked, http/1.1 is offered alone, by the way.
    private List<String> nextProtocols() {
        return version == TlsVersion.TLS_1_2 && features.alpn().equals(List.of("h2")) ? List.of("http/1.1") : List.of();
    }

    private List<Integer> unseenFirst() {
        var all = Hellos.groups(version);
        var list = new ArrayList<Integer>();
        all.stream().filter(group -> !groups.contains(group)).forEach(list::add);
        all.stream().filter(groups::contains).forEach(list::add);
        return list;
    }

    /// Offers the rest of the groups with suites that need one, until the server shows nothing new.
    ///
    /// An ECDSA certificate is only used for clients that name its own curve too (RFC 8422 §5.1): where there is no
    /// other certificate, the groups seen stay at the end of the list.
    ///
    /// @return true when every group was offered in this version
    private boolean addGroups(List<CipherSuite> suites, Set<Integer> known) throws InterruptedException {
        var elliptic = suites.stream()
                .filter(suite ->
                        suite.name().startsWith("TLS_ECDHE_") || suite.name().startsWith("TLS_ECDH_anon_"))
                .toList();
        var free = elliptic.stream()
                .filter(suite -> !suite.name().startsWith("TLS_ECDHE_ECDSA"))
                .toList();
        if (elliptic.isEmpty()) {
            return true;
        }
        var left = new ArrayList<>(Hellos.groups(version));
        left.removeAll(known);
        while (true) {
            left.removeAll(groups);
            if (left.isEmpty()) {
                break;
            }
            var before = groups.size();
            var curves = new ArrayList<>(left);
            if (free.isEmpty()) {
                curves.addAll(groups);
            }
            var answer = ask(free.isEmpty() ? elliptic : free, curves);
            if (Answers.flight(answer, version).isEmpty()) {
                break;
            }
            if (groups.size() == before) {
                return false; // the server has an order of groups of its own and hides those behind its first
            }
        }
        return known.stream().filter(Hellos.groups(version)::contains).allMatch(groups::contains);
    }

    private Order order(Picked picked) throws InterruptedException {
        return SuiteOrder.of(picked.offer(), picked.suites(), offer -> Answers.flight(ask(offer), version)
                .map(ServerFlight::suite));
    }

    private static List<CipherSuite> joined(List<CipherSuite> first, List<CipherSuite> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /// Two lists in the server's order made one. One connection when all of the second come last, as weak ones do.
    private List<CipherSuite> merged(List<CipherSuite> first, List<CipherSuite> second) throws InterruptedException {
        var left = new ArrayList<>(first);
        var right = new ArrayList<>(second);
        var merged = new ArrayList<CipherSuite>();
        if (!left.isEmpty() && !right.isEmpty() && prefers(left.getLast(), right.getFirst())) {
            return joined(left, right);
        }
        while (!left.isEmpty() && !right.isEmpty()) {
            merged.add(prefers(left.getFirst(), right.getFirst()) ? left.removeFirst() : right.removeFirst());
        }
        merged.addAll(left);
        merged.addAll(right);
        return merged;
    }

    private boolean prefers(CipherSuite one, CipherSuite other) throws InterruptedException {
        return Answers.flight(ask(List.of(other, one)), version)
                .filter(flight -> flight.suite() == other.code())
                .isEmpty();
    }

    private static Optional<CipherSuite> byCode(List<CipherSuite> suites, int code) {
        return suites.stream().filter(suite -> suite.code() == code).findFirst();
    }
}
