package io.reconai.engine.enrichment;

import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import java.util.Optional;

/// A third party that collects what leaked where. Asked once in a scan, by one thread.
public interface BreachSource {

    /// Names the source in reports.
    String id();

    /// Asks about a registrable domain.
    ///
    /// @return empty when it is not asked or does not answer; a history without breaches when it knows of none
    Optional<BreachHistory> ask(DomainName registrable) throws InterruptedException;

    /// How it fared; of one that was not asked, why.
    SourceHealth health();
}
