package io.reconai.engine.takeover;

import io.reconai.engine.takeover.Service.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Providers of DNS where a stranger may add a zone that is delegated to them. Immutable.
public final class DnsProviders {

    private static final String FILE = "name-servers.txt";

    /// A provider.
    ///
    /// @param status whether a stranger gets the servers that a zone is delegated to
    /// @param servers how they are called
    public record Provider(String name, Status status, Pattern servers) {}

    private final List<Provider> all;

    private DnsProviders(List<Provider> all) {
        this.all = List.copyOf(all);
    }

    /// Those that come with this program.
    public static DnsProviders shipped() {
        try (var in = DnsProviders.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the build");
            }
            return new DnsProviders(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(DnsProviders::read)
                    .toList());
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE + " cannot be read", broken);
        }
    }

    private static Provider read(String line) {
        var fields = line.split(" \\| ", 3);
        if (fields.length != 3) {
            throw new IllegalStateException("not `name | status | servers`: " + line);
        }
        return new Provider(fields[0], Status.valueOf(fields[1].toUpperCase(Locale.ROOT)), Pattern.compile(fields[2]));
    }

    /// The provider whose servers all of these are; empty where they are not one provider's, or there are none.
    public Optional<Provider> of(Collection<String> servers) {
        return all.stream()
                .filter(provider -> !servers.isEmpty()
                        && servers.stream()
                                .allMatch(server ->
                                        provider.servers().matcher(server).matches()))
                .findFirst();
    }
}
