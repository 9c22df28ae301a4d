import type { Graph, GraphNode } from './graph';

/** The graph as a list of lists: each node once, below the first that leads to it. */
export interface Branch {
  node: GraphNode;
  children: Branch[];
  /** The place in the tree, the same as long as the graph is. */
  path: string;
}

/** What has several above it stands below each of them, but its own children only below the first. */
export function tree(graph: Graph): Branch[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const below = new Map<string, GraphNode[]>();
  const hasAbove = new Set<string>();
  for (const edge of graph.edges) {
    const child = nodes.get(edge.to);
    if (child && nodes.has(edge.from) && edge.from !== edge.to) {
      const known = below.get(edge.from);
      if (known) {
        known.push(child);
      } else {
        below.set(edge.from, [child]);
      }
      hasAbove.add(edge.to);
    }
  }
  const opened = new Set<string>();
  const grow = (node: GraphNode, above: string): Branch => {
    const path = `${above}/${node.id}`;
    if (opened.has(node.id)) {
      return { node, children: [], path };
    }
    opened.add(node.id);
    return { node, children: sorted(below.get(node.id) ?? []).map((child) => grow(child, path)), path };
  };
  const roots = graph.nodes.filter((node) => node.kind === 'domain' || !hasAbove.has(node.id));
  const grown = sorted(roots).map((node) => grow(node, ''));
  // Growing one of a circle opens the others of it.
  const circles = graph.nodes.flatMap((node) => (opened.has(node.id) ? [] : [grow(node, '')]));
  return [...grown, ...circles];
}

function sorted(nodes: readonly GraphNode[]): GraphNode[] {
  const unique = [...new Map(nodes.map((node) => [node.id, node])).values()];
  return unique.sort(
    (one, other) => (other.risk_score ?? -1) - (one.risk_score ?? -1) || (one.label < other.label ? -1 : one.label > other.label ? 1 : 0),
  );
}

export interface Line {
  branch: Branch;
  depth: number;
  position: number;
  siblings: number;
  isOpen: boolean;
}

/** The lines that are seen while these branches are open. */
export function lines(branches: readonly Branch[], open: ReadonlySet<string>, depth = 1): Line[] {
  return branches.flatMap((branch, index) => {
    const isOpen = open.has(branch.path);
    const line = { branch, depth, position: index + 1, siblings: branches.length, isOpen };
    return isOpen ? [line, ...lines(branch.children, open, depth + 1)] : [line];
  });
}

/** Branches whose name, or a name below which, contains a text; with all that leads to them. */
export function matching(branches: readonly Branch[], text: string): Branch[] {
  const wanted = text.trim().toLowerCase();
  return branches.flatMap((branch) => {
    if (branch.node.label.toLowerCase().includes(wanted)) {
      return [branch];
    }
    const children = matching(branch.children, wanted);
    return children.length > 0 ? [{ ...branch, children }] : [];
  });
}

/** All paths that have something below. */
export function openable(branches: readonly Branch[]): string[] {
  return branches.flatMap((branch) => (branch.children.length > 0 ? [branch.path, ...openable(branch.children)] : []));
}
