package io.reconai.server.store;

import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Assets in great numbers: for exports, and counted by what they have in common.
public interface AssetReader {

    /// How many assets have a value.
    record Count(String value, long count) {}

    /// What assets are counted by.
    enum Facet {
        RISK_LEVEL,
        ASSET_TYPE,
        PARENT_DOMAIN,
        TECHNOLOGY,
        PORT,
        TAG,
        COUNTRY,
        ASN
    }

    /// The ids of all assets that fit, in order. Short, so that those of a whole workspace fit into memory.
    List<String> ids(Workspace workspace, AssetFilter filter, List<PageRequest.Criterion> sort);

    /// Assets with their evidence, in the order of the ids; those that are gone meanwhile are left out.
    List<StoredAsset> read(Workspace workspace, List<String> ids);

    /// The ids of assets by their values; those that the workspace does not have are left out.
    Map<String, String> idsOf(Workspace workspace, Collection<String> values);

    /// The most frequent values first.
    List<Count> counts(Workspace workspace, AssetFilter filter, Facet facet, int limit);
}
