package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the zone's name servers answer: not over TCP (RFC 9210), or with the version of their program.
///
/// A server lacks TCP when it answers over UDP and failed twice over TCP, while another one of the same kind of
/// address answers there: else the way there may be what is shut, as it is in many offices. A version is a
/// number with dots, and four of them are an address; most servers answer with words, or not at all.
final class NameServerAnswersDetector implements Detector {

    private static final Check NO_TCP = new Check(
            "dns.ns.no-tcp",
            "DNS Misconfiguration",
            LOW,
            "A name server does not answer over TCP",
            "Answers that do not fit into a packet, as of signed zones and long texts, do not arrive.",
            "Open port 53 for TCP as well as UDP",
            List.of("RFC 7766", "RFC 9210"));
    private static final Check VERSION = new Check(
            "dns.ns.version-disclosed",
            "DNS Misconfiguration",
            INFO,
            "A name server tells the version of its program",
            "Whoever looks for servers with a known weakness need not try them out.",
            "Set another text, or none: version in BIND and PowerDNS, hide-version in NSD, Knot and Unbound",
            List.of("RFC 4892", "CIS BIND Benchmark"));

    private static final int ROUNDS = 2;
    private static final String VERSION_NAME = "version.bind";
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,5}(\\.\\d{1,5}){1,9}");
    private static final int PARTS_OF_AN_ADDRESS = 4;

    @Override
    public String id() {
        return "dns_name_server_answers_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(NO_TCP, VERSION);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return evidence.host().isApex()
                ? Stream.concat(withoutTcp(evidence).stream(), versions(evidence))
                        .toList()
                : List.of();
    }

    /// FIRM because connections may have been lost on the way, however often it was tried.
    private Optional<Finding> withoutTcp(Evidence evidence) {
        Map<String, List<DnsFacts.Fact>> tried = DnsFacts.direct(evidence, "NS").stream()
                .filter(fact -> fact.lookup().transport().equals("tcp"))
                .collect(
                        Collectors.groupingBy(fact -> fact.lookup().server(), LinkedHashMap::new, Collectors.toList()));
        var answering = tried.entrySet().stream()
                .filter(server -> server.getValue().stream()
                        .anyMatch(fact -> fact.lookup().outcome().isAnswer()))
                .map(Map.Entry::getKey)
                .toList();
        return tried.entrySet().stream()
                .filter(server -> failed(server.getValue()) && answersDatagrams(evidence, server.getKey()))
                .filter(server -> answering.stream().anyMatch(other -> isIpv6(other) == isIpv6(server.getKey())))
                .findFirst()
                .map(server -> Finding.of(
                                NO_TCP,
                                id(),
                                evidence,
                                evidence.host().value(),
                                server.getValue().getLast().outcome())
                        .withConfidence(Confidence.FIRM));
    }

    private static boolean failed(List<DnsFacts.Fact> tries) {
        return tries.size() >= ROUNDS
                && tries.stream().map(fact -> fact.lookup().outcome()).allMatch(outcome -> switch (outcome) {
                    case TIMEOUT, UNREACHABLE -> true;
                    case NOERROR, NODATA, NXDOMAIN, REFERRAL, SERVFAIL, REFUSED, FORMERR, NOTIMP, BLOCKED -> false;
                });
    }

    private static boolean answersDatagrams(Evidence evidence, String server) {
        return DnsFacts.direct(evidence, "SOA").stream()
                .filter(fact -> fact.lookup().server().equals(server))
                .anyMatch(fact -> fact.lookup().outcome() == DnsOutcome.NOERROR
                        && fact.lookup().transport().equals("udp"));
    }

    private static boolean isIpv6(String server) {
        return server.startsWith("[");
    }

    private Stream<Finding> versions(Evidence evidence) {
        return DnsFacts.direct(evidence, "TXT").stream()
                .filter(fact -> fact.lookup().name().equals(VERSION_NAME))
                .flatMap(fact -> fact.data().stream()
                        .filter(NameServerAnswersDetector::isVersion)
                        .limit(1)
                        .map(text -> Finding.of(
                                VERSION, id(), evidence, fact.lookup().server(), fact.answer(text))));
    }

    static boolean isVersion(String text) {
        return NUMBERS.matcher(text)
                .results()
                .map(MatchResult::group)
                .anyMatch(numbers -> numbers.split("\\.").length != PARTS_OF_AN_ADDRESS);
    }
}
