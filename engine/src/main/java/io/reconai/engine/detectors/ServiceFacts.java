package io.reconai.engine.detectors;

import io.reconai.engine.asset.AccessAnswer;
import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.Workings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the recognised services of a host in evidence together with their place.
///
/// A service counts only where its protocol was recognised, whatever the port's number says. On what seems to be a
/// honeypot nothing counts: it pretends.
final class ServiceFacts {

    /// No real host runs this many kinds of services.
    private static final int MOST_PROTOCOLS = 25;

    /// No real host says the same on this many ports.
    private static final int MOST_ALIKE = 10;

    /// A service on a port, and its place.
    record Fact(int index, String host, PortObservation port) {

        String service() {
            return port.service();
        }

        /// The host and port, the same for all addresses of a name.
        String location() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port.port();
        }

        boolean isOverTls() {
            return port.identified()
                    .filter(identity -> identity.transport() == ServiceIdentity.Transport.TLS)
                    .isPresent();
        }

        /// That it answered one of these questions as it should answer only its users; any question where none is
        /// named.
        boolean isOpen(String... questions) {
            return answer(AccessAnswer::isOpen, questions).isPresent();
        }

        /// That it asked for credentials, or said no.
        boolean answered(Outcome outcome) {
            return answer(answer -> answer.outcome() == outcome).isPresent();
        }

        private Optional<AccessAnswer> answer(Predicate<AccessAnswer> how, String... questions) {
            return port.access().stream()
                    .filter(how)
                    .filter(answer ->
                            questions.length == 0 || Arrays.asList(questions).contains(answer.question()))
                    .findFirst();
        }

        /// The names that the answers listed.
        List<String> names() {
            return port.access().stream()
                    .flatMap(answer -> answer.names().stream())
                    .toList();
        }

        /// That the service is there.
        Finding reachable(Check check, String detector, Evidence evidence) {
            return reachable(check, detector, evidence, "");
        }

        /// @param note what else is known of it; empty for nothing
        Finding reachable(Check check, String detector, Evidence evidence, String note) {
            var told = port.identified()
                    .map(identity -> (identity.product() + " " + identity.version()).strip())
                    .orElse("");
            var what = Stream.of(service(), told, note)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(", "));
            return Finding.of(check, detector, evidence, location(), new Proof("/ports/" + index + "/service", what));
        }

        /// That it is open to everybody, proved by what it answered.
        Finding open(Check check, String detector, Evidence evidence, String... questions) {
            var answer = answer(AccessAnswer::isOpen, questions)
                    .orElseThrow(() -> new IllegalArgumentException("it is not open: " + location()));
            var pointer = "/ports/" + index + "/access/" + port.access().indexOf(answer);
            var names = answer.names().isEmpty() ? "" : " (" + String.join(", ", answer.names()) + ")";
            var proof = new Proof(pointer + "/excerpt", answer.question() + names + ": " + answer.excerpt());
            return Finding.of(check, detector, evidence, location(), proof).proved();
        }
    }

    private ServiceFacts() {}

    /// What a detector finds at each service; one finding a port, the worst.
    static List<Finding> judge(Evidence evidence, Function<Fact, Optional<Finding>> judge) {
        if (services(evidence).all().isEmpty() || pretence(evidence).isPresent()) {
            return List.of();
        }
        Map<String, Finding> byPort = new LinkedHashMap<>();
        for (var fact : services(evidence).all()) {
            judge.apply(fact)
                    .ifPresent(finding -> byPort.merge(
                            finding.location(),
                            finding,
                            (first, next) -> next.severity().compareTo(first.severity()) > 0 ? next : first));
        }
        return List.copyOf(byPort.values());
    }

    /// Why the host seems to pretend to be what it is not; empty when it does not.
    static Optional<Proof> pretence(Evidence evidence) {
        return Workings.once(Pretence.class, evidence, () -> new Pretence(look(evidence)))
                .proof();
    }

    private record Pretence(Optional<Proof> proof) {}

    private static Optional<Proof> look(Evidence evidence) {
        if (services(evidence).all().size() < MOST_ALIKE) {
            return Optional.empty();
        }
        var protocols = all(evidence).map(Fact::service).distinct().sorted().toList();
        if (protocols.size() > MOST_PROTOCOLS) {
            return Optional.of(
                    new Proof("/ports", protocols.size() + " different protocols: " + String.join(", ", protocols)));
        }
        return all(evidence)
                .filter(fact -> !fact.port.banner().isEmpty())
                .collect(Collectors.groupingBy(fact -> fact.port.banner(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(alike ->
                        alike.stream().map(fact -> fact.port.port()).distinct().count() >= MOST_ALIKE)
                .findFirst()
                .map(alike -> new Proof(
                        "/ports/" + alike.getFirst().index + "/banner",
                        "the same on " + alike.size() + " ports: "
                                + alike.getFirst().port.banner()));
    }

    private record Services(List<Fact> all) {}

    private static Stream<Fact> all(Evidence evidence) {
        return services(evidence).all().stream();
    }

    private static Services services(Evidence evidence) {
        return Workings.once(Services.class, evidence, () -> new Services(seen(evidence)));
    }

    private static List<Fact> seen(Evidence evidence) {
        var ports = evidence.ports();
        var seen = new ArrayList<Fact>(0);
        for (var i = 0; i < ports.size(); i++) {
            var port = ports.get(i);
            if (port.state() == PortState.OPEN
                    && port.isTcp()
                    && !port.service().isEmpty()) {
                seen.add(new Fact(i, evidence.host().value(), port));
            }
        }
        return seen;
    }
}
