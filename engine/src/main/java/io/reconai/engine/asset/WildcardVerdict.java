package io.reconai.engine.asset;

import java.util.List;

/// What random names below a parent were answered (RFC 4592), and what follows for this host.
///
/// @param parent the level that was tested
/// @param answers addresses and alias targets seen for random names; empty when there is no wildcard
/// @param probes the random names that were asked
/// @param kept why a name under the wildcard was kept: `other_answer`, `other_type`, `certificate`, `zone_transfer`,
///     or `not_wildcard`; `parent` when the verdict is about names below this host
public record WildcardVerdict(DomainName parent, List<String> answers, List<String> probes, String kept) {

    public WildcardVerdict {
        answers = List.copyOf(answers);
        probes = List.copyOf(probes);
    }
}
