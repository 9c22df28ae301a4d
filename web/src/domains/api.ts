import { call, data, query } from '../api/client';
import type { Page, RiskLevel, ScanMode } from '../api/types';

export type ProofMethod = 'dns_txt' | 'http_file';

/** By interval or by the fields of cron; one of the two. */
export interface Schedule {
  frequency_hours: number | null;
  cron: string | null;
  time_zone: string;
  mode: ScanMode;
  scan_type: 'full' | 'quick' | 'rescan';
  ports: string;
  enabled: boolean;
  state: 'active' | 'off' | 'paused';
  paused_because: 'plan' | 'archived' | null;
}

export interface Domain {
  domain_id: string;
  domain: string;
  verified: boolean;
  verified_at: string | null;
  verification_method: ProofMethod | null;
  last_checked_at: string | null;
  challenge: { dns_txt: { name: string; value: string }; http_file: { url: string; content: string } };
  monitored: boolean;
  schedule: Schedule | null;
  asset_count: number;
  risk_score: number | null;
  risk_level: RiskLevel | null;
  last_scan_id: string | null;
  last_scanned_at: string | null;
  next_scan_at: string | null;
  added_at: string;
}

/** What was seen when a proof was looked for. */
export interface ProofLook {
  verified: boolean;
  method: ProofMethod;
  checked_at: string;
  problem: string | null;
}

export interface DomainQuery {
  page?: number;
  limit?: number;
  sort?: string;
  search?: string;
  verified?: string;
  monitored?: string;
}

/** What a schedule is set from: absent fields have the service's defaults. */
export type ScheduleWish = Pick<Schedule, 'mode' | 'scan_type' | 'enabled'> &
  ({ frequency_hours: number } | { cron: string; time_zone: string }) & { ports?: string };

const at = (id: string) => `/api/domains/${encodeURIComponent(id)}`;

export const domainsApi = {
  list: (wanted: DomainQuery) => call<Page<Domain>>('GET', `/api/domains?${query(wanted)}`),
  one: (id: string) => data<Domain>(at(id)),
  add: (domain: string) => call<{ data: Domain }>('POST', '/api/domains', { domain }),
  verify: (id: string, method: ProofMethod) => call<{ data: ProofLook }>('POST', `${at(id)}/verify`, { method }),
  schedule: (id: string, wish: ScheduleWish) => call<{ data: Schedule }>('PUT', `${at(id)}/schedule`, wish),
  unschedule: (id: string) => call<undefined>('DELETE', `${at(id)}/schedule`),
  remove: (id: string, withAssets: boolean) => call<undefined>('DELETE', `${at(id)}${withAssets ? '?with_assets=true' : ''}`),
};
