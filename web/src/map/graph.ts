import { data, query } from '../api/client';
import type { RiskLevel } from '../api/types';

export type NodeKind = 'domain' | 'host' | 'host_group' | 'address' | 'network' | 'asn' | 'certificate' | 'provider';
export type EdgeKind = 'contains' | 'resolves_to' | 'cname' | 'in_network' | 'announced_by' | 'presents' | 'hosted_by';

export interface GraphNode {
  id: string;
  kind: NodeKind;
  label: string;
  asset_id: string | null;
  risk_level: RiskLevel | null;
  risk_score: number | null;
  count: number;
}

export interface GraphEdge {
  from: string;
  to: string;
  kind: EdgeKind;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  truncated: boolean;
  total_nodes: number;
}

export const MOST_NODES = 2_000;

/** @param scan_id to draw what that scan saw, in place of what is known now */
export const fetchGraph = (domain: string | undefined, risk_level: string | undefined, scan_id: string | undefined) =>
  data<Graph>(`/api/assets/graph?${query({ domain, risk_level, scan_id, depth: 4, limit: MOST_NODES })}`);

export interface Shown {
  certificates: boolean;
  providers: boolean;
  aliases: boolean;
}

/** The part of the graph that is switched on; edges whose ends are gone go too. */
export function part(graph: Graph, shown: Shown): Graph {
  const nodes = graph.nodes.filter(
    (node) => (node.kind !== 'certificate' || shown.certificates) && (node.kind !== 'provider' || shown.providers),
  );
  const ids = new Set(nodes.map((node) => node.id));
  const edges = graph.edges.filter(
    (edge) => ids.has(edge.from) && ids.has(edge.to) && (edge.kind !== 'cname' || shown.aliases),
  );
  return { ...graph, nodes, edges };
}

/** By the node at one end of its edges, the nodes at their other ends. */
export function neighbours(edges: readonly GraphEdge[], of: 'from' | 'to'): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const edge of edges) {
    const here = edge[of];
    const there = of === 'to' ? edge.from : edge.to;
    const known = found.get(here);
    if (known) {
      known.push(there);
    } else {
      found.set(here, [there]);
    }
  }
  return found;
}

/** What lies on the way from a node up to its domain, by the shortest way; the node itself first. */
export function pathUp(graph: Graph, id: string): string[] {
  const above = neighbours(graph.edges, 'to');
  const domains = new Set(graph.nodes.filter((node) => node.kind === 'domain').map((node) => node.id));
  const cameFrom = new Map<string, string | undefined>([[id, undefined]]);
  const queue = [id];
  for (let here = queue.shift(); here !== undefined; here = queue.shift()) {
    if (domains.has(here)) {
      return wayBack(cameFrom, here);
    }
    for (const next of above.get(here) ?? []) {
      if (!cameFrom.has(next)) {
        cameFrom.set(next, here);
        queue.push(next);
      }
    }
  }
  return [id];
}

function wayBack(cameFrom: ReadonlyMap<string, string | undefined>, from: string): string[] {
  const path: string[] = [];
  for (let here: string | undefined = from; here !== undefined; here = cameFrom.get(here)) {
    path.unshift(here);
  }
  return path;
}
