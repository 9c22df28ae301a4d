import { type Graph, type GraphNode, neighbours, type NodeKind } from './graph';

export interface Placed {
  node: GraphNode;
  x: number;
  y: number;
  radius: number;
}

const LAYERS: NodeKind[][] = [['domain'], ['host', 'host_group'], ['address'], ['network', 'provider'], ['asn', 'certificate']];
const LAYER_WIDTH = 280;
const LINE = 26;
/** A layer longer than this goes on in a further column beside. */
const MOST_IN_COLUMN = 60;
const COLUMN_WIDTH = 190;
const MOST_RADIUS = 18;

/**
 * Places nodes in layers from left to right: domain, hosts, addresses, networks, who announces them. Within a layer a node
 * stands about where the nodes before it that lead to it stand. The same graph gives the same picture.
 */
export function layout(graph: Graph): Placed[] {
  const placed = new Map<string, Placed>();
  const above = neighbours(graph.edges, 'to');
  let left = 0;
  for (const kinds of LAYERS) {
    const layer = graph.nodes
      .filter((node) => kinds.includes(node.kind))
      .map((node) => ({ node, wish: mean((above.get(node.id) ?? []).map((id) => placed.get(id)?.y)) }))
      .sort((one, other) => one.wish - other.wish || score(other.node) - score(one.node) || compare(one.node.id, other.node.id));
    const columns = Math.max(1, Math.ceil(layer.length / MOST_IN_COLUMN));
    const perColumn = Math.ceil(layer.length / columns);
    layer.forEach(({ node }, index) => {
      const column = Math.floor(index / Math.max(1, perColumn));
      const inColumn = Math.min(perColumn, layer.length - column * perColumn);
      placed.set(node.id, {
        node,
        x: left + column * COLUMN_WIDTH,
        y: ((index % perColumn) - (inColumn - 1) / 2) * LINE,
        radius: radius(node),
      });
    });
    if (layer.length > 0) {
      left += LAYER_WIDTH + (columns - 1) * COLUMN_WIDTH;
    }
  }
  return [...placed.values()];
}

function mean(values: (number | undefined)[]): number {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const score = (node: GraphNode): number => node.risk_score ?? -1;

/** By code units, the same everywhere. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function radius(node: GraphNode): number {
  const base = node.kind === 'domain' ? 10 : node.kind === 'host' ? 7 : 5;
  return Math.min(MOST_RADIUS, base + (node.count > 1 ? Math.log2(node.count) * 2 : 0));
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const MARGIN = 40;
const LABEL = 170;

/** What all of it covers, names included. */
export function bounds(placed: readonly Placed[]): Box {
  const [xs, ys] = [placed.map((one) => one.x), placed.map((one) => one.y)];
  const left = xs.reduce((least, x) => Math.min(least, x), 0) - MARGIN;
  const top = ys.reduce((least, y) => Math.min(least, y), 0) - MARGIN;
  const right = xs.reduce((most, x) => Math.max(most, x), 0) + LABEL;
  const bottom = ys.reduce((most, y) => Math.max(most, y), 0) + MARGIN;
  return { left, top, width: right - left, height: bottom - top };
}
