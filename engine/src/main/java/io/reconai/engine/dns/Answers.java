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
/// CVE-2024-25638). A chain longer than 16 or one that loops leads nowhere: that is the fault of a server and
/// no proof that there is nothing. Records of a failed response are not believed; its chain is, as a resolver
/// says how far it came.
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
        var chain = new ArrayList<String>();
        var owner = follow(question, message.answers(), chain);
        var outcome = owner.isPresent() ? outcome(message.rcode()) : DnsOutcome.SERVFAIL;
        var records = message.answers().stream()
                .filter(_ -> outcome.isAnswer())
                .filter(record -> isWanted(question, record))
                .filter(record -> owner.isPresent() && record.name().equals(owner.get()))
                .toList();
        var known = outcome == DnsOutcome.NOERROR && records.isEmpty() ? withoutRecords(message) : outcome;
        return new DnsLookup(
                question.name(),
                question.wanted().name(),
                IpAddresses.text(server),
                transport,
                known,
                message.authoritative(),
                message.recursionAvailable(),
                recursionDesired,
                chain,
                records,
                message.authority(),
                elapsedMs,
                known == DnsOutcome.REFERRAL ? glue(message) : List.of(),
                question.manner() == DnsQuestion.Manner.UNCHECKED);
    }

    /// The addresses of servers that a referral names, as far as they are within the zone that it is about: of others
    /// its server knows nothing of its own.
    private static List<DnsRecordData> glue(DnsMessage referral) {
        return referral.additional().stream()
                .filter(record -> record.type().equals("A") || record.type().equals("AAAA"))
                .filter(record -> referral.authority().stream()
                        .filter(server -> server.type().equals("NS"))
                        .anyMatch(server -> server.data().equals(record.name())
                                && (record.name().equals(server.name())
                                        || record.name().endsWith("." + server.name()))))
                .toList();
    }

    private static boolean isWanted(DnsQuestion question, DnsRecordData record) {
        return record.type().equals(question.wanted().name())
                && (question.manner() != DnsQuestion.Manner.SIGNATURES
                        || record.data().startsWith(question.type() + " "));
    }

    /// Authority tells a referral from "there is none": name servers without a SOA (RFC 2308 §2.2).
    private static DnsOutcome withoutRecords(DnsMessage message) {
        var named = message.authority().stream().map(DnsRecordData::type).toList();
        var refers = !message.authoritative()
                && message.answers().isEmpty()
                && named.contains("NS")
                && !named.contains("SOA");
        return refers ? DnsOutcome.REFERRAL : DnsOutcome.NODATA;
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
                question.wanted().name(),
                IpAddresses.text(server),
                transport,
                outcome,
                false,
                false,
                recursionDesired,
                List.of(),
                List.of(),
                List.of(),
                elapsedMs,
                List.of(),
                question.manner() == DnsQuestion.Manner.UNCHECKED);
    }

    /// The name at the end of the chain that begins at the question's; empty when the chain has no end.
    private static Optional<String> follow(DnsQuestion question, List<DnsRecordData> answers, List<String> chain) {
        var at = question.name();
        if (question.type() == RecordType.CNAME) {
            return Optional.of(at);
        }
        var met = new HashSet<String>();
        while (met.add(at)) {
            var next = target(at, answers);
            if (next.isEmpty()) {
                return Optional.of(at);
            }
            if (chain.size() == MAX_CHAIN) {
                return Optional.empty();
            }
            at = next.get();
            chain.add(at);
        }
        return Optional.empty();
    }

    private static Optional<String> target(String owner, List<DnsRecordData> answers) {
        return answers.stream()
                .filter(record -> record.type().equals("CNAME") && record.name().equals(owner))
                .map(DnsRecordData::data)
                .filter(target -> DomainName.parse(target).isPresent())
                .findFirst();
    }

    private static DnsOutcome outcome(int rcode) {
        return switch (rcode) {
            case 0 -> DnsOutcome.NOERROR;
            case 1 -> DnsOutcome.FORMERR;
            case 3 -> DnsOutcome.NXDOMAIN;
            case 4 -> DnsOutcome.NOTIMP;
            case 5 -> DnsOutcome.REFUSED;
            default -> DnsOutcome.SERVFAIL;
        };
    }
}
