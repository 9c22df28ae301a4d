package io.reconai.engine.enrichment;

import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import java.util.Optional;

/// A breach source that the user does not want asked.
public record UnaskedBreaches(String id) implements BreachSource {

    @Override
    public Optional<BreachHistory> ask(DomainName registrable) {
        return Optional.empty();
    }

    @Override
    public SourceHealth health() {
        return SourceHealth.skipped(id, "not wanted");
    }
}
