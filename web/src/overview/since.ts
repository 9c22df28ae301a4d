import type { Scan } from '../api/types';
import type { ScanDifference } from '../scans/api';

/** Two scans of a domain between which something may have changed. */
export interface Span {
  domain: string;
  /** Undefined where the older one is not among those known: then the service says which was before. */
  from: string | undefined;
  to: string;
}

/** The scans that ended since somebody was here; on the first visit the last one. @param scans the newest first */
export function endedSince(scans: readonly Scan[], visit: string | undefined): Scan[] {
  const ended = scans.filter((scan) => scan.scan_status === 'completed' && scan.completed_at !== null);
  return visit === undefined ? ended.slice(0, 1) : ended.filter((scan) => (scan.completed_at ?? '') > visit);
}

/**
 * For each domain that was scanned since, its newest scan and the last one before the visit.
 *
 * @param scans the newest first
 */
export function spans(scans: readonly Scan[], visit: string | undefined): Span[] {
  const since = endedSince(scans, visit);
  const looked = scans.filter((scan) => scan.scan_status === 'completed' && scan.trigger !== 'replay');
  return [...new Set(since.map((scan) => scan.domain))].flatMap((domain) => {
    const ofDomain = looked.filter((scan) => scan.domain === domain);
    const to = ofDomain.find((scan) => since.includes(scan));
    const from = ofDomain.find((scan) => !since.includes(scan));
    return to ? [{ domain, from: from?.scan_id, to: to.scan_id }] : [];
  });
}

/** How many ports of hosts that were known are open now and were not. */
export function openedPorts({ assets_changed }: Pick<ScanDifference, 'assets_changed'>): number {
  return assets_changed
    .flatMap((asset) => asset.changes)
    .filter((change) => change.field === 'open_ports')
    .reduce((sum, change) => sum + (change.added?.length ?? 0), 0);
}
