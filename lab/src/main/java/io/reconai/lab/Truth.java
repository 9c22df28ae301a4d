package io.reconai.lab;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a perfect scanner reports of the lab, and what it must not report. Written as `truth.json`.
///
/// @param checks the checks that this truth speaks of; a finding of another check is not judged by it
public record Truth(String domain, List<String> checks, List<Asset> assets, Traps traps) {

    /// One asset.
    ///
    /// @param openPorts of the hundred most usual ones; all of them where `allPortsOpen`
    /// @param services what speaks on some of the open ports: service, product, version; empty where nothing may be
    /// sent
    /// @param datagrams the same of what answers over UDP
    /// @param technologies names of what must be seen there; other things may run there too
    public record Asset(
            String value,
            String type,
            List<String> addresses,
            List<Integer> openPorts,
            boolean allPortsOpen,
            Map<Integer, String> services,
            Map<Integer, String> datagrams,
            List<String> technologies,
            List<Expected> findings) {}

    /// A finding, by its check, and why it is one.
    ///
    /// @param severity where it depends on more than the check, such as `high`; null where it goes without saying
    public record Expected(
            String checkId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String severity,

            String why) {}

    /// What only looks like something.
    public record Traps(List<Name> assets, List<Trap> findings, List<Lookalike> technologies) {}

    /// A name that is no asset.
    public record Name(String value, String why) {}

    /// A finding that would be false.
    public record Trap(String asset, String checkId, String why) {}

    /// What does not run on an asset, by its name, though something there looks like it.
    public record Lookalike(String asset, String technology, String why) {}
}
