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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Finds every suite of TLS 1.2 or an older version.
///
/// The first two offers are the same list and its reverse, so that the picks tell whose order rules. Where it is the
/// client's, the rest is searched in parts of equal length side by side; where it is the server's, in those classes of
/// which servers put one before the other, so that the orders found need only be joined. Groups come with the picks,
/// since those not seen yet are always named first. Safe for use by several threads, which see one another's groups.
final class VersionSweep {

    private static final int INTERNAL_ERROR = 80;

    /// More side by side would cost more refusals than it saves time.
    private static final int PARTS = 4;

    private final TlsVersion version;
    private final Questioner questioner;
    private final Hellos hellos;
    private final FeatureNotes features;
    private final Set<Integer> groups = ConcurrentHashMap.newKeySet();
    private final Set<Integer> dhBits = new ConcurrentSkipListSet<>();
    private final SuiteOrder order = new SuiteOrder();
    private volatile boolean isOpening;
    private volatile boolean isWithoutFiniteField;
    private volatile boolean hasRefused;
    private final FutureTask<Opened> opened = new FutureTask<>(this::askFirst);
    private volatile Optional<Future<List<Integer>>> oldCurves = Optional.empty(); // those that were refused

    VersionSweep(TlsVersion version, Questioner questioner, Hellos hellos, FeatureNotes features) {
        this.version = version;
        this.questioner = questioner;
        this.hellos = hellos;
        this.features = features;
        isOpening = version == TlsVersion.TLS_1_2;
    }

    /// The first offer of a version, and what came of it.
    private record Opened(List<CipherSuite> offer, HelloAnswer answer, Optional<CipherSuite> pick) {}

    /// Asks whether the version is spoken, unless that was asked before.
    ///
    /// @return true when the usual suites were offered and one was accepted
    boolean open() throws InterruptedException {
        return opened().pick().isPresent();
    }

    /// Whether it accepted some suites and then refused what was left of them.
    boolean hasRefused() {
        return hasRefused;
    }

    private Opened opened() throws InterruptedException {
        opened.run(); // nothing but for the first
        return Lanes.result(opened);
    }

    private Opened askFirst() throws InterruptedException {
        var usual = Hellos.lists(version).getLast();
        var first = opened(usual);
        if (first.pick().isEmpty() && isOpening && !Answers.isAboutVersion(first.answer(), version)) {
            isOpening = false; // some servers cannot bear what else the first hello offers
            first = opened(usual);
        }
        isOpening = false;
        return first;
    }

    private Opened opened(List<CipherSuite> usual) throws InterruptedException {
        var offer = offered(usual);
        var answer = ask(offer);
        if (stumblesOver(offer, answer)) {
            isWithoutFiniteField = true;
            return opened(usual);
        }
        return new Opened(offer, answer, pick(offer, answer));
    }

    /// Every suite of the version, and the groups that their picks show.
    ProtocolSupport all(Lanes lanes) throws InterruptedException {
        var first = opened();
        var rare = Hellos.lists(version).size() > 1 ? Hellos.lists(version).getFirst() : List.<CipherSuite>of();
        if (first.pick().isEmpty() && (rare.isEmpty() || Answers.isAboutVersion(first.answer(), version))) {
            return without(first.answer());
        }
        if (first.pick().isEmpty()) {
            var offer = offered(rare);
            var answer = ask(offer);
            var other = new Opened(offer, answer, pick(offer, answer));
            return other.pick().isEmpty() ? without(first.answer()) : all(other, rare, List.of(), lanes);
        }
        return all(first, first.offer(), rare, lanes);
    }

    /// @param first an offer of the list that was accepted
    /// @param rest what was not offered yet
    private ProtocolSupport all(Opened first, List<CipherSuite> list, List<CipherSuite> rest, Lanes lanes)
            throws InterruptedException {
        var favourite = first.pick().orElseThrow();
        var all = new ArrayList<>(list);
        all.addAll(rest);
        var classes = Hellos.inPreference(all);
        var own = Hellos.isModern(favourite) ? classes.getFirst() : list;
        var picked = new ArrayList<>(List.of(favourite));
        next(new ArrayList<>(own.reversed()))
                .filter(pick -> !pick.equals(favourite))
                .ifPresent(picked::add);
        askOldCurves(picked, lanes);
        if (picked.size() > 1) {
            var found = search(Hellos.parts(all, PARTS), picked, lanes);
            var suites = all.reversed().stream()
                    .filter(suite -> found.stream().anyMatch(part -> part.contains(suite)))
                    .toList();
            var isClient = order.of(suites) == Order.CLIENT;
            return found(suites, Reading.EACH, isClient ? Order.CLIENT : Order.UNKNOWN, false);
        }
        var isFirst = rest.isEmpty() || Hellos.isModern(favourite); // of its class, not only of what was offered
        var suites = merged(search(classes, isFirst ? picked : List.of(), lanes), lanes);
        return found(suites, Reading.EACH, order.of(suites), false);
    }

