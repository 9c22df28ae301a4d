package io.reconai.engine.dns;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.HTTPSRecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3PARAMRecord;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SVCBBase;
import org.xbill.DNS.SVCBRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

/// Responses built by another implementation: every type that is read here, names of every kind, compressed as it does.
final class SampleMessages {

    private static final int[] TYPES = {1, 2, 5, 6, 12, 15, 16, 28, 33, 43, 46, 47, 48, 50, 51, 52, 64, 65, 257, 65_400
    };
    private static final int CLASS_CHAOS = 3;

    private final Random random;
    private final List<Name> names = new ArrayList<>();

    private SampleMessages(long seed) {
        random = new Random(seed);
        for (var i = 0; i < 4; i++) {
            names.add(newName());
        }
    }

    /// The response that belongs to a seed.
    static Message of(long seed) {
        return new SampleMessages(seed).message();
    }

    private Message message() {
        var message = new Message(random.nextInt(65_536));
        var header = message.getHeader();
        header.setRcode(random.nextInt(16));
        for (var flag : new int[] {Flags.QR, Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD}) {
            if (flag == Flags.QR ? random.nextInt(10) > 0 : random.nextBoolean()) {
                header.setFlag(flag);
            }
        }
        header.setOpcode(random.nextInt(10) == 0 ? 4 : 0);
        if (random.nextInt(20) > 0) {
            message.addRecord(Record.newRecord(name(), type(), DClass.IN), Section.QUESTION);
        }
        add(message, Section.ANSWER, random.nextInt(8));
        add(message, Section.AUTHORITY, random.nextInt(4));
        add(message, Section.ADDITIONAL, random.nextInt(3));
        if (random.nextBoolean()) {
            message.addRecord(new OPTRecord(1_232, 0, 0), Section.ADDITIONAL);
        }
        return message;
    }

    private void add(Message message, int section, int count) {
        for (var left = count; left > 0; left--) {
            message.addRecord(record(), section);
        }
    }

