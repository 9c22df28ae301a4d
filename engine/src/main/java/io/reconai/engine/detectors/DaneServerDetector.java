package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;

import com.google.common.hash.Hashing;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.detectors.DaneFacts.Standing;
import io.reconai.engine.detectors.DnsFacts.Fact;
import io.reconai.engine.mail.TlsaRecord;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A mail exchanger of the scanned domain that does not do what its TLSA records promise (DANE, RFC 7672 §2.2): it
/// shows another certificate, or knows no STARTTLS. Senders that know DANE keep their mail until it does.
///
/// Judged where port 25 was talked to, which is in active mode, and only by records in a zone that is known to be
/// signed; others must not be heeded. One record that fits is enough, the others may be for a change of keys. For
/// usage 3 the server's own certificate counts, whatever its names, its age and its issuer (§3.1.1); for usage 2 those
/// above it in the chain that it sends, whose names are [CertificateNamesDetector]'s. What cannot be compared leaves
/// the matter open: SHA-512, of which evidence has no hash, and an authority that is in the record as a whole, which
/// the server need not send (RFC 7671 §5.2.3). A server that refuses TLS after it offered it is
/// [StartTlsDetector]'s, and one that turns strangers away was not asked.
final class DaneServerDetector implements Detector {

    private static final Check MISMATCH = check(
            "mismatch",
            "A mail exchanger shows a certificate that its TLSA records do not name",
            "Publish the hash of the certificate in use, and of the next one two TTLs before it is used");
    private static final Check NO_STARTTLS = check(
            "no-starttls",
            "A mail exchanger has TLSA records and no STARTTLS",
            "Enable STARTTLS, or remove the records");

    /// The command is not known, not implemented or not for now (RFC 5321 §4.2.3): no answer to a connection, which a
    /// server may refuse for who asks.
    private static final Pattern UNKNOWN_COMMAND = Pattern.compile("no STARTTLS: 50[023]\\b.*", Pattern.DOTALL);

    private static final HexFormat HEX = HexFormat.of();

    private static Check check(String name, String title, String remediation) {
        return new Check(
                "dns.dane." + name,
                "E-mail Authentication",
                HIGH,
                title,
                "Senders that know DANE do not deliver to it: mail waits, and comes back in the end.",
                remediation,
                List.of("RFC 7672 §2.2", "RFC 6698"));
    }

    @Override
    public String id() {
        return "dns_dane_server_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(MISMATCH, NO_STARTTLS);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var host = evidence.host().value();
        if (evidence.host().isAddress()
                || !takesMail(evidence)
                || DaneFacts.of(evidence, host) != Standing.PROTECTED
                || !DaneFacts.isSigned(evidence, host)) {
            return List.of();
        }
        var records = DaneFacts.records(evidence, host).orElseThrow();
        return TlsFacts.judge(
                evidence, seen -> judge(evidence, seen, records).stream().toList());
    }

    private static boolean takesMail(Evidence evidence) {
        return DnsFacts.exchangers(evidence, evidence.host().domain().value())
                .contains(evidence.host().value());
    }

    private Optional<Finding> judge(Evidence evidence, TlsFacts.Fact server, Fact records) {
        if (!TlsaRecord.isForMail(server.seen())) {
            return Optional.empty();
        }
        if (knowsNoTls(server)) {
            var proof = server.proof("/detail", "smtp: " + server.seen().detail());
            return Optional.of(Finding.of(NO_STARTTLS, id(), evidence, server.location(), proof)
                    .provedBy(List.of(proof, records.answer(usable(records).getFirst()))));
        }
        return server.session()
                .map(session -> session.chain())
                .filter(chain -> usable(records).stream().noneMatch(text -> mayName(text, chain)))
                .map(chain -> {
                    var proof = server.proof(
                            "/session/chain/0/sha256",
                            "SHA-256 of the certificate " + chain.getFirst().sha256() + ", of its key "
                                    + keyHash(chain.getFirst()).orElse(""));
                    return Finding.of(MISMATCH, id(), evidence, server.location(), proof)
                            .provedBy(Stream.concat(
                                            Stream.of(proof),
                                            usable(records).stream().map(records::answer))
                                    .toList());
                });
    }

    private static boolean knowsNoTls(TlsFacts.Fact server) {
        return server.seen().outcome() == ExchangeOutcome.MALFORMED
                && server.seen().faultAtStart().isEmpty()
                && UNKNOWN_COMMAND.matcher(server.seen().detail()).matches();
    }

    private static List<String> usable(Fact records) {
        return records.data().stream()
                .filter(text -> TlsaRecord.parse(text)
                        .filter(TlsaRecord::isUsableForMail)
                        .isPresent())
                .toList();
    }

    /// Whether a record names one of the certificates that it may, as far as that can be known.
    private static boolean mayName(String text, List<CertificateFacts> chain) {
        var record = TlsaRecord.parse(text).orElseThrow();
        var isServers = record.usage() == 3;
        if (record.matching() == 2 || !isServers && record.matching() == 0) {
            return true;
        }
        var named = isServers ? chain.subList(0, 1) : chain.subList(1, chain.size());
        return named.stream().anyMatch(certificate -> hash(record, certificate)
                .map(hash -> hash.equalsIgnoreCase(sha256(record)))
                .orElse(true));
    }

    /// The hash of what the record compares; empty where evidence lacks it.
    private static Optional<String> hash(TlsaRecord record, CertificateFacts certificate) {
        return record.selector() == 0 ? Optional.of(certificate.sha256()) : keyHash(certificate);
    }

    private static Optional<String> keyHash(CertificateFacts certificate) {
        return Optional.ofNullable(certificate.extensions()).map(extensions -> extensions.keySha256());
    }

    /// A whole certificate or key is compared by its hash, since evidence has no more of it.
    private static String sha256(TlsaRecord record) {
        return record.matching() == 1 || record.data().length() % 2 != 0
                ? record.data()
                : Hashing.sha256().hashBytes(HEX.parseHex(record.data())).toString();
    }
}
