package io.reconai.engine.tls;

import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ProtocolSupport.Answer;
import io.reconai.engine.asset.ProtocolSupport.Order;
import io.reconai.engine.asset.ProtocolSupport.Reading;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.tls.ServerFlight.Until;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/// Finds every suite and key-exchange group of TLS 1.3.
///
/// The hellos carry no key, so that the server must name its group (HelloRetryRequest, RFC 8446 §4.1.4), which costs
/// it no computation and us no key, not even for X25519MLKEM768. Suite and group are picked independently: while
/// suites are asked for, the curves not seen yet are named, and the rest of them afterwards. Beside them are asked
/// finite fields, and, in one hello each, the suites and the curves that hardly anybody has. A server that cannot ask
/// for a key is given one for x25519. Used once.
final class ModernSweep {

    private static final TlsVersion VERSION = TlsVersion.TLS_1_3;

    private static final List<CipherSuite> SUITES = Hellos.lists(VERSION).getLast();
    private static final List<CipherSuite> RARE_SUITES =
            SUITES.stream().filter(suite -> !suite.isCommon()).toList();
    private static final List<Integer> GROUPS = Hellos.groups(VERSION);
    private static final List<Integer> FINITE_FIELDS =
            GROUPS.stream().filter(ModernSweep::isFiniteField).toList();
    private static final List<Integer> CURVES = Hellos.without(GROUPS, FINITE_FIELDS);
    private static final List<Integer> RARE_CURVES =
            CURVES.stream().filter(group -> !Registry.isUsualCurve(group)).toList();

    private final Questioner questioner;
    private final Hellos hellos;
    private final List<CipherSuite> suites = new ArrayList<>();
    private final SuiteOrder order = new SuiteOrder();
    private final Set<Integer> groups = ConcurrentHashMap.newKeySet();
    private Optional<ClientHello.KeyShare> share = Optional.empty();
    private volatile boolean hasRefused;

    ModernSweep(Questioner questioner, Hellos hellos) {
        this.questioner = questioner;
        this.hellos = hellos;
    }

    /// The groups that were seen.
    Set<Integer> groups() {
        return Set.copyOf(groups);
    }

    /// Whether it spoke the version and then refused an offer.
    boolean hasRefused() {
        return hasRefused;
    }

    /// Everything about TLS 1.3.
    ProtocolSupport all(Lanes lanes) throws InterruptedException {
        var first = first();
        if (Answers.flight(first, VERSION).isEmpty()) {
            return ProtocolSupport.without(VERSION, Answers.of(first, VERSION), Answers.detail(first));
        }
        var refusedSuites = lanes.start(() -> refused(RARE_SUITES, GROUPS) ? RARE_SUITES : List.<CipherSuite>of());
        var refusedCurves = lanes.start(() -> refused(SUITES, RARE_CURVES) ? RARE_CURVES : List.<Integer>of());
        var finiteAdded = lanes.run(() -> addFiniteFields(lanes));
        addSuites(refusedSuites);
        addHalves(Hellos.without(CURVES, Lanes.result(refusedCurves)), lanes);
        Lanes.result(finiteAdded);
        return new ProtocolSupport(
                VERSION,
                Answer.ACCEPTED,
                "",
                suites.stream().map(CipherSuite::name).toList(),
                Reading.EACH,
                List.of(),
                order.of(suites),
                groupNames(),
                true,
                List.of());
    }

    /// One hello: whether the version is spoken, one suite and one group.
    ProtocolSupport outline() throws InterruptedException {
        var first = first();
        if (Answers.flight(first, VERSION).isEmpty()) {
            return ProtocolSupport.without(VERSION, Answers.of(first, VERSION), Answers.detail(first));
        }
        return new ProtocolSupport(
                VERSION,
                Answer.ACCEPTED,
                "",
                suites.stream().map(CipherSuite::name).toList(),
                Reading.SOME,
                List.of(),
                Order.UNKNOWN,
                groupNames(),
                false,
                List.of());
    }

    private HelloAnswer first() throws InterruptedException {
        var offer = SuiteOrder.neutral(SUITES);
        var answer = ask(offer, GROUPS);
        if (Answers.flight(answer, VERSION).isEmpty() && !isOlder(answer)) {
            share = Optional.of(newShare());
            answer = ask(offer, GROUPS);
        }
        pick(offer, answer).ifPresent(suites::add);
        return answer;
    }

