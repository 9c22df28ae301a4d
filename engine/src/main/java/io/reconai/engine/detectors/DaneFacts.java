package io.reconai.engine.detectors;

import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.mail.TlsaRecord;
import java.util.Optional;
import java.util.stream.Stream;

/// What is known of DANE at a domain's mail exchangers (RFC 7672).
final class DaneFacts {

    /// How an exchanger stands.
    enum Standing {
        /// Senders that know DANE insist on what the records say.
        PROTECTED,
        /// There are records, and none of them means anything to senders.
        UNUSABLE,
        /// There are records, and their zone is not signed, so that senders must not heed them (§2.2).
        UNSIGNED,
        ABSENT,
        UNKNOWN
    }

    private DaneFacts() {}

    /// The look-up of an exchanger's records; empty when it was not asked.
    static Optional<DnsFacts.Fact> records(Evidence evidence, String exchanger) {
        return DnsFacts.of(evidence, TlsaRecord.MAIL + exchanger, "TLSA");
    }

    /// What keeps the records at an exchanger from being trusted: its zone's parent has no DS record.
    static Optional<DnsFacts.Fact> unsigned(Evidence evidence, String exchanger) {
        return zone(exchanger)
                .flatMap(zone -> DnsFacts.of(evidence, zone.value(), "DS"))
                .filter(DnsFacts.Fact::isAbsent);
    }

    /// The zone that an exchanger's records lie in at least.
    static Optional<DomainName> zone(String exchanger) {
        return DomainName.parse(exchanger).flatMap(PublicSuffixes::registrable);
    }

    /// True when the records at an exchanger are known to lie in a signed zone: its parent has a DS record of it, and
    /// of the zone above it that the exchanger's name belongs to.
    static boolean isSigned(Evidence evidence, String exchanger) {
        var within = DnsFacts.of(evidence, TlsaRecord.MAIL + exchanger, "SOA").stream()
                .flatMap(fact -> fact.lookup().authority().stream())
                .filter(record -> record.type().equals("SOA"))
                .map(DnsRecordData::name)
                .toList();
        return !within.isEmpty()
                && Stream.concat(within.stream(), zone(exchanger).map(DomainName::value).stream())
                        .allMatch(zone -> DnsFacts.of(evidence, zone, "DS")
                                .filter(DnsFacts.Fact::isPresent)
                                .isPresent());
    }

    static Standing of(Evidence evidence, String exchanger) {
        var records = records(evidence, exchanger);
        if (records.isEmpty() || !records.get().lookup().outcome().isAnswer()) {
            return Standing.UNKNOWN;
        }
        var data = records.get().data();
        if (data.isEmpty()) {
            return Standing.ABSENT;
        }
        if (unsigned(evidence, exchanger).isPresent()) {
            return Standing.UNSIGNED;
        }
        var isUsable =
                data.stream().flatMap(text -> TlsaRecord.parse(text).stream()).anyMatch(TlsaRecord::isUsableForMail);
        return isUsable ? Standing.PROTECTED : Standing.UNUSABLE;
    }

    /// True when all mail to the domain is protected: its own zone, which names the exchangers, is signed too.
    static boolean isComplete(Evidence evidence) {
        var exchangers = DnsFacts.exchangers(evidence);
        return !exchangers.isEmpty()
                && DnsFacts.of(evidence, evidence.host().value(), "DS")
                        .filter(DnsFacts.Fact::isPresent)
                        .isPresent()
                && exchangers.stream().allMatch(exchanger -> of(evidence, exchanger) == Standing.PROTECTED);
    }
}
