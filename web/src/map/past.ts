import type { Scan } from '../api/types';
import type { Graph } from './graph';

/**
 * The scans through which one goes back, the oldest first: those that looked for all of a domain, and the one that is shown.
 *
 * @param scans of one domain, that have ended
 */
export function stops(scans: readonly Scan[], shown: Scan | undefined): Scan[] {
  const wide = scans.filter((scan) => scan.scan_type === 'full' && scan.scan_id !== shown?.scan_id);
  return [...wide, ...(shown ? [shown] : [])].sort((left, right) => (left.created_at < right.created_at ? -1 : 1));
}

/** How many assets a graph stands for, those in groups included. */
export const assetsIn = (graph: Graph): number =>
  graph.nodes.reduce((sum, node) => (node.asset_id !== null || node.kind === 'host_group' ? sum + node.count : sum), 0);