    /// A server that answers with an older version or says "protocol version" has no TLS 1.3; others may have stumbled.
    private static boolean isOlder(HelloAnswer answer) {
        return answer instanceof HelloAnswer.Accepted
                || answer instanceof HelloAnswer.Foreign
                || answer instanceof HelloAnswer.Alerted && Answers.isAboutVersion(answer, VERSION);
    }

    private boolean refused(List<CipherSuite> offer, List<Integer> asked) throws InterruptedException {
        var isRefused = ask(offer, asked) instanceof HelloAnswer.Alerted;
        hasRefused |= isRefused;
        return isRefused;
    }

    /// With each suite only curves that were not seen yet, since servers with an order of their own show no others. A
    /// refusal may then be about the curves, and is asked again with all groups, but for suites that hardly anybody
    /// has. The second offer is the first turned round, so that the picks tell whose order of suites rules.
    ///
    /// @param refused suites that need not be offered again after that
    private void addSuites(Future<List<CipherSuite>> refused) throws InterruptedException {
        var left = SUITES.reversed();
        while (!left.isEmpty()) {
            var offer = SuiteOrder.neutral(left);
            var unseen = Hellos.without(CURVES, groups);
            var pick = unseen.isEmpty() || offer.stream().noneMatch(CipherSuite::isCommon)
                    ? Optional.<CipherSuite>empty()
                    : pick(offer, ask(offer, unseen));
            if (pick.isEmpty()) {
                pick = pick(offer, ask(offer, GROUPS));
            }
            if (pick.isEmpty()) {
                return;
            }
            if (!suites.contains(pick.get())) {
                suites.add(pick.get());
            }
            left = Hellos.without(Hellos.without(SUITES, suites), Lanes.result(refused));
        }
    }

    private void addFiniteFields(Lanes lanes) throws InterruptedException {
        ask(SUITES, FINITE_FIELDS);
        var left = Hellos.without(FINITE_FIELDS, groups);
        if (left.size() < FINITE_FIELDS.size()) {
            addHalves(left, lanes);
        }
    }

    /// Two halves of what is not seen yet, side by side.
    private void addHalves(List<Integer> chosen, Lanes lanes) throws InterruptedException {
        var left = Hellos.without(chosen, groups);
        var half = left.size() / 2;
        var others = lanes.run(() -> addGroups(left.subList(0, half)));
        addGroups(left.subList(half, left.size()));
        Lanes.result(others);
    }

    private void addGroups(List<Integer> chosen) throws InterruptedException {
        while (true) {
            var left = Hellos.without(chosen, groups);
            if (left.isEmpty()) {
                return;
            }
            var flight = Answers.flight(ask(SUITES, left), VERSION);
            if (flight.isEmpty() || !left.contains(flight.get().group())) {
                return;
            }
        }
    }

    private Optional<CipherSuite> pick(List<CipherSuite> offer, HelloAnswer answer) {
        var pick = Answers.flight(answer, VERSION).flatMap(flight -> offer.stream()
                .filter(suite -> suite.code() == flight.suite())
                .findFirst());
        pick.ifPresent(suite -> order.add(offer, suite));
        return pick;
    }

    private HelloAnswer ask(List<CipherSuite> offer, List<Integer> asked) throws InterruptedException {
        var hello = share.isPresent() ? hellos.withShare(offer, asked, share.get()) : hellos.of(VERSION, offer, asked);
        var answer = questioner.ask(hello, Until.HELLO);
        Answers.flight(answer, VERSION)
                .map(ServerFlight::group)
                .filter(asked::contains)
                .ifPresent(groups::add);
        return answer;
    }

    private List<String> groupNames() {
        return GROUPS.stream().filter(groups::contains).map(Registry::groupName).toList();
    }

    private static boolean isFiniteField(int group) {
        return Registry.groupName(group).startsWith("ffdhe");
    }

    private static ClientHello.KeyShare newShare() {
        try {
            var encoded = KeyPairGenerator.getInstance("X25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            var key = new ArrayList<Byte>();
            for (var i = encoded.length - 32; i < encoded.length; i++) { // RFC 8410 §4: the key ends the structure
                key.add(encoded[i]);
            }
            return new ClientHello.KeyShare(Hellos.X25519, key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has X25519", impossible);
        }
    }
}
