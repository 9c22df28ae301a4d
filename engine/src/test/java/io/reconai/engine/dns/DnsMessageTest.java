package io.reconai.engine.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.net.IpAddresses;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3PARAMRecord;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SVCBBase;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.UNKRecord;
import org.xbill.DNS.utils.base32;

/// Our reader and writer against another implementation, which writes the messages and says what is in them.
class DnsMessageTest {

    private static final int OPCODE_QUERY = 0;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    void readsWhatAnotherImplementationWrote(@ForAll long seed) throws Exception {
        var wire = SampleMessages.of(seed).toWire();
        var theirs = new Message(wire);
        var ours = DnsMessage.parse(wire, wire.length);
        var header = theirs.getHeader();
        assertThat(ours.id()).isEqualTo(header.getID());
        assertThat(ours.response()).isEqualTo(header.getFlag(Flags.QR) && header.getOpcode() == OPCODE_QUERY);
        assertThat(ours.authoritative()).isEqualTo(header.getFlag(Flags.AA));
        assertThat(ours.truncated()).isEqualTo(header.getFlag(Flags.TC));
        assertThat(ours.recursionAvailable()).isEqualTo(header.getFlag(Flags.RA));
        assertThat(ours.rcode()).isEqualTo(header.getRcode());
        var question = theirs.getQuestion();
        assertThat(ours.questionName()).isEqualTo(question == null ? "" : text(question.getName()));
        assertThat(ours.questionType()).isEqualTo(question == null ? 0 : question.getType());
        assertThat(ours.answers()).isEqualTo(records(theirs, Section.ANSWER));
        assertThat(ours.authority()).isEqualTo(records(theirs, Section.AUTHORITY));
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void asksWhatAnotherImplementationReads(@ForAll long seed) throws Exception {
        var record = SampleMessages.of(seed).getSection(Section.ANSWER).stream().findFirst();
        if (record.isEmpty()) {
            return;
        }
        var name = record.get().getName();
        var wire = DnsMessage.question((int) seed & 0xffff, text(name), RecordType.TXT, (seed & 1) == 0);
        var read = new Message(wire);
        assertThat(read.getHeader().getID()).isEqualTo((int) seed & 0xffff);
        assertThat(read.getHeader().getFlag(Flags.RD)).isEqualTo((seed & 1) == 0);
        assertThat(read.getQuestion().getName()).isEqualTo(name);
        assertThat(read.getQuestion().getType()).isEqualTo(Type.TXT);
        assertThat(read.getQuestion().getDClass()).isEqualTo(DClass.IN);
        assertThat(read.getOPT().getPayloadSize()).isEqualTo(1_232);
        assertThat(DnsMessage.parse(wire, wire.length).questionName()).isEqualTo(text(name));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "acme..test",
                ".acme.test",
                "acme.test.",
                "ACME.test",
                "bücher.test",
                "a b.test",
                "a\tb.test",
                "back\\slash.test",
                "half\\00.test",
                "much\\256.test",
                "capital\\065.test",
                "a123456789012345678901234567890123456789012345678901234567890123.test",
            })
    void whatIsNoNameIsNotAsked(String text) {
        assertThatCode(() -> new DnsQuestion(text, RecordType.A)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameIsAskedUpTo255Octets() {
        var longest = "a.".repeat(126) + "b";
        assertThat(DnsMessage.question(1, longest, RecordType.A, true)).hasSize(12 + 255 + 4 + 11);
        assertThatCode(() -> new DnsQuestion("a." + longest, RecordType.A))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// An owner `www.acme` and `test` is another name than `www`, `acme` and `test`; so is one with a zero at its end.
    @ParameterizedTest(name = "{0} reads {1}")
    @CsvSource(textBlock = """
            0377777704 61636d65 04 74657374 00, www.acme.test
            087777772e61636d65 04 74657374 00,  www\\046acme.test
            0477777700 00,                      www\\000
            0377772e 00,                        ww\\046
            035c3030 00,                        \\09200
            03C5BF61 00,                        \\197\\191a
            030d0a1b 00,                        \\013\\010\\027
            0120 00,                            \\032
            00,                                 .
            012e 00,                            \\046
            012a 00,                            *
            02575a 00,                          wz
            """)
    void namesKeepTheirLabelsApart(String hex, String expected) throws Exception {
        var octets = HexFormat.of().parseHex(hex.replace(" ", ""));
        var name = new WireReader(octets, octets.length).name();
        assertThat(name).isEqualTo(expected);
        assertThat(new Name(WireName.encode(name))).isEqualTo(new Name(octets));
    }

    private static List<DnsRecordData> records(Message message, int section) {
        return message.getSection(section).stream()
                .filter(record -> record.getDClass() == DClass.IN)
                .map(record -> new DnsRecordData(
                        text(record.getName()), Type.string(record.getType()), record.getTTL(), data(record)))
                .toList();
    }

    /// The other implementation's data in our form.
    private static String data(Record record) {
        return switch (record) {
            case ARecord address -> address.getAddress().getHostAddress();
            case AAAARecord address -> IpAddresses.text(address.getAddress());
            case CNAMERecord alias -> text(alias.getTarget());
            case NSRecord server -> text(server.getTarget());
            case PTRRecord pointer -> text(pointer.getTarget());
            case MXRecord mail -> mail.getPriority() + " " + text(mail.getTarget());
            case SRVRecord service ->
                service.getPriority() + " " + service.getWeight() + " " + service.getPort() + " "
                        + text(service.getTarget());
            case TXTRecord texts -> joined(texts);
            case SOARecord start ->
                text(start.getHost()) + " " + text(start.getAdmin()) + " " + start.getSerial() + " "
                        + start.getRefresh() + " " + start.getRetry() + " " + start.getExpire() + " "
                        + start.getMinimum();
            case CAARecord authority ->
                authority.getFlags() + " " + authority.getTag() + " \"" + authority.getValue() + "\"";
            case DSRecord delegation ->
                delegation.getFootprint() + " " + delegation.getAlgorithm() + " " + delegation.getDigestID() + " "
                        + hex(delegation.getDigest());
            case TLSARecord pin ->
                pin.getCertificateUsage() + " " + pin.getSelector() + " " + pin.getMatchingType() + " "
                        + hex(pin.getCertificateAssociationData());
            case DNSKEYRecord key ->
                key.getFlags() + " " + key.getProtocol() + " " + key.getAlgorithm() + " " + base64(key.getKey());
            case RRSIGRecord signature ->
                Type.string(signature.getTypeCovered()) + " " + signature.getAlgorithm() + " "
                        + signature.getLabels() + " " + signature.getOrigTTL() + " "
                        + TIME.format(signature.getExpire()) + " " + TIME.format(signature.getTimeSigned()) + " "
                        + signature.getFootprint() + " " + text(signature.getSigner()) + " "
                        + base64(signature.getSignature());
            case NSECRecord next -> text(next.getNext()) + types(next.getTypes());
            case NSEC3Record next ->
                next.getHashAlgorithm() + " " + next.getFlags() + " " + next.getIterations() + " "
                        + salt(next.getSalt()) + " "
                        + new base32(base32.Alphabet.BASE32HEX, false, true).toString(next.getNext())
                        + types(next.getTypes());
            case NSEC3PARAMRecord parameters ->
                parameters.getHashAlgorithm() + " " + parameters.getFlags() + " " + parameters.getIterations() + " "
                        + salt(parameters.getSalt());
            case SVCBBase binding -> binding(binding);
            case UNKRecord unknown ->
                ("\\# " + unknown.getData().length + " " + HexFormat.of().formatHex(unknown.getData())).strip();
            default -> throw new IllegalStateException("no sample is of this type: " + record);
        };
    }

    private static String joined(TXTRecord texts) {
        var octets = new ByteArrayOutputStream();
        texts.getStringsAsByteArrays().forEach(octets::writeBytes);
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static String binding(SVCBBase binding) {
        return binding.getSvcPriority() + " " + text(binding.getTargetName())
                + binding.getSvcParamKeys().stream()
                        .map(key -> parameter(key, binding.getSvcParamValue(key).toString()))
                        .collect(Collectors.joining());
    }

    private static String parameter(int key, String value) {
        var names = List.of("mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint");
        var shown = key == 6 ? IpAddresses.text(IpAddresses.parse(value).orElseThrow()) : value;
        return " " + (key < names.size() ? names.get(key) : "key" + key) + (shown.isEmpty() ? "" : "=" + shown);
    }

    private static String types(int[] types) {
        return Arrays.stream(types)
                .sorted()
                .mapToObj(type -> " " + Type.string(type))
                .collect(Collectors.joining());
    }

    private static String salt(byte[] salt) {
        return salt == null || salt.length == 0 ? "-" : hex(salt);
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().withUpperCase().formatHex(octets);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    /// The labels in lower case, joined by dots; what is no sign of a usual name as three digits (RFC 1035 §5.1).
    private static String text(Name name) {
        if (name.labels() == 1) {
            return ".";
        }
        var labels = new StringBuilder();
        for (var i = 0; i < name.labels() - 1; i++) {
            var label = name.getLabel(i);
            labels.append(i == 0 ? "" : ".");
            for (var octet : Arrays.copyOfRange(label, 1, label.length)) {
                var letter = (char) (octet & 0xff);
                var isPlain = letter > 32 && letter < 127 && letter != '.' && letter != '\\';
                labels.append(isPlain ? lower(letter) : "\\%03d".formatted((int) letter));
            }
        }
        return labels.toString();
    }

    private static String lower(char letter) {
        return String.valueOf(letter >= 'A' && letter <= 'Z' ? (char) (letter + 32) : letter);
    }
}
