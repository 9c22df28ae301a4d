package io.reconai.engine.services;

import io.reconai.engine.asset.Text;
import java.util.Arrays;
import java.util.List;

/// The UDP ports that are asked, of the few for which there is a harmless question.
///
/// None by default. Servers that answer a small question with a large answer are asked only when somebody names them.
///
/// @param ports in the order of asking, without repeats
public record DatagramPorts(List<Integer> ports) {

    /// DNS, NTP and SNMP: one small packet each way.
    private static final List<Integer> USUAL = List.of(53, 123, 161);

    /// With SSDP, which is known as an amplifier.
    private static final List<Integer> KNOWN = List.of(53, 123, 161, 1900);

    public DatagramPorts {
        ports = ports.stream().distinct().toList();
        for (var port : ports) {
            if (!KNOWN.contains(port)) {
                throw wrong(port.toString());
            }
        }
    }

    /// Nothing is asked over UDP.
    public static DatagramPorts none() {
        return new DatagramPorts(List.of());
    }

    /// Reads `none`, `usual` (53, 123, 161) or a list of 53, 123, 161 and 1900.
    ///
    /// @throws IllegalArgumentException with what cannot be read and what would be right
    public static DatagramPorts parse(String text) {
        return switch (text.strip()) {
            case "none" -> none();
            case "usual" -> new DatagramPorts(USUAL);
            default ->
                new DatagramPorts(Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .map(DatagramPorts::port)
                        .toList());
        };
    }

    private static int port(String item) {
        if (!item.matches("\\d{1,5}")) {
            throw wrong(item);
        }
        return Integer.parseInt(item);
    }

    private static IllegalArgumentException wrong(String item) {
        return new IllegalArgumentException(Text.quoted(item)
                + " is no UDP port with a question; expected usual, none, or some of 53,123,161,1900");
    }
}
