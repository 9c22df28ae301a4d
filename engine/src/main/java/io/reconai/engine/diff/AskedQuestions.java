package io.reconai.engine.diff;

import com.google.common.hash.HashFunction;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.ServerNetwork;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.ZoneTransferAttempt;
import io.reconai.engine.diff.Question.Family;
import io.reconai.engine.zone.ZoneVersions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The questions that were asked of a host, each with its place in the evidence, and how each was answered.
///
/// A question that was asked several times, of several addresses, counts as answered when all answers came; of
/// look-ups through resolvers the last one counts.
final class AskedQuestions {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    /// What a name server that is asked itself has answered with as well.
    private static final Set<DnsOutcome> SAID_BY_SERVERS = EnumSet.of(DnsOutcome.REFUSED, DnsOutcome.REFERRAL);

    private final HashFunction hash;
    private final Evidence evidence;

    /// Name servers of the host that were asked themselves.
    private final Set<String> ownServers;

    private final Set<Long> answered = new HashSet<>();
    private final Map<Long, String> problems = new HashMap<>();
    private final List<Question> dns = new ArrayList<>();
    private final List<Question> ports = new ArrayList<>();
    private final List<Question> tls = new ArrayList<>();
    private final List<Question> exchanges = new ArrayList<>();
    private final List<Question> transfers = new ArrayList<>();

    AskedQuestions(Evidence evidence, HashFunction hash) {
        this.evidence = evidence;
        this.hash = hash;
        ownServers = evidence.dns().stream()
                .filter(lookup -> !lookup.recursionDesired())
                .map(DnsLookup::server)
                .collect(Collectors.toSet());
        evidence.dns().forEach(this::noteLookup);
        evidence.ports().forEach(this::notePort);
        evidence.tls().forEach(this::noteHandshake);
        evidence.exchanges().forEach(this::noteExchange);
        evidence.zoneTransfers().forEach(this::noteTransfer);
        evidence.wildcards().forEach(verdict -> note(question("wildcard " + verdict.parent(), Family.WILDCARD, 0), ""));
        if (evidence.registration() != null) {
            note(registration(), "");
        }
        if (evidence.breachHistory() != null) {
            note(breaches(), "");
        }
        evidence.nameServerNetworks().forEach(this::noteServerNetwork);
        if (evidence.host().isApex()) {
            noteZoneVersions();
        }
        if (evidence.host().isAddress()) {
            note(address(evidence.host().value()), "");
        }
    }

    Set<Long> answered() {
        return answered;
    }

    Map<Long, String> problems() {
        return problems;
    }

    /// What was asked to learn what a JSON Pointer into the evidence points at; empty where that is not known.
    Optional<Question> behind(String pointer) {
        var steps = pointer.split("/", 6);
        if (steps.length < 2) {
            return Optional.empty();
        }
        var index = steps.length > 2 ? number(steps[2]) : -1;
        return switch (steps[1]) {
            case "dns" -> at(dns, index);
            case "ports" -> at(ports, index);
            case "exchanges" -> at(exchanges, index);
            case "zone_transfers" -> at(transfers, index);
            case "tls" -> steps.length > 3 && steps[3].equals("support") ? support(index, steps) : at(tls, index);
            case "addresses" -> at(evidence.addresses(), index).map(seen -> address(seen.address()));
            case "wildcards" ->
                at(evidence.wildcards(), index)
                        .map(verdict -> question("wildcard " + verdict.parent(), Family.WILDCARD, 0));
            case "registration" -> Optional.of(registration());
            case "breach_history" -> Optional.of(breaches());
            case "name_server_networks" -> Optional.of(serverNetworks());
            case "soa_rereading" -> Optional.of(zoneVersions());
            default -> Optional.empty();
        };
    }

    /// The look-up that gives a host its addresses of this family.
    Question address(String address) {
        var host = evidence.host();
        if (host.isAddress()) {
            return question("address " + host.value(), Family.DNS, 0);
        }
        return question("dns " + host.value() + (address.contains(":") ? " AAAA" : " A"), Family.DNS, 0);
    }

    Question port(PortObservation seen) {
        return seen.isTcp()
                ? question("port " + seen.port() + "/tcp", Family.PORT, seen.port())
                : question("port " + seen.port() + "/udp", Family.DATAGRAM, 0);
    }

    Question handshake(TlsObservation seen) {
        return question("tls " + seen.port() + seen.startedIn().orElse(""), Family.TLS, seen.port());
    }

    private void noteLookup(DnsLookup lookup) {
        var asked = "dns " + lookup.name() + " " + lookup.type() + (lookup.unchecked() ? " unchecked" : "");
        var direct = !lookup.recursionDesired() || ownServers.contains(lookup.server());
        var question = question(direct ? asked + " of " + lookup.server() : asked, Family.DNS, 0);
        dns.add(question);
        if (!direct) {
            answered.remove(question.fingerprint());
            problems.remove(question.fingerprint());
        }
        note(question, isAnswer(lookup, direct) ? "" : asked + ": " + word(lookup.outcome()));
    }

    /// An open port that says nothing answers no question but whether it is open.
    private void notePort(PortObservation seen) {
        var question = port(seen);
        ports.add(question);
        var spoke = !seen.service().isEmpty() || !seen.banner().isEmpty();
        note(question, spoke ? "" : "port " + seen.port() + " is open and said nothing");
    }

