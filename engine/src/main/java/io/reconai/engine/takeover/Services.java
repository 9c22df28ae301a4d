package io.reconai.engine.takeover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private final List<Service> all;

    private Services(List<Service> all) {
        this.all = List.copyOf(all);
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
        Service longest = null;
        Ending with = null;
        for (var service : all) {
            for (var ending : service.endings()) {
                if (ending.fits(target)
                        && (with == null || ending.text().length() > with.text().length())) {
                    longest = service;
                    with = ending;
                }
            }
        }
        return longest == null || with == null
                ? Optional.empty()
                : Optional.of(new Match(longest, target, with.before(target)));
    }
}
