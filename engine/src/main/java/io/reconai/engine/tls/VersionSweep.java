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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds every suite of TLS 1.2 or an older version.
///
/// The first two offers are the same list and its reverse, so that the picks tell whose order rules. Where it is the
/// client's, the rest is searched in parts of equal length side by side, and beside them what hardly any server
/// accepts is asked for at once: where that is refused, no part need end with a refusal. Where the order is the
/// server's, it is searched in those classes of which servers put one before the other, so that the orders found need
/// only be joined. Groups come with the picks, since those not seen yet are always named first, and from a
/// [GroupSearch] beside them. Safe for use by several threads, which see one another's groups.
final class VersionSweep {

    private static final int INTERNAL_ERROR = 80;

    /// More side by side would cost more refusals than it saves time.
    private static final int PARTS = 4;

    private final TlsVersion version;
    private final boolean isLikely; // so much that it is asked on before the first answer; its long lists go first
    private final Questioner questioner;
    private final Hellos hellos;
    private final FeatureNotes features;
    private final Set<Integer> groups = ConcurrentHashMap.newKeySet();
    private final Set<CipherSuite> settled = ConcurrentHashMap.newKeySet();
    private final Set<Integer> dhBits = new ConcurrentSkipListSet<>();
    private final SuiteOrder order = new SuiteOrder();
    private volatile boolean isWithoutFiniteField;
    private volatile boolean hasRefused;
    private volatile Optional<GroupSearch> groupSearch = Optional.empty();
    private final FutureTask<Opened> opened = new FutureTask<>(this::askFirst);

    VersionSweep(TlsVersion version, Questioner questioner, Hellos hellos, FeatureNotes features) {
        this.version = version;
        isLikely = version == TlsVersion.TLS_1_2;
        this.questioner = questioner;
        this.hellos = hellos;
        this.features = features;
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
        if (isLikely) {
            var opening = offer(usual, true);
            if (opening.pick().isPresent() || Answers.isAboutVersion(opening.answer(), version)) {
                return opening;
            }
        }
        return offer(usual, false); // some servers cannot bear what else the first hello offers
    }

    private Opened offer(List<CipherSuite> list, boolean isOpening) throws InterruptedException {
        var offer = SuiteOrder.neutral(offered(list));
        var answer = ask(offer, unseenFirst(), isOpening);
        if (stumblesOver(offer, answer)) {
            isWithoutFiniteField = true;
            return offer(list, isOpening);
        }
        return new Opened(offer, answer, pick(offer, answer));
    }

    /// Every suite of the version, and the groups that their picks show.
    ///
    /// @param known given where every other group is wanted too; [#withGroups] waits for them
    ProtocolSupport all(Lanes lanes, Optional<GroupSearch.Known> known) throws InterruptedException {
        var usual = Hellos.lists(version).getLast();
        var rare = Hellos.lists(version).size() > 1 ? Hellos.lists(version).getFirst() : List.<CipherSuite>of();
        keepPlaces(PARTS); // which the searches take over, each until its end
        var early = isLikely ? Optional.of(lanes.start(() -> turned(usual))) : Optional.<Future<Opened>>empty();
        var first = opened();
        if (first.pick().isPresent()) {
            var turned = early.isPresent() ? Lanes.result(early.get()) : turned(first.offer());
            return all(first, turned, rare, lanes, known);
        }
        if (!rare.isEmpty() && !Answers.isAboutVersion(first.answer(), version)) {
            var other = offer(rare, false);
            if (other.pick().isPresent()) {
                return all(other, turned(rare), List.of(), lanes, known);
            }
        }
        keepPlaces(-PARTS);
        return without(first.answer());
    }

    private Opened turned(List<CipherSuite> list) throws InterruptedException {
        return offer(list.reversed(), false);
    }

    /// @param first an offer that was accepted
    /// @param turned the same list turned round
    /// @param rest what was not offered yet
    private ProtocolSupport all(
            Opened first, Opened turned, List<CipherSuite> rest, Lanes lanes, Optional<GroupSearch.Known> known)
            throws InterruptedException {
        var favourite = first.pick().orElseThrow();
        var all = new ArrayList<>(first.offer());
        all.addAll(rest);
        var picked = new ArrayList<>(List.of(favourite));
        turned.pick().filter(pick -> !pick.equals(favourite)).ifPresent(picked::add);
        groupSearch = known.map(elsewhere -> new GroupSearch(version, groups, elsewhere, this::ask));
        groupSearch.ifPresent(search -> search.start(picked, lanes));
        var isClient = picked.size() > 1;
        var isFirst = rest.isEmpty(); // of its class, not only of what was offered
        var suites = isClient
                ? inParts(all, picked, lanes)
                : inClasses(Hellos.inPreference(all), isFirst ? picked : List.of(), lanes);
        var rules = order.of(suites);
        return found(suites, Reading.EACH, isClient && rules != Order.CLIENT ? Order.UNKNOWN : rules, false);
    }

    /// The same with every group, where those were wanted, so far as the server shows them.
    ProtocolSupport withGroups(ProtocolSupport read, Lanes lanes) throws InterruptedException {
        if (groupSearch.isEmpty() || read.reading() != Reading.EACH) {
            return read;
        }
        var suites = suites(read.suites());
        return found(suites, read.reading(), read.order(), groupSearch.get().finish(suites, lanes));
    }

