package io.reconai.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Writes the engine's copies of two IANA registries: `cipher-suites.csv` and `supported-groups.csv`.
///
/// IANA's own files are not on any package registry; two packages that repeat them are. Usage, from the project's
/// root: `java bench/src/main/java/io/reconai/bench/TlsRegistries.java DICTTLS` with the folder `dicttls` of the Go
/// module `github.com/refraction-networking/utls` (BSD-3-Clause; its lists follow IANA's tables of March 2023), and
/// on standard input what `javap -constants -cp bctls-jdk18on.jar org.bouncycastle.tls.CipherSuite
/// org.bouncycastle.tls.NamedGroup` prints (Bouncy Castle's licence is MIT's), which knows what came later. A code
/// that both have must have one name; another one stops the program.
public final class TlsRegistries {

    private static final Path TARGET = Path.of("engine/src/main/resources/io/reconai/engine/tls");
    private static final Pattern GO = Pattern.compile("(?:SupportedGroups_)?(\\w+)\\s+uint16\\s*=\\s*(\\w+)");
    private static final Pattern JAVA = Pattern.compile("static final int (\\w+) = (\\d+);");
    private static final String SOURCE = """
            # IANA, Transport Layer Security (TLS) Parameters, "%s", as of %s
            # https://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml#tls-parameters-%d
            # written by TlsRegistries.java from uTLS dicttls 1.8.2 (BSD-3-Clause) and Bouncy Castle 1.84 (MIT)
            code,name
            """;

    private TlsRegistries() {}

    /// @param arguments the folder of uTLS's lists
    public static void main(String[] arguments) throws IOException {
        var go = Path.of(arguments[0]);
        var java =
                new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("(?=public (abstract )?class )", -1);
        var suites = read(GO, Files.readString(go.resolve("cipher_suites.go")));
        var groups = read(GO, Files.readString(go.resolve("supported_groups.go")));
        for (var part : java) {
            if (part.contains("tls.CipherSuite ")) {
                merge(suites, read(JAVA, part), List.of("DRAFT_", "OLD_"));
            }
            if (part.contains("tls.NamedGroup ")) {
                merge(groups, read(JAVA, part), List.of("OQS_", "DRAFT_", "refs_"));
            }
        }
        write("cipher-suites.csv", String.format(SOURCE, "TLS Cipher Suites", "March 2023 and later", 4), suites);
        write("supported-groups.csv", String.format(SOURCE, "TLS Supported Groups", "March 2023 and later", 8), groups);
    }

    /// Codes by number; both packages write some in hexadecimal and some in decimal.
    private static Map<Integer, String> read(Pattern pattern, String text) {
        var found = new TreeMap<Integer, String>();
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.putIfAbsent(Integer.decode(matcher.group(2)), matcher.group(1));
        }
        return found;
    }

    private static void merge(Map<Integer, String> into, Map<Integer, String> from, List<String> skipped) {
        from.forEach((code, name) -> {
            var known = into.get(code);
            if (skipped.stream().anyMatch(name::startsWith)) {
                return;
            }
            if (known != null && !known.equalsIgnoreCase(name)) {
                throw new IllegalStateException(String.format("%04x is %s and %s", code, known, name));
            }
            into.putIfAbsent(code, name);
        });
    }

    private static void write(String file, String head, Map<Integer, String> entries) throws IOException {
        var text = new StringBuilder(head);
        entries.forEach((code, name) -> text.append(String.format("%04x,%s%n", code, name)));
        Files.writeString(TARGET.resolve(file), text);
        System.err.println(file + ": " + entries.size());
    }
}
