package io.reconai.engine.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// IANA's numbers for cipher suites and key-exchange groups, read from the shipped copies of its tables.
final class Registry {

    private static final Map<Integer, CipherSuite> SUITES = readSuites();
    private static final Map<Integer, String> GROUPS = read("supported-groups.csv");

    private static final List<CipherSuite> OFFERABLE =
            SUITES.values().stream().filter(CipherSuite::isOfferable).toList();

    private static final List<Integer> MODERN_GROUPS = GROUPS.entrySet().stream()
            .filter(group -> isModern(group.getValue()))
            .map(Map.Entry::getKey)
            .toList();

    private static final List<Integer> CURVES = GROUPS.entrySet().stream()
            .filter(group -> isCurve(group.getValue()))
            .sorted(Comparator.comparing(group -> !isModern(group.getValue())))
            .map(Map.Entry::getKey)
            .toList();

    private Registry() {}

    /// Every suite that can be offered without a shared secret, by number.
    static List<CipherSuite> suites() {
        return OFFERABLE;
    }

    /// IANA's name, or the number for one it does not know.
    static String suiteName(int code) {
        var suite = SUITES.get(code);
        return suite == null ? unnamed(code) : suite.name();
    }

    /// The groups that TLS 1.3 may use (RFC 8446 §4.2.7 and later), by number.
    static List<Integer> modernGroups() {
        return MODERN_GROUPS;
    }

    /// The elliptic curves that TLS 1.2 and older may use; those that TLS 1.3 kept first, since they are quick.
    static List<Integer> curves() {
        return CURVES;
    }

    /// IANA's name, or the number for one it does not know.
    static String groupName(int code) {
        var name = GROUPS.get(code);
        return name == null ? unnamed(code) : name;
    }

    /// NIST's and Bernstein's curves of RFC 8446; hardly any server has others.
    static boolean isUsualCurve(int code) {
        return groupName(code).matches("secp(256|384|521)r1|x25519|x448");
    }

    private static boolean isModern(String name) {
        return name.matches("secp(256|384|521)r1|x25519|x448|ffdhe\\d+|.*tls13|.*MLKEM.*|curveSM2|GC\\d+.");
    }

    private static boolean isCurve(String name) {
        return name.matches("sect.*|secp.*|brainpoolP\\d+r1|x25519|x448|GC\\d+.|curveSM2");
    }

    private static String unnamed(int code) {
        return String.format("0x%04x", code);
    }

    private static Map<Integer, CipherSuite> readSuites() {
        var suites = new LinkedHashMap<Integer, CipherSuite>();
        read("cipher-suites.csv").forEach((code, name) -> suites.put(code, new CipherSuite(code, name)));
        return Collections.unmodifiableMap(suites);
    }

    private static Map<Integer, String> read(String file) {
        try (var in = Registry.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the build");
            }
            var entries = new LinkedHashMap<Integer, String>();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> line.matches("[0-9a-f]{4},.*"))
                    .forEach(line -> entries.put(Integer.parseInt(line.substring(0, 4), 16), line.substring(5)));
            return Collections.unmodifiableMap(entries);
        } catch (IOException broken) {
            throw new UncheckedIOException(file + " cannot be read", broken);
        }
    }
}
