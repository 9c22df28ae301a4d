import type { Scan, ScanAsset, Severity } from '../api/types';

/** A finding as a running scan tells it. */
export interface ScanFinding {
  finding_id: string;
  asset_id: string;
  asset_value: string;
  severity: Severity;
  title: string;
  is_new: boolean;
}

/** What was heard of a scan while it goes on; of hosts and findings the newest, the newest first. */
export interface Live {
  scan: Scan | undefined;
  assets: readonly ScanAsset[];
  findings: readonly ScanFinding[];
}

export interface LiveEvent {
  name: string;
  data: unknown;
}

export const NOTHING: Live = { scan: undefined, assets: [], findings: [] };
export const MOST_ASSETS = 200;
export const MOST_FINDINGS = 50;

/** What is known after these events, which may come twice, and late. */
export function heard(live: Live, events: readonly LiveEvent[]): Live {
  let { scan, assets, findings } = live;
  for (const { name, data } of events) {
    switch (name) {
      case 'scan':
      case 'end':
        scan = newer(scan, data as Scan);
        break;
      case 'asset':
        assets = inFront(assets, data as ScanAsset, (asset) => asset.asset_id, MOST_ASSETS);
        break;
      case 'finding':
        findings = inFront(findings, data as ScanFinding, (finding) => finding.finding_id, MOST_FINDINGS);
        break;
    }
  }
  return { scan, assets, findings };
}

export const isOver = (scan: Scan): boolean => scan.scan_status !== 'pending' && scan.scan_status !== 'running';

/** The later one of two states of a scan: what has ended goes on no more, and nothing becomes less done. */
function newer(known: Scan | undefined, told: Scan): Scan {
  const isLate = known !== undefined && !isOver(told) && (isOver(known) || told.scan_progress < known.scan_progress);
  return isLate ? known : told;
}

/** One that is known keeps its place. */
function inFront<T>(known: readonly T[], told: T, id: (one: T) => string, most: number): readonly T[] {
  const place = known.findIndex((one) => id(one) === id(told));
  return place < 0 ? [told, ...known].slice(0, most) : known.with(place, told);
}
