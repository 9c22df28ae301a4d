package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.net.IpAddresses;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Makes a [DnsLookup] of a response: follows aliases from the question's name, and believes no other record.
///
/// A record counts only when its owner is the asked name or was reached from it by CNAME (the lesson of
/// CVE-2024-25638). A chain longer than 16 or one that loops ends where it is.
final class Answers {

    private static final int MAX_CHAIN = 16;

    private Answers() {}

    static DnsLookup lookup(
            DnsQuestion question,
            DnsMessage message,
            InetSocketAddress server,
            String transport,
            boolean recursionDesired,
            long elapsedMs) {
        var chain = chain(question, message.answers());
        var owner = chain.isEmpty() ? question.name() : chain.getLast();
        var records = message.answers().stream()
                .filter(record -> record.type().equals(question.type().name()))
                .filter(record -> record.name().equals(question.type() == RecordType.CNAME ? question.name() : owner))
                .toList();
        return new DnsLookup(
                question.name(),
                question.type().name(),
                IpAddresses.text(server),
                transport,
                outcome(message.rcode(), records),
                message.authoritative(),
                message.recursionAvailable(),
                recursionDesired,
                chain,
                records,
                message.authority(),
                elapsedMs);
    }

    /// A question that got no usable answer.
    static DnsLookup without(
            DnsQuestion question,
            DnsOutcome outcome,
            InetSocketAddress server,
            String transport,
            boolean recursionDesired,
            long elapsedMs) {
        return new DnsLookup(
                question.name(),
                question.type().name(),
                IpAddresses.text(server),
                transport,
                outcome,
                false,
                false,
                recursionDesired,
                List.of(),
                List.of(),
                List.of(),
                elapsedMs);
    }

    private static List<String> chain(DnsQuestion question, List<DnsRecordData> answers) {
        if (question.type() == RecordType.CNAME) {
            return List.of();
        }
        var chain = new ArrayList<String>();
        var met = new HashSet<String>();
        var at = question.name();
        while (chain.size() < MAX_CHAIN && met.add(at)) {
            var next = target(at, answers);
            if (next.isEmpty()) {
                return chain;
            }
            at = next.get();
            chain.add(at);
        }
        return chain;
    }

    private static Optional<String> target(String owner, List<DnsRecordData> answers) {
        return answers.stream()
                .filter(record -> record.type().equals("CNAME") && record.name().equals(owner))
                .map(DnsRecordData::data)
                .filter(target -> DomainName.parse(target).isPresent())
                .findFirst();
    }

    private static DnsOutcome outcome(int rcode, List<DnsRecordData> records) {
        return switch (rcode) {
            case 0 -> records.isEmpty() ? DnsOutcome.NODATA : DnsOutcome.NOERROR;
            case 1 -> DnsOutcome.FORMERR;
            case 3 -> DnsOutcome.NXDOMAIN;
            case 4 -> DnsOutcome.NOTIMP;
            case 5 -> DnsOutcome.REFUSED;
            default -> DnsOutcome.SERVFAIL;
        };
    }
}
