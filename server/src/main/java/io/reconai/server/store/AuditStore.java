package io.reconai.server.store;

import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditFilter;
import io.reconai.server.http.PageOf;
import io.reconai.server.identity.Workspace;
import java.util.Optional;
import java.util.function.Consumer;

/// The audit log: entries are added and read, never changed.
public interface AuditStore {

    /// Part of the log.
    ///
    /// @param last where the next part begins; empty at the end
    record Part(PageOf<AuditEntry> entries, Optional<Long> last) {}

    void add(Workspace workspace, AuditEntry entry);

    /// The newest first.
    ///
    /// @param below only entries older than this position; all when empty
    Part list(Workspace workspace, AuditFilter filter, Optional<Long> below, long offset, int limit);

    /// Hands over what the filter wants, the newest first.
    void forEach(Workspace workspace, AuditFilter filter, Consumer<AuditEntry> consumer);
}