    private void noteHandshake(TlsObservation seen) {
        var question = handshake(seen);
        tls.add(question);
        note(question, seen.session() != null ? "" : "tls on port " + seen.port() + ": " + word(seen.outcome()));
        seen.surveyed().ifPresent(support -> {
            var whole =
                    support.unknown().isEmpty() ? "" : "tls on port " + seen.port() + ": not all could be found out";
            note(supportOf(seen, ""), whole);
            for (var protocol : support.protocols()) {
                var known = protocol.answer() == ProtocolSupport.Answer.ACCEPTED
                        || protocol.answer() == ProtocolSupport.Answer.REFUSED;
                var version = word(protocol.version());
                note(supportOf(seen, version), known ? "" : version + " on port " + seen.port() + ": no answer");
            }
        });
    }

    private Optional<Question> support(int index, String[] steps) {
        return at(evidence.tls(), index).map(seen -> {
            var protocol = steps.length > 5 && steps[4].equals("protocols")
                    ? seen.surveyed().flatMap(all -> at(all.protocols(), number(steps[5].split("/", 2)[0])))
                    : Optional.<ProtocolSupport>empty();
            return supportOf(seen, protocol.map(one -> word(one.version())).orElse(""));
        });
    }

    private Question supportOf(TlsObservation seen, String version) {
        return question("tls support " + seen.port() + " " + version, Family.TLS, seen.port());
    }

    private void noteExchange(Exchange made) {
        var family = made.probe().equals("root") ? Family.HTTP : Family.PATH;
        var asked = made.method() + " " + made.url();
        var question = question(made.probe() + " " + asked, family, made.hop() == 0 ? portOf(made) : 0);
        exchanges.add(question);
        note(question, problem(made).map(why -> asked + ": " + why).orElse(""));
    }

    /// A server that is in distress or asks for rest does not say how things are.
    private static Optional<String> problem(Exchange made) {
        if (made.outcome() == ExchangeOutcome.REFUSED) {
            return Optional.empty();
        }
        if (made.outcome() != ExchangeOutcome.ANSWERED) {
            return Optional.of(word(made.outcome()));
        }
        return made.answered()
                .map(answer -> answer.status())
                .filter(status -> status == TOO_MANY_REQUESTS || status >= FIRST_SERVER_ERROR)
                .map(status -> "answered " + status);
    }

    private static int portOf(Exchange made) {
        try {
            var port = URI.create(made.url()).getPort();
            return port > 0 ? port : made.isHttps() ? 443 : 80;
        } catch (IllegalArgumentException _) {
            return 0; // edited by hand; then no closed port answers for it
        }
    }

    private void noteTransfer(ZoneTransferAttempt attempt) {
        var question = question("transfer from " + attempt.server(), Family.ZONE_TRANSFER, 0);
        transfers.add(question);
        var told = attempt.outcome().equals("transferred") || attempt.outcome().equals("refused");
        note(question, told ? "" : "zone transfer from " + attempt.server() + ": " + attempt.outcome());
    }

    private Question registration() {
        return question("registration", Family.REGISTRATION, 0);
    }

    private Question breaches() {
        return question("breaches", Family.BREACH, 0);
    }

    /// One question for all of them: who mends the finding has other servers.
    private Question serverNetworks() {
        return question("networks of name servers", Family.DNS, 0);
    }

    private void noteServerNetwork(ServerNetwork seen) {
        note(
                serverNetworks(),
                seen.announcement() == null ? "it is not known by whom " + seen.address() + " is announced" : "");
    }

    /// One question for all servers, since who mends the finding may have others: answered where all said
    /// what they have, and where these do not agree, said it twice.
    private Question zoneVersions() {
        return question("versions of the zone", Family.DNS, 0);
    }

    private void noteZoneVersions() {
        noteZoneVersions(evidence.dns());
        var again = evidence.soaRereading();
        if (again != null) {
            noteZoneVersions(again.lookups());
        } else if (ZoneVersions.first(evidence).differ()) {
            note(zoneVersions(), "the name servers did not agree and were not asked again");
        }
    }

    private void noteZoneVersions(List<DnsLookup> lookups) {
        ZoneVersions.questions(lookups, evidence.host().value())
                .forEach(asked -> note(
                        zoneVersions(),
                        isAnswer(asked, true) ? "" : "SOA of " + asked.server() + ": " + word(asked.outcome())));
    }

    private static boolean isAnswer(DnsLookup lookup, boolean direct) {
        return lookup.outcome().isAnswer() || direct && SAID_BY_SERVERS.contains(lookup.outcome());
    }

    private void note(Question question, String problem) {
        var key = question.fingerprint();
        if (!problem.isEmpty()) {
            answered.remove(key);
            problems.putIfAbsent(key, Bounded.text(problem));
        } else if (!problems.containsKey(key)) {
            answered.add(key);
        }
    }

    private Question question(String text, Family family, int port) {
        return new Question(hash.hashString(text, StandardCharsets.UTF_8).asLong(), family, port);
    }

    private static <T> Optional<T> at(List<T> list, int index) {
        return index >= 0 && index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
    }

    private static int number(String step) {
        try {
            return Integer.parseInt(step);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
