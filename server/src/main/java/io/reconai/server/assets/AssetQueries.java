package io.reconai.server.assets;

import io.reconai.server.http.PageRequest;
import io.reconai.server.http.QueryParameters;

/// Filter and order of assets, for other lists of them.
public final class AssetQueries {

    private AssetQueries() {}

    /// Reads all names of the filter; the caller refuses what is left over.
    public static AssetFilter filter(QueryParameters query) {
        return AssetQuery.filter(query);
    }

    /// Reads which page is wanted, in which order.
    public static PageRequest page(QueryParameters query) {
        return query.page(AssetQuery.SORTABLE, AssetQuery.USUAL_SORT);
    }
}
