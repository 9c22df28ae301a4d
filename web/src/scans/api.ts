import { call, data, query } from '../api/client';
import { onceKey } from '../api/onceKey';
import type { Page, RiskLevel, Scan, ScanMode, Severity } from '../api/types';
import { PER_PAGE } from '../table/useRows';

type Filter = Record<string, string>;

/** A host that came or went; without an id where there is no such asset any more. */
export interface Moved {
  asset_id: string | null;
  asset_value: string;
  asset_type: string;
  risk_score: number;
  risk_level: RiskLevel;
}

/** One field that two scans saw differently: a list says what came and went, anything else from and to. */
export interface FieldChange {
  field: string;
  added?: unknown[];
  removed?: unknown[];
  from?: unknown;
  to?: unknown;
}

export interface MovedFinding {
  finding_id: string;
  asset_value: string;
  type: string;
  severity: Severity | null;
  title: string;
}

/** What changed between two scans. */
export interface ScanDifference {
  from: { scan_id: string; completed_at: string | null };
  to: { scan_id: string; completed_at: string | null };
  summary: {
    assets_added: number;
    assets_removed: number;
    assets_changed: number;
    findings_added: number;
    findings_removed: number;
    risk_score_change: number;
  };
  assets_added: Moved[];
  assets_removed: Moved[];
  assets_changed: { asset_id: string | null; asset_value: string; changes: FieldChange[] }[];
  findings_added: MovedFinding[];
  findings_removed: MovedFinding[];
  not_comparable: { asset_value: string; reason: string; detail?: string }[];
  truncated?: boolean;
}

/** What a scan is started from; absent fields have the service's defaults. */
export interface ScanWish {
  domain: string;
  mode: ScanMode;
  scan_subdomains: boolean;
  ports?: string;
  brute_force?: boolean;
}

export const scansApi = {
  start: (wish: ScanWish) => call<{ scan_id: string }>('POST', '/api/assets/scan', wish, { idempotencyKey: onceKey() }),
  page: (filter: Filter, sort: string, page: number, signal: AbortSignal) =>
    call<Page<Scan>>('GET', `/api/assets/scans?${query({ ...filter, sort, page, limit: PER_PAGE })}`, undefined, { signal }),
  newest: async (filter: Filter) =>
    (await call<Page<Scan>>('GET', `/api/assets/scans?${query({ ...filter, limit: PER_PAGE })}`)).data,
  evidenceFile: (id: string) => `/api/assets/scans/${encodeURIComponent(id)}/evidence`,
  replay: (id: string, apply: boolean) =>
    call<{ scan_id: string }>('POST', `/api/assets/scans/${encodeURIComponent(id)}/replay`, { apply }, { idempotencyKey: onceKey() }),
  diff: (to: string, against: string) =>
    data<ScanDifference>(`/api/assets/scans/${encodeURIComponent(to)}/diff?${query({ against })}`),
};
