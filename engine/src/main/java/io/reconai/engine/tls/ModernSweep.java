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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds every suite and key-exchange group of TLS 1.3.
///
/// The hellos carry no key, so that the server must name its group (HelloRetryRequest, RFC 8446 §4.1.4), which costs
/// it no computation and us no key, not even for X25519MLKEM768. Suite and group are picked independently: while
/// suites are asked for, the groups not seen yet are named first, and the rest of them afterwards, so that n suites and
/// m groups cost less than n + m + 3 connections. A server that cannot ask for a key is given one for x25519. Used by
/// one thread.
final class ModernSweep {

    private static final TlsVersion VERSION = TlsVersion.TLS_1_3;

    private final Questioner questioner;
    private final Hellos hellos;
    private final List<CipherSuite> allSuites = Hellos.lists(VERSION).getLast();
    private final List<Integer> allGroups = Hellos.groups(VERSION);
    private final List<CipherSuite> suites = new ArrayList<>();
    private final Set<Integer> groups = new LinkedHashSet<>();
    private Optional<ClientHello.KeyShare> share = Optional.empty();

    ModernSweep(Questioner questioner, Hellos hellos) {
        this.questioner = questioner;
        this.hellos = hellos;
    }

    /// The groups that were seen.
    Set<Integer> groups() {
        return Set.copyOf(groups);
    }

    /// Everything about TLS 1.3.
    ProtocolSupport all() throws InterruptedException {
        var first = first();
        if (Answers.flight(first, VERSION).isEmpty()) {
            return ProtocolSupport.without(VERSION, Answers.of(first, VERSION), Answers.detail(first));
        }
        addSuites();
        var order = SuiteOrder.of(
                allSuites, List.copyOf(suites), offer -> Answers.flight(ask(offer, unseenFirst()), VERSION)
                        .map(ServerFlight::suite));
        addGroups();
        return new ProtocolSupport(
                VERSION,
                Answer.ACCEPTED,
                "",
                suites.stream().map(CipherSuite::name).toList(),
                Reading.EACH,
                List.of(),
                order,
                groups.stream().map(Registry::groupName).toList(),
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
                groups.stream().map(Registry::groupName).toList(),
                false,
                List.of());
    }

    private HelloAnswer first() throws InterruptedException {
        var answer = ask(allSuites, allGroups);
        if (Answers.flight(answer, VERSION).isPresent() || isOlder(answer)) {
            return answer;
        }
        share = Optional.of(newShare());
        return ask(allSuites, allGroups);
    }

    /// A server that answers with an older version or says "protocol version" has no TLS 1.3; others may have stumbled.
    private static boolean isOlder(HelloAnswer answer) {
        return answer instanceof HelloAnswer.Accepted
                || answer instanceof HelloAnswer.Foreign
                || answer instanceof HelloAnswer.Alerted && Answers.isAboutVersion(answer, VERSION);
    }

    /// With each suite only groups that were not seen yet, since servers with an order of their own show no others. A
    /// refusal may then be about the groups, and is asked again with all of them.
    private void addSuites() throws InterruptedException {
        while (suites.size() < allSuites.size()) {
            var left = without(allSuites, suites);
            var before = suites.size();
            var offer = before % 2 == 0 ? left : left.reversed();
            var unseen = without(allGroups, groups);
            if (!unseen.isEmpty() && !areRare(left)) {
                ask(offer, unseen);
            }
            if (suites.size() == before) {
                ask(offer, unseenFirst());
            }
            if (suites.size() == before) {
                return;
            }
        }
    }

    /// Most servers refuse them whatever the groups, and need not be asked twice.
    private static boolean areRare(List<CipherSuite> left) {
        return left.stream().allMatch(suite -> suite.name().contains("CCM"));
    }

    private void addGroups() throws InterruptedException {
        while (groups.size() < allGroups.size()) {
            var before = groups.size();
            ask(allSuites, without(allGroups, groups));
            if (groups.size() == before) {
                return;
            }
        }
    }

    private List<Integer> unseenFirst() {
        var list = new ArrayList<>(without(allGroups, groups));
        list.addAll(groups);
        return list;
    }

    private HelloAnswer ask(List<CipherSuite> offer, List<Integer> curves) throws InterruptedException {
        var hello =
                share.isPresent() ? hellos.withShare(offer, curves, share.get()) : hellos.of(VERSION, offer, curves);
        var answer = questioner.ask(hello, Until.HELLO);
        Answers.flight(answer, VERSION).ifPresent(flight -> {
            offer.stream()
                    .filter(suite -> suite.code() == flight.suite() && !suites.contains(suite))
                    .forEach(suites::add);
            if (curves.contains(flight.group())) {
                groups.add(flight.group());
            }
        });
        return answer;
    }

    private static <T> List<T> without(List<T> all, Collection<T> seen) {
        return all.stream().filter(one -> !seen.contains(one)).toList();
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
