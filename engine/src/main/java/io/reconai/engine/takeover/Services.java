package io.reconai.engine.takeover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The services that are known. Immutable.
///
/// Of several endings that fit a name the longest counts: `*-*.*-*.azurewebsites.net` is told from
/// `azurewebsites.net`.
public final class Services {

    /// A target that belongs to a service.
    ///
    /// @param target the link of the chain of aliases
    /// @param before what stands before the service's ending
    public record Match(Service service, String target, String before) {}

    private record Known(Service service, Ending ending) {}

    private final List<Service> all;
    private final Map<String, List<Known>> byDomain = new HashMap<>();

    private Services(List<Service> all) {
        this.all = List.copyOf(all);
        for (var service : all) {
            for (var ending : service.endings()) {
                byDomain.computeIfAbsent(domain(ending.text()), _ -> new ArrayList<>(1))
                        .add(new Known(service, ending));
            }
        }
    }

    /// The last two labels, which stand for themselves in every ending ([ServiceReader]).
    private static String domain(String name) {
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }

    /// Those that come with this program.
    public static Services shipped() {
        try (var in = Services.class.getResourceAsStream("services.txt")) {
            if (in == null) {
                throw new IllegalStateException("services.txt is missing from the build");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("services.txt cannot be read", broken);
        }
    }

    /// Those of a text.
    static Services of(String text) {
        return new Services(new ServiceReader().read(text.lines().toList()));
    }

    List<Service> all() {
        return all;
    }

    /// The service that a target belongs to.
    public Optional<Match> match(String target) {
        Known longest = null;
        for (var known : byDomain.getOrDefault(domain(target), List.of())) {
            var ending = known.ending();
            if (ending.fits(target)
                    && (longest == null
                            || ending.text().length() > longest.ending().text().length())) {
                longest = known;
            }
        }
        return Optional.ofNullable(longest)
                .map(known -> new Match(known.service(), target, known.ending().before(target)));
    }
}