    private List<List<CipherSuite>> search(List<List<CipherSuite>> lists, List<CipherSuite> picked, Lanes lanes)
            throws InterruptedException {
        var searches = new ArrayList<Future<List<CipherSuite>>>();
        for (var list : lists) {
            var search = new SuiteSearch(list, picked);
            searches.add(lanes.start(() -> search.run(this::next)));
        }
        var found = new ArrayList<List<CipherSuite>>();
        for (var search : searches) {
            found.add(Lanes.result(search));
        }
        return found;
    }

    private Optional<CipherSuite> next(List<CipherSuite> left) throws InterruptedException {
        while (true) {
            if (isWithoutFiniteField) {
                left.removeIf(VersionSweep::isFiniteField);
            }
            if (left.isEmpty()) {
                return Optional.empty();
            }
            var offer = SuiteOrder.neutral(left);
            var answer = ask(offer);
            var pick = pick(offer, answer);
            if (pick.isPresent()) {
                return pick;
            }
            if (!stumblesOver(offer, answer)) {
                noteEnd(answer);
                return pick;
            }
            isWithoutFiniteField = true;
        }
    }

    /// The same as another version, when that is so: its first suite, and nothing beyond those that both versions can
    /// have. Two connections, or one where the version is not spoken or the other was compared already.
    ProtocolSupport like(ProtocolSupport other, Lanes lanes) throws InterruptedException {
        var shared = shared(other);
        var first = opened();
        if (first.pick().isEmpty() || shared.isEmpty()) {
            return all(lanes);
        }
        var same = first.offer().stream().filter(shared::contains).toList();
        var foreseen = other.order() == Order.SERVER ? shared.getFirst() : same.getFirst();
        return first.pick().get().equals(foreseen) && (isCompared(other) || acceptsNone(except(first.offer(), same)))
                ? found(shared, Reading.AS_OTHER_VERSION, other.order(), false)
                : all(lanes);
    }

    /// Then none beyond a third version's was accepted by it already.
    private static boolean isCompared(ProtocolSupport other) {
        return other.reading() == Reading.AS_OTHER_VERSION;
    }

    private boolean acceptsNone(List<CipherSuite> offer) throws InterruptedException {
        return Answers.flight(ask(offer), version).isEmpty();
    }

    /// What another version has and this one can have, in the other's order.
    List<CipherSuite> shared(ProtocolSupport other) {
        var offer = Hellos.lists(version).getLast();
        return suites(other.suites()).stream().filter(offer::contains).toList();
    }

    private static List<CipherSuite> except(List<CipherSuite> all, List<CipherSuite> some) {
        return all.stream().filter(suite -> !some.contains(suite)).toList();
    }

    /// One hello with every suite, and no more.
    ProtocolSupport outline() throws InterruptedException {
        var first = opened(Hellos.lists(version).getLast());
        isOpening = false;
        return first.pick()
                .map(pick -> found(List.of(pick), Reading.SOME, Order.UNKNOWN, false))
                .orElseGet(() -> without(first.answer()));
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
        return Hellos.groups(version).stream()
                .filter(groups::contains)
                .map(Registry::groupName)
                .toList();
    }

    private static List<CipherSuite> suites(List<String> names) {
        return names.stream()
                .flatMap(name ->
                        Registry.suites().stream().filter(suite -> suite.name().equals(name)))
                .toList();
    }

    /// Servers without parameters for DHE (Dovecot 2.3 as it comes) pick such a suite all the same and break off. The
    /// suites are left out then, where TLS 1.2 has others: they are not accepted, and hide those that are.
    private boolean stumblesOver(List<CipherSuite> offer, HelloAnswer answer) {
        var isStumble = answer instanceof HelloAnswer.Alerted alerted
                ? alerted.description() == INTERNAL_ERROR
                : answer instanceof HelloAnswer.Nothing nothing && nothing.outcome() == ExchangeOutcome.MALFORMED;
        var isWorthIt = version == TlsVersion.TLS_1_2 || opened.isDone();
        if (!isStumble || !isWorthIt || offer.stream().allMatch(VersionSweep::isFiniteField)) {
            return false;
        }
        return offer.stream().anyMatch(VersionSweep::isFiniteField);
    }

