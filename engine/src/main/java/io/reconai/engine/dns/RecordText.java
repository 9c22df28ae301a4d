package io.reconai.engine.dns;

import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Base64;
import java.util.HexFormat;

/// Reads a record's data into its presentation form (RFC 1035 §5.1 and each type's own document).
///
/// Names have no final dot, the root is `.`; a TXT record's strings are joined with nothing between; types without a
/// form of their own here are written as RFC 3597 says.
final class RecordText {

    private RecordText() {}

    /// Reads exactly `length` octets; data that ends before or goes on behind them is malformed.
    static String read(WireReader reader, int typeCode, int length) throws MalformedMessageException {
        var end = reader.position() + length;
        var type = RecordType.of(typeCode);
        var text = type.isEmpty() ? generic(reader, length) : known(reader, type.get(), length);
        if (reader.position() != end) {
            throw new MalformedMessageException(
                    RecordType.text(typeCode) + " data ends at " + reader.position() + " and not at " + end);
        }
        return text;
    }

    private static String known(WireReader reader, RecordType type, int length) throws MalformedMessageException {
        var end = reader.position() + length;
        return switch (type) {
            case A -> address(reader.octets(exactly(length, 4)));
            case AAAA -> address(reader.octets(exactly(length, 16)));
            case NS, CNAME, PTR -> reader.name();
            case MX -> reader.uint16() + " " + reader.name();
            case SRV -> reader.uint16() + " " + reader.uint16() + " " + reader.uint16() + " " + reader.name();
            case TXT, SPF -> strings(reader, end);
            case SOA -> soa(reader);
            case CAA -> caa(reader, end);
            case DS -> reader.uint16() + " " + reader.octet() + " " + reader.octet() + " " + hex(reader, end);
            case TLSA -> reader.octet() + " " + reader.octet() + " " + reader.octet() + " " + hex(reader, end);
            case DNSKEY ->
                reader.uint16() + " " + reader.octet() + " " + reader.octet() + " "
                        + Base64.getEncoder().encodeToString(rest(reader, end));
            case RRSIG -> DnssecText.rrsig(reader, end);
            case NSEC -> reader.name() + DnssecText.types(reader, end);
            case NSEC3 -> DnssecText.nsec3(reader, end);
            case NSEC3PARAM -> DnssecText.nsec3Parameters(reader);
            case SVCB, HTTPS -> ServiceBindingText.read(reader, end);
            case AXFR -> generic(reader, length);
        };
    }

    private static String soa(WireReader reader) throws MalformedMessageException {
        var text = new StringBuilder(reader.name()).append(' ').append(reader.name());
        for (var i = 0; i < 5; i++) {
            text.append(' ').append(reader.uint32());
        }
        return text.toString();
    }

    private static String caa(WireReader reader, int end) throws MalformedMessageException {
        var flags = reader.octet();
        var tag = CharacterString.bare(reader.octets(reader.octet()));
        return flags + " " + tag + " " + CharacterString.quoted(rest(reader, end));
    }

    private static String strings(WireReader reader, int end) throws MalformedMessageException {
        var text = new java.io.ByteArrayOutputStream();
        while (reader.position() < end) {
            text.writeBytes(reader.octets(reader.octet()));
        }
        return text.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String address(byte[] octets) throws MalformedMessageException {
        try {
            return IpAddresses.text(InetAddress.getByAddress(octets));
        } catch (UnknownHostException impossible) {
            throw new MalformedMessageException("an address of " + octets.length + " octets");
        }
    }

    private static String generic(WireReader reader, int length) throws MalformedMessageException {
        return ("\\# " + length + " " + HexFormat.of().formatHex(reader.octets(length))).stripTrailing();
    }

    private static String hex(WireReader reader, int end) throws MalformedMessageException {
        return HexFormat.of().withUpperCase().formatHex(rest(reader, end));
    }

    private static byte[] rest(WireReader reader, int end) throws MalformedMessageException {
        return reader.octets(end - reader.position());
    }

    private static int exactly(int length, int expected) throws MalformedMessageException {
        if (length != expected) {
            throw new MalformedMessageException("an address of " + length + " octets");
        }
        return length;
    }
}
