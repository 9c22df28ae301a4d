package io.reconai.server.assets;

import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.ProviderUse;
import io.reconai.server.assets.AssetGraph.GraphEdge;
import io.reconai.server.assets.AssetGraph.GraphNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Draws assets one by one, the riskiest first, until the graph is full. Used by one thread.
final class GraphBuilder {

    private static final String DOMAIN = "d:";
    private static final int FINGERPRINT = 16;

    /// What one asset adds.
    private record Part(Map<String, GraphNode> nodes, Set<GraphEdge> edges) {

        private Part() {
            this(new LinkedHashMap<>(), new LinkedHashSet<>());
        }

        void edge(String from, GraphNode to, String kind) {
            nodes.putIfAbsent(to.id(), to);
            edges.add(new GraphEdge(from, to.id(), kind));
        }
    }

    private final int mostNodes;
    private final Map<String, GraphNode> nodes = new LinkedHashMap<>();
    private final Set<GraphEdge> edges = new LinkedHashSet<>();
    private final Map<String, Long> drawn = new LinkedHashMap<>();

    /// Aliases and the names that they lead to: drawn where both are.
    private final Set<GraphEdge> aliases = new LinkedHashSet<>();

    /// @param mostNodes the nodes of all domains and of what is folded included
    GraphBuilder(int mostNodes) {
        this.mostNodes = mostNodes;
    }

    /// Begins with a domain; false where there is no room for it and what is folded of it.
    boolean domain(String domain) {
        if (nodes.size() + 1 > mostNodes) {
            return false;
        }
        nodes.put(DOMAIN + domain, GraphNode.of(DOMAIN + domain, "domain", domain));
        return true;
    }

    /// Draws an asset of a domain that is drawn; false where there is no room left.
    ///
    /// @param evidence what is known of it, or was at the time
    /// @param reserved nodes that must stay free
    boolean draw(AssetRow row, Evidence evidence, List<ProviderUse> providers, int reserved) {
        var domain = DOMAIN + row.parentDomain();
        if (!nodes.containsKey(domain)) {
            return false;
        }
        var part = new Part();
        var own = own(row);
        if (row.assetType() == AssetType.DOMAIN) {
            part.nodes.put(own.id(), own);
        } else {
            part.edge(domain, own, "contains");
        }
        addresses(evidence, own.id(), part);
        certificate(evidence, own.id(), part);
        providers(providers, own.id(), part);
        var added = part.nodes.keySet().stream()
                .filter(id -> !nodes.containsKey(id))
                .count();
        if (nodes.size() + added > mostNodes - reserved) {
            return false;
        }
        part.nodes.forEach((id, node) -> {
            if (!nodes.containsKey(id) || node.assetId() != null) {
                nodes.put(id, node);
            }
        });
        edges.addAll(part.edges);
        drawn.merge(row.parentDomain(), 1L, Long::sum);
        alias(evidence, own.id());
        return true;
    }

    private static GraphNode own(AssetRow row) {
        return switch (row.assetType()) {
            case DOMAIN -> GraphNode.of(DOMAIN + row.assetValue(), "domain", row);
            case SUBDOMAIN -> GraphNode.of("h:" + row.assetValue(), "host", row);
            case IP_ADDRESS -> GraphNode.of("a:" + row.assetValue(), "address", row);
        };
    }

    private static void addresses(Evidence evidence, String own, Part part) {
        for (var seen : evidence.addresses()) {
            var address = GraphNode.of("a:" + seen.address(), "address", seen.address());
            if (!address.id().equals(own)) {
                part.edge(own, address, "resolves_to");
            }
            network(seen, address.id(), part);
        }
    }

    private static void network(AddressObservation seen, String address, Part part) {
        var announced = seen.announcement();
        if (announced == null || announced.prefix().isEmpty()) {
            return;
        }
        var network = GraphNode.of("n:" + announced.prefix(), "network", announced.prefix());
        part.edge(address, network, "in_network");
        for (var asn : announced.asns()) {
            var label = ("AS" + asn + " " + announced.asName()).strip();
            part.edge(network.id(), GraphNode.of("s:" + asn, "asn", label), "announced_by");
        }
    }