    /// In the order of the list turned round.
    private List<CipherSuite> inParts(List<CipherSuite> list, List<CipherSuite> picked, Lanes lanes)
            throws InterruptedException {
        Set<CipherSuite> found = ConcurrentHashMap.newKeySet();
        var rare = rare(list, picked.getFirst()).stream()
                .map(offer -> lanes.run(() -> askAside(offer).ifPresent(found::add)))
                .toList();
        for (var part : searches(Hellos.parts(list, PARTS), picked, lanes)) {
            found.addAll(Lanes.result(part.found()));
        }
        for (var asked : rare) {
            Lanes.result(asked);
        }
        return list.reversed().stream().filter(found::contains).toList();
    }

    /// Those that servers with the kind of certificate of a suite hardly ever accept, as a server can bear them.
    private static List<List<CipherSuite>> rare(List<CipherSuite> all, CipherSuite suite) {
        var usual = Hellos.usualLike(suite);
        var rare = all.stream().filter(other -> !usual.contains(other)).toList();
        return rare.size() > Hellos.MAX_SUITES ? Hellos.parts(rare, 2) : List.of(rare);
    }

    /// One hello, after which the searches need not offer what it showed to be refused or accepted.
    private Optional<CipherSuite> askAside(List<CipherSuite> offer) throws InterruptedException {
        var answer = ask(offer);
        if (answer instanceof HelloAnswer.Alerted && !stumblesOver(offer, answer)) {
            settled.addAll(offer);
            hasRefused = true;
        }
        var pick = pick(offer, answer);
        pick.ifPresent(settled::add);
        return pick;
    }

    /// In the server's order: one connection joins two classes when all of the second come last, as they mostly do.
    private List<CipherSuite> inClasses(List<List<CipherSuite>> classes, List<CipherSuite> picked, Lanes lanes)
            throws InterruptedException {
        var searches = searches(classes, picked, lanes);
        var joints = new ArrayList<Future<Boolean>>();
        for (var i = 1; i < searches.size(); i++) {
            var one = searches.get(i - 1);
            var next = searches.get(i);
            joints.add(lanes.start(() -> isBefore(Lanes.result(one.found()), Lanes.result(next.first()))));
        }
        var areInOrder = true;
        for (var joint : joints) {
            areInOrder &= Lanes.result(joint);
        }
        var lists = new ArrayList<List<CipherSuite>>();
        for (var search : searches) {
            lists.add(Lanes.result(search.found()));
        }
        return areInOrder ? lists.stream().flatMap(List::stream).toList() : merged(lists);
    }

    private boolean isBefore(List<CipherSuite> list, Optional<CipherSuite> first) throws InterruptedException {
        if (list.isEmpty() || first.isEmpty()) {
            return true;
        }
        var last = list.getLast();
        return favourite(List.of(first.get(), last)).equals(last);
    }

    /// A search under way.
    private record Search(Future<Optional<CipherSuite>> first, Future<List<CipherSuite>> found) {}

    private List<Search> searches(List<List<CipherSuite>> lists, List<CipherSuite> picked, Lanes lanes) {
        keepPlaces(lists.size() - PARTS);
        return lists.stream()
                .map(list -> {
                    var search = new SuiteSearch(list, picked);
                    return new Search(search.first(), lanes.start(() -> run(search)));
                })
                .toList();
    }

    private List<CipherSuite> run(SuiteSearch search) throws InterruptedException {
        try {
            return search.run(this::next);
        } finally {
            keepPlaces(-1);
        }
    }

    private void keepPlaces(int more) {
        if (isLikely) {
            questioner.keepPlaces(more);
        }
    }

    private Optional<CipherSuite> next(List<CipherSuite> left) throws InterruptedException {
        while (true) {
            left.removeIf(suite -> settled.contains(suite) || isWithoutFiniteField && isFiniteField(suite));
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
    ProtocolSupport like(ProtocolSupport other, Lanes lanes, Optional<GroupSearch.Known> known)
            throws InterruptedException {
        var shared = shared(other);
        var first = opened();
        if (first.pick().isEmpty() || shared.isEmpty()) {
            return all(lanes, known);
        }
        var same = first.offer().stream().filter(shared::contains).toList();
        var foreseen = other.order() == Order.SERVER ? shared.getFirst() : same.getFirst();
        return first.pick().get().equals(foreseen)
                        && (isCompared(other) || acceptsNone(Hellos.without(first.offer(), same)))
                ? found(shared, Reading.AS_OTHER_VERSION, other.order(), false)
                : all(lanes, known);
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

    /// One hello with every suite, and no more.
    ProtocolSupport outline() throws InterruptedException {
        var first = offer(Hellos.lists(version).getLast(), isLikely);
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
        var accepted =
                suites.stream().flatMap(suite -> suite.classes().stream()).collect(Collectors.toSet());
        var refusedClasses = reading == Reading.SOME
                ? List.<String>of()
                : Stream.of(SuiteClass.values())
                        .filter(one -> !accepted.contains(one))
                        .map(SuiteClass::word)
                        .toList();
        return new ProtocolSupport(
                version,
                Answer.ACCEPTED,
                "",
                suites.stream().map(CipherSuite::name).toList(),
                reading,
                refusedClasses,
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
        return ask(offer, curves, false);
    }

    private HelloAnswer ask(List<CipherSuite> offer, List<Integer> curves, boolean isOpening)
            throws InterruptedException {
        var hello = isOpening
                ? hellos.opening(version, offer, curves, List.of("h2", "http/1.1"))
                : hellos.of(version, offer, curves, nextProtocols());
        var until = version == TlsVersion.TLS_1_2 ? Until.DONE : Until.KEY_EXCHANGE;
        var answer = questioner.ask(hello, until, isLikely);
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

    /// Lists in the server's order made one, asking which of their first comes next.
    private List<CipherSuite> merged(List<List<CipherSuite>> lists) throws InterruptedException {
        var left = lists.stream().<List<CipherSuite>>map(ArrayList::new).toList();
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