    private Record record() {
        try {
            return record(name(), random.nextInt(20) == 0 ? CLASS_CHAOS : DClass.IN, random.nextInt(Integer.MAX_VALUE));
        } catch (UnknownHostException | TextParseException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Record record(Name owner, int dclass, long ttl) throws UnknownHostException, TextParseException {
        return switch (random.nextInt(20)) {
            case 0 -> new ARecord(owner, DClass.IN, ttl, InetAddress.getByAddress(octets(4)));
            case 1 -> new AAAARecord(owner, DClass.IN, ttl, InetAddress.getByAddress(ipv6()));
            case 2 -> new CNAMERecord(owner, dclass, ttl, name());
            case 3 -> new NSRecord(owner, dclass, ttl, name());
            case 4 -> new MXRecord(owner, dclass, ttl, uint16(), name());
            case 5 -> new TXTRecord(owner, dclass, ttl, texts());
            case 6 -> new SOARecord(owner, dclass, ttl, name(), name(), uint32(), 7_200, 3_600, ttl, ttl);
            case 7 -> new CAARecord(owner, dclass, ttl, random.nextInt(256), "issue", text());
            case 8 -> new SRVRecord(owner, dclass, ttl, uint16(), uint16(), uint16(), name());
            case 9 -> new PTRRecord(owner, dclass, ttl, name());
            case 10 -> new DSRecord(owner, dclass, ttl, uint16(), random.nextInt(256), 2, octets(32));
            case 11 -> new DNSKEYRecord(owner, dclass, ttl, 257, 3, 13, octets(64));
            case 12 -> new RRSIGRecord(owner, dclass, ttl, type(), 13, ttl, time(), time(), uint16(), name(), some());
            case 13 -> new NSECRecord(owner, dclass, ttl, name(), types());
            case 14 -> new NSEC3Record(owner, dclass, ttl, 1, random.nextInt(2), uint16(), salt(), octets(20), types());
            case 15 -> new NSEC3PARAMRecord(owner, dclass, ttl, 1, 0, uint16(), salt());
            case 16 -> new TLSARecord(owner, dclass, ttl, random.nextInt(4), random.nextInt(2), 1, octets(32));
            case 17 -> new HTTPSRecord(owner, dclass, ttl, uint16(), name(), parameters());
            case 18 -> new SVCBRecord(owner, dclass, ttl, uint16(), name(), parameters());
            default -> unknown(owner, dclass, ttl);
        };
    }

    private Record unknown(Name owner, int dclass, long ttl) {
        return Record.newRecord(owner, 65_400, dclass, ttl, octets(random.nextInt(9)));
    }

    private Name name() {
        return random.nextInt(3) == 0 ? newName() : names.get(random.nextInt(names.size()));
    }

    /// A name below one met before, the root, or a new one; with capitals, dots and control characters in some labels.
    private Name newName() {
        var kind = random.nextInt(12);
        if (kind == 0) {
            return Name.root;
        }
        var above = names.isEmpty() ? Name.fromConstantString("acme.test.") : names.get(random.nextInt(names.size()));
        var wire = new ByteArrayOutputStream();
        for (var left = kind == 1 ? 40 : 1 + random.nextInt(3); left > 0; left--) {
            wire.writeBytes(label());
        }
        wire.writeBytes(above.toWire());
        try {
            return new Name(wire.toByteArray());
        } catch (IOException tooLong) {
            return above;
        }
    }

    /// One label on the wire.
    private byte[] label() {
        var length = random.nextInt(15) == 0 ? 63 : 1 + random.nextInt(8);
        var wild = random.nextInt(5) == 0;
        var wire = new byte[length + 1];
        wire[0] = (byte) length;
        for (var i = 1; i <= length; i++) {
            wire[i] = (byte)
                    (wild
                            ? random.nextInt(256)
                            : "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_*".charAt(random.nextInt(45)));
        }
        return wire;
    }

    private List<String> texts() {
        var texts = new ArrayList<String>();
        for (var left = 1 + random.nextInt(3); left > 0; left--) {
            texts.add(text());
        }
        return texts;
    }

    private String text() {
        return List.of(
                        "v=spf1 -all",
                        "ca.test; account=\\\"7\\\"",
                        "",
                        "a\\092b",
                        "\\195\\188ber \\007",
                        "x".repeat(250))
                .get(random.nextInt(6));
    }

    private List<SVCBBase.ParameterBase> parameters() throws TextParseException {
        var parameters = new ArrayList<SVCBBase.ParameterBase>();
        try {
            if (random.nextBoolean()) {
                var alpn = new SVCBBase.ParameterAlpn();
                alpn.fromString(random.nextBoolean() ? "h2,h3" : "http/1.1");
                parameters.add(alpn);
                if (random.nextBoolean()) {
                    var mandatory = new SVCBBase.ParameterMandatory();
                    mandatory.fromString("alpn");
                    parameters.add(mandatory);
                }
                if (random.nextBoolean()) {
                    parameters.add(new SVCBBase.ParameterNoDefaultAlpn());
                }
            }
            if (random.nextBoolean()) {
                parameters.add(new SVCBBase.ParameterPort(uint16()));
            }
            if (random.nextBoolean()) {
                var hint = new SVCBBase.ParameterIpv4Hint();
                hint.fromWire(octets(4 * (1 + random.nextInt(3))));
                parameters.add(hint);
            }
            if (random.nextBoolean()) {
                var hint = new SVCBBase.ParameterIpv6Hint();
                hint.fromWire(ipv6());
                parameters.add(hint);
            }
            if (random.nextBoolean()) {
                parameters.add(new SVCBBase.ParameterEch(octets(20)));
            }
            if (random.nextBoolean()) {
                var unknown = new SVCBBase.ParameterUnknown(667);
                unknown.fromWire("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                parameters.add(unknown);
            }
            return parameters;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private int[] types() {
        return random.ints(random.nextInt(6), 0, TYPES.length)
                .map(index -> TYPES[index])
                .distinct()
                .toArray();
    }

    private int type() {
        return TYPES[random.nextInt(TYPES.length)];
    }

    private Instant time() {
        return Instant.ofEpochSecond(uint32());
    }

    private byte[] salt() {
        return random.nextBoolean() ? new byte[0] : octets(1 + random.nextInt(8));
    }

    private byte[] some() {
        return octets(random.nextInt(80));
    }

    /// Not an IPv4-mapped address, which has another spelling.
    private byte[] ipv6() {
        var octets = octets(16);
        octets[0] = 0x20;
        return octets;
    }

    private byte[] octets(int count) {
        var octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    private int uint16() {
        return random.nextInt(65_536);
    }

    private long uint32() {
        return random.nextLong(1L << 32);
    }
}
