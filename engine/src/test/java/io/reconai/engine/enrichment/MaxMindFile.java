package io.reconai.engine.enrichment;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes small files in MaxMind's format (MaxMind DB 2.0): an IPv6 tree with IPv4 below `::/96`, records of 24 bits.
public final class MaxMindFile {

    private static final byte[] MARK = "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
    private static final int EMPTY = -1;
    private static final int SEPARATOR = 16;

    private static final int STRING = 2;
    private static final int DOUBLE = 3;
    private static final int UINT32 = 6;
    private static final int MAP = 7;
    private static final int UINT64 = 9;
    private static final int ARRAY = 11;
    private static final int BOOLEAN = 14;

    /// Left and right of each node: another node, or -2 and less for the data at -2 - value, or [#EMPTY].
    private final List<int[]> nodes = new ArrayList<>();

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final String kind;

    public MaxMindFile(String kind) {
        this.kind = kind;
        nodes.add(new int[] {EMPTY, EMPTY});
    }

    /// Adds a network that is in none and around none of those that are there.
    public MaxMindFile with(String prefix, int length, Map<String, ?> record) {
        var address = InetAddress.ofLiteral(prefix);
        var isV4 = address instanceof Inet4Address;
        var octets = new byte[16];
        System.arraycopy(address.getAddress(), 0, octets, isV4 ? 12 : 0, address.getAddress().length);
        var bits = length + (isV4 ? 96 : 0);
        var at = data.size();
        data.writeBytes(value(record));
        var node = 0;
        for (var bit = 0; bit < bits; bit++) {
            var side = (octets[bit / 8] >> (7 - bit % 8)) & 1;
            if (bit == bits - 1) {
                nodes.get(node)[side] = -2 - at;
            } else {
                if (nodes.get(node)[side] == EMPTY) {
                    nodes.add(new int[] {EMPTY, EMPTY});
                    nodes.get(node)[side] = nodes.size() - 1;
                }
                node = nodes.get(node)[side];
            }
        }
        return this;
    }

    public byte[] bytes() {
        var out = new ByteArrayOutputStream();
        for (var node : nodes) {
            for (var side : node) {
                var value = side == EMPTY ? nodes.size() : side < 0 ? nodes.size() + SEPARATOR + (-2 - side) : side;
                out.write(value >> 16);
                out.write(value >> 8);
                out.write(value);
            }
        }
        out.writeBytes(new byte[SEPARATOR]);
        out.writeBytes(data.toByteArray());
        out.writeBytes(MARK);
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("binary_format_major_version", 2);
        metadata.put("binary_format_minor_version", 0);
        metadata.put("build_epoch", 1_793_491_200L);
        metadata.put("database_type", kind);
        metadata.put("description", Map.of("en", "for tests"));
        metadata.put("ip_version", 6);
        metadata.put("languages", List.of("en"));
        metadata.put("node_count", nodes.size());
        metadata.put("record_size", 24);
        out.writeBytes(value(metadata));
        return out.toByteArray();
    }

    private static byte[] value(Object value) {
        return switch (value) {
            case String text -> payload(STRING, text.getBytes(StandardCharsets.UTF_8));
            case Double number ->
                payload(DOUBLE, ByteBuffer.allocate(8).putDouble(number).array());
            case Integer number ->
                payload(UINT32, ByteBuffer.allocate(4).putInt(number).array());
            case Long number ->
                payload(UINT64, ByteBuffer.allocate(8).putLong(number).array());
            case Boolean truth -> head(BOOLEAN, truth ? 1 : 0);
            case List<?> list -> joined(head(ARRAY, list.size()), list);
            case Map<?, ?> map -> {
                var members = new ArrayList<Object>();
                map.forEach((key, member) -> {
                    members.add(key);
                    members.add(member);
                });
                yield joined(head(MAP, map.size()), members);
            }
            default -> throw new IllegalArgumentException("not written here: " + value);
        };
    }

    private static byte[] joined(byte[] head, List<?> members) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(head);
        members.forEach(member -> out.writeBytes(value(member)));
        return out.toByteArray();
    }

    private static byte[] payload(int type, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(head(type, content.length));
        out.writeBytes(content);
        return out.toByteArray();
    }

    /// The control octet, the further octet of types above 7, and the octet of sizes from 29 to 284.
    private static byte[] head(int type, int size) {
        var out = new ByteArrayOutputStream();
        var inFirst = Math.min(size, 29);
        out.write(type > MAP ? inFirst : type << 5 | inFirst);
        if (type > MAP) {
            out.write(type - MAP);
        }
        if (inFirst == 29) {
            out.write(size - 29);
        }
        return out.toByteArray();
    }
}
