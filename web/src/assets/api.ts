import { call, data, query } from '../api/client';
import { onceKey } from '../api/onceKey';
import type { AssetRow, Page, RiskLevel, Severity } from '../api/types';
import type { FieldChange } from '../scans/api';
import { PER_PAGE } from '../table/useRows';

export interface Count {
  value: string;
  count: number;
}

/** What the assets in sight can be narrowed down by. */
export interface Facets {
  risk_level: Record<string, number>;
  asset_type: Record<string, number>;
  parent_domain: Count[];
  technology: Count[];
  open_port: Count[];
  tag: Count[];
  country: Count[];
  asn: Count[];
}

/** What to do about an asset, in the order of what it gains. */
export interface Advice {
  recommendation: string;
  steps: { title: string; detail: string; findings: string[]; score_gain: number }[];
  generated_by: string;
}

/** An asset as one scan saw it, and what had changed since the one before. */
export interface Look {
  scan_id: string;
  at: string;
  risk_score: number;
  risk_level: RiskLevel;
  open_ports: number[];
  findings_by_severity: Record<Severity, number>;
  changes: FieldChange[];
}

export type BulkAction = 'tag' | 'untag' | 'set_owner' | 'rescan' | 'delete';

/** As many as one request of the service may name. */
export const MOST_NAMED = 1_000;

type Filter = Record<string, string>;

export const assetPath = (id: string) => `/api/assets/${encodeURIComponent(id)}`;

export const assetsApi = {
  page: (filter: Filter, sort: string, page: number, signal: AbortSignal) =>
    call<Page<AssetRow>>('GET', `/api/assets?${query({ ...filter, sort, page, limit: PER_PAGE })}`, undefined, { signal }),
  count: async (filter: Filter) =>
    (await call<Page<AssetRow>>('GET', `/api/assets?${query({ ...filter, limit: 1 })}`)).pagination.total_items,
  facets: (filter: Filter) => data<Facets>(`/api/assets/facets?${query(filter)}`),
  /** Of all that fit, up to as many as one request may name. */
  ids: async (filter: Filter, total: number): Promise<string[]> => {
    const pages = Array.from({ length: Math.ceil(Math.min(total, MOST_NAMED) / PER_PAGE) }, (_, index) => index + 1);
    const found = await Promise.all(
      pages.map((page) =>
        call<Page<AssetRow>>('GET', `/api/assets?${query({ ...filter, sort: 'asset_value', page, limit: PER_PAGE })}`),
      ),
    );
    return found.flatMap((page) => page.data.map((asset) => asset.asset_id));
  },
  bulk: (action: BulkAction, asset_ids: string[], value?: string) =>
    call<{ data: { done: number; missing: string[] } }>(
      'POST',
      '/api/assets/bulk',
      { action, asset_ids, ...(value === undefined ? {} : { value }) },
      { idempotencyKey: onceKey() },
    ),
  advice: async (asset_id: string) =>
    (await call<{ data: Advice }>('POST', '/api/assets/misconfiguration-recommendation', { asset_id })).data,
  terms: async (domain: string) =>
    (await call<{ data: { terms: [string, string][] } }>('POST', '/api/assets/security-terms', { domain })).data.terms,
  history: (id: string, page: number) =>
    call<Page<Look>>('GET', `${assetPath(id)}/history?${query({ page, limit: 50 })}`),
  evidenceFile: (id: string) => `${assetPath(id)}/evidence?download=true`,
  rescan: (id: string) => call<{ scan_id: string }>('POST', `${assetPath(id)}/rescan`, {}, { idempotencyKey: onceKey() }),
  remove: (id: string) => call<unknown>('DELETE', assetPath(id)),
  /** All of a domain, or of the workspace. Gives how many they were. */
  clear: async (parent_domain: string | undefined) =>
    (await call<{ data: { deleted_count: number } }>('DELETE', `/api/assets${parent_domain === undefined ? '' : `?${query({ parent_domain })}`}`)).data
      .deleted_count,
  total: async () => (await call<Page<AssetRow>>('GET', '/api/assets?limit=1')).pagination.total_items,
};