    private static boolean isFiniteField(CipherSuite suite) {
        return suite.name().startsWith("TLS_DHE_") || suite.name().startsWith("TLS_DH_");
    }

    private List<CipherSuite> offered(List<CipherSuite> list) {
        return isWithoutFiniteField
                ? list.stream().filter(suite -> !isFiniteField(suite)).toList()
                : list;
    }

    /// After a pick, an alert says that there is no more; anything else says that the list may be short.
    private void noteEnd(HelloAnswer answer) {
        if (answer instanceof HelloAnswer.Alerted) {
            hasRefused = true;
        } else {
            questioner.note(version.label() + ": the list of suites ended with \"" + Answers.detail(answer)
                    + "\" and not with an alert");
        }
    }

    private Optional<CipherSuite> pick(List<CipherSuite> offer, HelloAnswer answer) {
        var pick = Answers.flight(answer, version).flatMap(flight -> byCode(offer, flight.suite()));
        pick.ifPresent(suite -> order.add(offer, suite));
        return pick;
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
        all.stream().filter(group -> !list.contains(group)).forEach(list::add);
        return list;
    }

    /// The same with every group, so far as the server shows them.
    ///
    /// @param known from another version, which are not asked for again
    ProtocolSupport withGroups(ProtocolSupport read, Set<Integer> known) throws InterruptedException {
        if (read.reading() != Reading.EACH) {
            return read;
        }
        var suites = suites(read.suites());
        var areAll = addGroups(suites, known);
        return found(suites, read.reading(), read.order(), areAll);
    }

    /// Asks beside the search for the curves that TLS 1.3 has not kept, which hardly any server has.
    private void askOldCurves(List<CipherSuite> picked, Lanes lanes) {
        var old = Hellos.groups(version).stream()
                .filter(group -> !Registry.isUsualCurve(group))
                .toList();
        var elliptic = picked.stream().filter(VersionSweep::isFreeOfCurves).toList();
        if (version == TlsVersion.TLS_1_2 && !elliptic.isEmpty()) {
            oldCurves =
                    Optional.of(lanes.start(() -> ask(elliptic, old) instanceof HelloAnswer.Alerted ? old : List.of()));
        }
    }

    private static boolean isFreeOfCurves(CipherSuite suite) {
        return suite.name().startsWith("TLS_ECDHE_RSA_");
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
        if (oldCurves.isPresent()) {
            left.removeAll(Lanes.result(oldCurves.get()));
        }
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

    /// Lists in the server's order made one. One connection for each when all of the next come last, as they mostly do.
    private List<CipherSuite> merged(List<List<CipherSuite>> lists, Lanes lanes) throws InterruptedException {
        var left = lists.stream()
                .filter(list -> !list.isEmpty())
                .<List<CipherSuite>>map(ArrayList::new)
                .toList();
        var joints = new ArrayList<Future<Boolean>>();
        for (var i = 1; i < left.size(); i++) {
            var last = left.get(i - 1).getLast();
            var next = left.get(i).getFirst();
            joints.add(lanes.start(() -> favourite(List.of(next, last)).equals(last)));
        }
        var areInOrder = true;
        for (var joint : joints) {
            areInOrder &= Lanes.result(joint);
        }
        if (areInOrder) {
            return left.stream().flatMap(List::stream).toList();
        }
        var merged = new ArrayList<CipherSuite>();
        while (true) {
            var heads = left.stream()
                    .filter(list -> !list.isEmpty())
                    .map(List::getFirst)
                    .toList();
            if (heads.isEmpty()) {
                return merged;
            }
            var next = heads.size() == 1 ? heads.getFirst() : favourite(heads);
            left.forEach(list -> list.remove(next));
            merged.add(next);
        }
    }

    /// The first of them where the server does not say.
    private CipherSuite favourite(List<CipherSuite> suites) throws InterruptedException {
        var offer = SuiteOrder.neutral(suites);
        return pick(offer, ask(offer)).orElse(suites.getFirst());
    }

    private static Optional<CipherSuite> byCode(List<CipherSuite> suites, int code) {
        return suites.stream().filter(suite -> suite.code() == code).findFirst();
    }
}
