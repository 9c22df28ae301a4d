package io.reconai.lab;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// UDP services that say what real ones say, and nothing to packets that they do not know.
final class Datagrams {

    private static final byte[] NOTHING = {};
    private static final int NTP_BYTES = 48;

    private Datagrams() {}

    /// A time server of stratum 2 (RFC 5905): repeats the visitor's clock, tells no product.
    static DatagramListener.Service ntp() {
        return packet -> {
            if (packet.length < NTP_BYTES || (packet[0] & 7) != 3) {
                return NOTHING;
            }
            return ByteBuffer.allocate(NTP_BYTES)
                    .put((byte) 0x24)
                    .put((byte) 2)
                    .position(24)
                    .put(packet, 40, 8)
                    .array();
        };
    }

    /// An agent of SNMPv3 (RFC 3414 §4): reports the id of its engine, Net-SNMP's, to who does not know it yet.
    static DatagramListener.Service snmp() {
        var report = HexFormat.of()
                .parseHex(
                        "3068020103"
                                + "3011020400000000020300ffe3040100020103"
                                + "041e301c040d80001f88800102030405060708020102020200f0040004000400"
                                + "3030040d80001f888001020304050607080400a81d020237f00201000201003011300f060a2b060106030f01010400410101");
        return packet -> {
            if (packet.length < 13 || packet[0] != 0x30 || packet[4] != 3) {
                return NOTHING;
            }
            var answer = report.clone();
            System.arraycopy(packet, 9, answer, 9, 4);
            return answer;
        };
    }

    /// A router that is searched by its own address.
    static DatagramListener.Service ssdp() {
        return text(
                "M-SEARCH * HTTP/1.1\r\n",
                "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nST: upnp:rootdevice\r\n"
                        + "USN: uuid:00000000-0000-0000-0000-000000000001::upnp:rootdevice\r\nEXT:\r\n"
                        + "SERVER: Linux/5.10 UPnP/1.1 MiniUPnPd/2.2.1\r\nLOCATION: http://192.0.2.1:5000/root.xml\r\n\r\n");
    }

    private static DatagramListener.Service text(String begins, String answer) {
        var beginning = begins.getBytes(StandardCharsets.US_ASCII);
        return packet -> packet.length >= beginning.length
                        && Arrays.equals(beginning, 0, beginning.length, packet, 0, beginning.length)
                ? answer.getBytes(StandardCharsets.US_ASCII)
                : NOTHING;
    }
}
