import { describe, expect, it } from 'vitest';
import type { Scan } from '../api/types';
import type { GraphNode } from './graph';
import { assetsIn, stops } from './past';

const scan = (scan_id: string, day: string, scan_type: Scan['scan_type'] = 'full'): Scan =>
  ({ scan_id, created_at: `2026-03-${day}T00:00:00.000Z`, scan_type }) as Scan;

const SCANS = [scan('d', '20'), scan('c', '15', 'rescan'), scan('b', '10', 'quick'), scan('a', '01')];

describe('stops', () => {
  it.each([
    ['those that looked for all of a domain', undefined, ['a', 'd']],
    ['with the one that is shown', scan('b', '10', 'quick'), ['a', 'b', 'd']],
    ['each once', scan('d', '20'), ['a', 'd']],
    ['with one that is older than those known', scan('x', '00'), ['x', 'a', 'd']],
  ])('are %s', (_, shown, expected) => expect(stops(SCANS, shown).map((one) => one.scan_id)).toEqual(expected));
});

it('counts assets, those in groups too, and nothing that they stand on', () => {
  const node = (kind: GraphNode['kind'], asset_id: string | null, count = 1) => ({ kind, asset_id, count }) as GraphNode;
  const nodes = [node('domain', 'ast_1'), node('host', 'ast_2'), node('host_group', null, 40), node('address', null), node('asn', null)];
  expect(assetsIn({ nodes, edges: [], truncated: true, total_nodes: 44 })).toBe(42);
});
