package io.reconai.engine.enrichment;

import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.mail.TlsaRecord;
import java.util.List;
import java.util.stream.Stream;

/// What senders of mail are told of a host that takes it for the scanned domain: which certificate to expect there
/// (RFC 7672), and whether that is signed. Kept with the host's own evidence, beside the certificate that it showed.
final class ExchangerQuestions {

    private ExchangerQuestions() {}

    /// Asks where a mail server was asked for TLS, and the domain's mail goes to it.
    static void ask(HostLookups lookups, Host host, List<TlsObservation> started) throws InterruptedException {
        if (host.isAddress() || started.stream().noneMatch(TlsaRecord::isForMail) || !takesMail(lookups, host)) {
            return;
        }
        var service = DomainName.parse(TlsaRecord.MAIL + host.value());
        if (service.isEmpty()
                || lookups.ask(service.get(), RecordType.TLSA).answers().isEmpty()) {
            return;
        }
        // Where there is no such record, the answer says by its SOA in which zone that is (RFC 2308 §3).
        var within = lookups.ask(service.get(), RecordType.SOA).authority().stream()
                .filter(record -> record.type().equals("SOA"))
                .map(DnsRecordData::name)
                .flatMap(name -> DomainName.parse(name).stream());
        for (var zone : Stream.concat(PublicSuffixes.registrable(host.name()).stream(), within)
                .distinct()
                .toList()) {
            lookups.ask(zone, RecordType.DS);
        }
    }

    private static boolean takesMail(HostLookups lookups, Host host) throws InterruptedException {
        return lookups.ask(host.domain(), RecordType.MX)
                .data()
                .map(data -> data.substring(data.indexOf(' ') + 1))
                .flatMap(target -> DomainName.parse(target).stream())
                .anyMatch(host.name()::equals);
    }
}
