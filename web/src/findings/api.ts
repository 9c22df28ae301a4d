import { call, data, query } from '../api/client';
import { onceKey } from '../api/onceKey';
import type { Page } from '../api/types';
import { PER_PAGE } from '../table/useRows';
import type { Triage } from './states';
import type { FindingDetail, FindingRow, FindingSummary } from './types';

type Filter = Record<string, string>;

/** Which findings many are: named one by one, or all that fit. */
export type Which = { finding_ids: string[] } | { filter: Filter };

export const findingPath = (id: string) => `/api/findings/${encodeURIComponent(id)}`;

export const findingsApi = {
  page: (filter: Filter, sort: string, page: number, signal: AbortSignal) =>
    call<Page<FindingRow>>('GET', `/api/findings?${query({ ...filter, sort, page, limit: PER_PAGE })}`, undefined, { signal }),
  count: async (filter: Filter) =>
    (await call<Page<FindingRow>>('GET', `/api/findings?${query({ ...filter, limit: 1 })}`)).pagination.total_items,
  latestSevere: async () =>
    (await call<Page<FindingRow>>('GET', `/api/findings?${query({ severity: 'critical,high', sort: '-first_seen_at', limit: 5 })}`)).data,
  one: (id: string) => data<FindingDetail>(findingPath(id)),
  summary: () => data<FindingSummary>('/api/findings/summary'),
  change: (id: string, change: Triage) => call<{ data: FindingDetail }>('PATCH', findingPath(id), change),
  bulk: (which: Which, triage: Triage) =>
    call<{ data: { updated: number; unchanged: number; missing: string[] } }>(
      'POST',
      '/api/findings/bulk',
      { ...which, ...triage },
      { idempotencyKey: onceKey() },
    ),
};
