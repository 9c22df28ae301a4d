package io.reconai.server.domains;

import io.reconai.server.http.QueryParameters;
import java.util.Optional;

/// Which domains of a workspace are wanted; empty conditions do not narrow.
///
/// @param search text in the name
public record DomainFilter(Optional<String> search, Optional<Boolean> verified, Optional<Boolean> monitored) {

    static DomainFilter of(QueryParameters query) {
        return new DomainFilter(query.search("search"), query.flag("verified"), query.flag("monitored"));
    }
}
