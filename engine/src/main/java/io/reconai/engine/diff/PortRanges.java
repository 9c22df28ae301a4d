package io.reconai.engine.diff;

import java.util.ArrayList;
import java.util.BitSet;

/// Sets of ports written as ranges, such as `21-22,25`.
final class PortRanges {

    private static final int MAX_PORT = 65_535;

    private PortRanges() {}

    static boolean contain(String ranges, int port) {
        return parse(ranges).get(port);
    }

    /// Adds what can be read; evidence may have been edited by hand.
    static BitSet parse(String ranges) {
        var ports = new BitSet();
        for (var start = 0; start < ranges.length(); ) {
            var comma = ranges.indexOf(',', start);
            var end = comma < 0 ? ranges.length() : comma;
            add(ranges, start, end, ports);
            start = end + 1;
        }
        return ports;
    }

    private static void add(String ranges, int start, int end, BitSet ports) {
        var dash = ranges.indexOf('-', start);
        try {
            var from = Integer.parseInt(ranges, start, dash < 0 || dash > end ? end : dash, 10);
            var to = dash < 0 || dash > end ? from : Integer.parseInt(ranges, dash + 1, end, 10);
            if (from >= 0 && from <= to && to <= MAX_PORT) {
                ports.set(from, to + 1);
            }
        } catch (NumberFormatException _) {
            // no range; what is not known to be closed counts as not asked
        }
    }

    static String format(BitSet ports) {
        var runs = new ArrayList<String>();
        for (var from = ports.nextSetBit(0); from >= 0; ) {
            var to = ports.nextClearBit(from) - 1;
            runs.add(from == to ? String.valueOf(from) : from + "-" + to);
            from = ports.nextSetBit(to + 1);
        }
        return String.join(",", runs);
    }
}
