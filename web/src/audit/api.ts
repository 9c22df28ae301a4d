import { call, query } from '../api/client';
import type { Pagination } from '../api/types';
import { inWorkspace } from '../api/workspace';

export interface AuditEntry {
  audit_id: string;
  at: string;
  actor: { type: 'user' | 'token' | 'system' | 'stripe'; id: string; email: string | null };
  action: string;
  target: { type: string; id: string; label: string };
  changes: Record<string, string[]>;
  ip: string;
  user_agent: string | null;
  request_id: string;
}

export interface AuditFilter {
  actor?: string;
  action?: string;
  target_type?: string;
  after?: string;
  before?: string;
}

export interface AuditPage {
  data: AuditEntry[];
  pagination: Pagination;
  next_cursor: string | null;
}

export const auditApi = {
  page: (filter: AuditFilter, cursor: string | undefined) =>
    call<AuditPage>('GET', `/api/audit-log?${query({ ...asTimes(filter), limit: 50, cursor })}`),
  exportAs: (filter: AuditFilter, format: 'csv' | 'jsonl') =>
    inWorkspace(`/api/audit-log/export?${query({ ...asTimes(filter), format })}`),
};

/** Days as people choose them, in the moments that the service takes: from the first day's begin to the last one's end. */
export function asTimes(filter: AuditFilter): AuditFilter {
  const times: AuditFilter = { ...filter };
  if (filter.after) {
    times.after = new Date(`${filter.after}T00:00:00Z`).toISOString();
  }
  if (filter.before) {
    times.before = new Date(Date.parse(`${filter.before}T00:00:00Z`) + 86_400_000).toISOString();
  }
  return times;
}
