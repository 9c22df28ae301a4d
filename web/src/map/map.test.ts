import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode, NodeKind } from './graph';
import { part, pathUp } from './graph';
import { bounds, layout } from './layout';
import { type Branch, lines, matching, openable, tree } from './tree';

const node = (id: string, kind: NodeKind, risk_score: number | null = null): GraphNode => ({
  id,
  kind,
  label: id.slice(2),
  asset_id: kind === 'host' ? `ast_${id}` : null,
  risk_level: null,
  risk_score,
  count: 1,
});

const GRAPH: Graph = {
  nodes: [
    node('d:a.test', 'domain', 50),
    node('h:www', 'host', 20),
    node('h:db', 'host', 90),
    node('i:1', 'address'),
    node('n:1', 'network'),
    node('c:1', 'certificate'),
    node('p:1', 'provider'),
  ],
  edges: [
    { from: 'd:a.test', to: 'h:www', kind: 'contains' },
    { from: 'd:a.test', to: 'h:db', kind: 'contains' },
    { from: 'h:www', to: 'h:db', kind: 'cname' },
    { from: 'h:www', to: 'i:1', kind: 'resolves_to' },
    { from: 'h:db', to: 'i:1', kind: 'resolves_to' },
    { from: 'i:1', to: 'n:1', kind: 'in_network' },
    { from: 'h:www', to: 'c:1', kind: 'presents' },
    { from: 'i:1', to: 'p:1', kind: 'hosted_by' },
  ],
  truncated: false,
  total_nodes: 7,
};

const names = (branches: Branch[]): unknown[] =>
  branches.map((branch) => (branch.children.length > 0 ? [branch.node.id, names(branch.children)] : branch.node.id));

describe('the tree', () => {
  const plain = part(GRAPH, { certificates: false, providers: false, aliases: false });

  it('has the worst first and everything below what leads to it', () =>
    expect(names(tree(plain))).toEqual([['d:a.test', [['h:db', [['i:1', ['n:1']]]], ['h:www', ['i:1']]]]]));

  it('has every node of the graph, also in circles', () => {
    const circle: Graph = {
      ...plain,
      nodes: [node('h:x', 'host'), node('h:y', 'host')],
      edges: [
        { from: 'h:x', to: 'h:y', kind: 'cname' },
        { from: 'h:y', to: 'h:x', kind: 'cname' },
      ],
    };
    expect(names(tree(circle))).toEqual([['h:x', [['h:y', ['h:x']]]]]);
  });

  it('shows the lines below open branches only', () => {
    const branches = tree(plain);
    expect(lines(branches, new Set()).map((line) => line.branch.node.id)).toEqual(['d:a.test']);
    expect(lines(branches, new Set(openable(branches))).map((line) => [line.depth, line.branch.node.id])).toEqual([
      [1, 'd:a.test'],
      [2, 'h:db'],
      [3, 'i:1'],
      [4, 'n:1'],
      [2, 'h:www'],
      [3, 'i:1'],
    ]);
  });

  it('keeps what leads to a name that is looked for', () =>
    expect(names(matching(tree(plain), 'WWW'))).toEqual([['d:a.test', [['h:www', ['i:1']]]]]));
});

describe('part', () => {
  it.each([
    [{ certificates: false, providers: false, aliases: false }, 5, 5],
    [{ certificates: true, providers: false, aliases: false }, 6, 6],
    [{ certificates: true, providers: true, aliases: true }, 7, 8],
  ])('%j leaves %i nodes and %i edges', (shown, nodes, edges) => {
    const left = part(GRAPH, shown);
    expect([left.nodes.length, left.edges.length]).toEqual([nodes, edges]);
  });
});

describe('pathUp', () => {
  it.each([
    ['n:1', ['n:1', 'i:1', 'h:www', 'd:a.test']],
    ['d:a.test', ['d:a.test']],
    ['nowhere', ['nowhere']],
  ])('of %s', (id, path) => expect(pathUp(GRAPH, id).sort()).toEqual([...path].sort()));
});

describe('layout', () => {
  it('places every node once, in layers, the same each time', () => {
    const placed = layout(GRAPH);
    expect(placed.map((one) => one.node.id).sort()).toEqual(GRAPH.nodes.map((one) => one.id).sort());
    expect(layout({ ...GRAPH, nodes: [...GRAPH.nodes].reverse() }).sort(byId)).toEqual(placed.sort(byId));
    const x = (id: string) => placed.find((one) => one.node.id === id)?.x ?? Number.NaN;
    expect(x('d:a.test')).toBeLessThan(x('h:www'));
    expect(x('h:www')).toBeLessThan(x('i:1'));
    expect(x('i:1')).toBeLessThan(x('n:1'));
  });

  it('never places two on the same spot', () => {
    const many: Graph = { ...GRAPH, edges: [], nodes: Array.from({ length: 2_000 }, (_, index) => node(`h:${index}`, 'host')) };
    expect(new Set(layout(many).map((one) => `${one.x} ${one.y}`)).size).toBe(2_000);
  });

  it('covers something also when it is empty', () => expect(bounds([]).width).toBeGreaterThan(0));
});

function byId(one: { node: GraphNode }, other: { node: GraphNode }): number {
  return one.node.id < other.node.id ? -1 : 1;
}
