import type { Scan } from '../api/types';
import type { ChangeSearch } from './search';

/** Which scan is compared with which; `from` may be left to the service. */
export interface Pair {
  to: Scan;
  from: Scan | undefined;
}

const DAY_MS = 86_400_000;

/** Scans that looked themselves and have ended, the newest first. */
export function comparable(scans: readonly Scan[]): Scan[] {
  return scans
    .filter((scan) => scan.scan_status === 'completed' && scan.trigger !== 'replay')
    .sort((left, right) => (left.created_at < right.created_at ? 1 : -1));
}

/**
 * The two scans that an address means.
 *
 * @param scans of one domain, the newest first
 * @param visit when the person was here last
 */
export function pairOf(scans: readonly Scan[], search: ChangeSearch, visit: string | undefined, now = Date.now()): Pair | undefined {
  const to = scans.find((scan) => scan.scan_id === search.to) ?? scans[0];
  if (!to) {
    return undefined;
  }
  const earlier = scans.filter((scan) => scan.created_at < to.created_at);
  const named = scans.find((scan) => scan.scan_id === search.from && scan !== to);
  return { to, from: named ?? since(earlier, search.since, visit, now) ?? earlier[0] };
}

/** The last scan before the moment meant; where all are later, the oldest. */
function since(earlier: readonly Scan[], wanted: string | undefined, visit: string | undefined, now: number): Scan | undefined {
  const moment = wanted === 'visit' ? visit : wanted === undefined ? undefined : new Date(now - Number(wanted) * DAY_MS).toISOString();
  return moment === undefined ? undefined : (earlier.find((scan) => scan.created_at <= moment) ?? earlier.at(-1));
}