    private static void certificate(Evidence evidence, String own, Part part) {
        AssetFacts.certificate(evidence)
                .map(CertificateFacts::sha256)
                .map(sum -> sum.substring(0, Math.min(FINGERPRINT, sum.length())))
                .ifPresent(sum -> part.edge(own, GraphNode.of("c:" + sum, "certificate", sum), "presents"));
    }

    private static void providers(List<ProviderUse> providers, String own, Part part) {
        for (var use : providers) {
            var provider = GraphNode.of("p:" + use.provider(), "provider", use.name());
            var address = "a:" + use.subject();
            part.edge(part.nodes.containsKey(address) ? address : own, provider, "hosted_by");
        }
    }

    private void alias(Evidence evidence, String own) {
        evidence.lookup("A")
                .map(DnsLookup::cnameChain)
                .flatMap(chain -> chain.stream().findFirst())
                .ifPresent(target -> {
                    aliases.add(new GraphEdge(own, "h:" + target, "cname"));
                    aliases.add(new GraphEdge(own, DOMAIN + target, "cname"));
                });
    }

    /// The graph of what was drawn; the rest of each domain is one node.
    ///
    /// @param hosts how many hosts each domain has
    AssetGraph graph(Map<String, Long> hosts) {
        var total = (long) nodes.size();
        var folded = 0L;
        for (var domain : hosts.entrySet()) {
            var left = domain.getValue() - drawn.getOrDefault(domain.getKey(), 0L);
            if (left > 0) {
                total += left;
                folded += left;
                if (nodes.containsKey(DOMAIN + domain.getKey()) && nodes.size() < mostNodes) {
                    var group = GraphNode.folded(domain.getKey(), left);
                    nodes.put(group.id(), group);
                    edges.add(new GraphEdge(DOMAIN + domain.getKey(), group.id(), "contains"));
                }
            }
        }
        aliases.stream().filter(edge -> nodes.containsKey(edge.to())).forEach(edges::add);
        return new AssetGraph(List.copyOf(nodes.values()), List.copyOf(edges), folded > 0, total);
    }

    /// What is at most so many edges away from a node, in any direction; empty when the graph has no such node.
    ///
    /// @param root its id, or the value of an asset
    static Optional<AssetGraph> near(AssetGraph graph, String root, int depth) {
        var start = Stream.of(root, "h:" + root, DOMAIN + root, "a:" + root)
                .filter(id -> graph.nodes().stream().anyMatch(node -> node.id().equals(id)))
                .findFirst();
        return start.map(id -> within(graph, Set.of(id), depth));
    }

    /// What is at most so many edges away from a domain.
    static AssetGraph nearDomains(AssetGraph graph, int depth) {
        var domains = new LinkedHashSet<String>();
        graph.nodes().stream()
                .map(GraphNode::id)
                .filter(id -> id.startsWith(DOMAIN))
                .forEach(domains::add);
        return within(graph, domains, depth);
    }

    private static AssetGraph within(AssetGraph graph, Set<String> start, int depth) {
        Map<String, List<String>> neighbours = new LinkedHashMap<>();
        for (var edge : graph.edges()) {
            neighbours.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to());
            neighbours.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge.from());
        }
        Set<String> reached = new LinkedHashSet<>(start);
        var border = List.copyOf(start);
        for (var step = 0; step < depth; step++) {
            var next = new ArrayList<String>();
            for (var id : border) {
                neighbours.getOrDefault(id, List.of()).stream()
                        .filter(reached::add)
                        .forEach(next::add);
            }
            border = next;
        }
        var kept = graph.nodes().stream()
                .filter(node -> reached.contains(node.id()))
                .toList();
        var between = graph.edges().stream()
                .filter(edge -> reached.contains(edge.from()) && reached.contains(edge.to()))
                .toList();
        return new AssetGraph(kept, between, graph.truncated(), graph.totalNodes());
    }
}
