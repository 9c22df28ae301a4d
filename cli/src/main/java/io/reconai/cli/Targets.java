package io.reconai.cli;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.InvalidDomainException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The domains to scan: from arguments, a file, and standard input when it is not a terminal.
final class Targets {

    private Targets() {}

    /// @throws UsageException when one of them is no domain or there is none; then nothing is scanned
    static Set<DomainName> read(List<String> arguments, @Nullable Path list) throws UsageException, IOException {
        var targets = new LinkedHashSet<DomainName>();
        var fromInput = arguments.contains("-") || (arguments.isEmpty() && list == null && !Terminal.isPresent());
        for (var argument : arguments) {
            if (!argument.equals("-")) {
                targets.add(domain(argument));
            }
        }
        if (list != null) {
            if (!Files.isReadable(list)) {
                throw new UsageException("-l: there is no readable file " + list);
            }
            addLines(Files.newBufferedReader(list), targets);
        }
        if (fromInput) {
            addLines(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), targets);
        }
        if (targets.isEmpty()) {
            throw new UsageException("no domain given, for instance: reconai scan example.com");
        }
        return targets;
    }

    private static void addLines(BufferedReader lines, Set<DomainName> targets) throws UsageException, IOException {
        try (lines) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    targets.add(domain(text));
                }
            }
        }
    }

    private static DomainName domain(String typed) throws UsageException {
        try {
            return DomainName.of(typed);
        } catch (InvalidDomainException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }
}
