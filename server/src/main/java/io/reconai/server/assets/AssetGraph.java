package io.reconai.server.assets;

import io.reconai.engine.asset.RiskLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Assets and what they stand on, as nodes and edges.
///
/// @param truncated not everything is shown
/// @param totalNodes how many there would be if nothing was folded, as far as is known
public record AssetGraph(List<GraphNode> nodes, List<GraphEdge> edges, boolean truncated, long totalNodes) {

    /// @param id such as `h:api.example.com`
    /// @param kind domain, host, host_group, address, network, asn, certificate or provider
    /// @param assetId null for what is no asset
    /// @param count how many it stands for
    public record GraphNode(
            String id,
            String kind,
            String label,
            @Nullable String assetId,
            @Nullable RiskLevel riskLevel,
            @Nullable Integer riskScore,
            long count) {

        static GraphNode of(String id, String kind, String label) {
            return new GraphNode(id, kind, label, null, null, null, 1);
        }

        static GraphNode of(String id, String kind, AssetRow row) {
            return new GraphNode(id, kind, row.assetValue(), row.assetId(), row.riskLevel(), row.riskScore(), 1);
        }

        /// The hosts of a domain that there was no room for.
        static GraphNode folded(String domain, long count) {
            return new GraphNode("g:" + domain, "host_group", domain, null, null, null, count);
        }
    }

    /// @param kind contains, resolves_to, cname, in_network, announced_by, presents or hosted_by
    public record GraphEdge(String from, String to, String kind) {}

    public AssetGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
