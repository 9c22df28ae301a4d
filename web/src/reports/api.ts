import { call } from '../api/client';
import type { Page } from '../api/types';

export type PauseReason = 'plan' | 'archived' | 'no_mail' | 'no_recipient';

export interface ReportSchedule {
  schedule_id: string;
  name: string;
  enabled: boolean;
  every: 'weekly' | 'monthly';
  at: string;
  time_zone: string;
  format: 'pdf' | 'html';
  domains: string[];
  recipients: string[];
  state: 'active' | 'off' | 'paused';
  paused_because: PauseReason | null;
  next_send_at: string | null;
  last_sent_at: string | null;
  created_at: string;
}

export type ReportScheduleWish = Pick<
  ReportSchedule,
  'name' | 'every' | 'at' | 'time_zone' | 'format' | 'domains' | 'recipients'
>;

const at = (id: string) => `/api/reports/schedules/${encodeURIComponent(id)}`;

export const reportsApi = {
  schedules: () => call<Page<ReportSchedule>>('GET', '/api/reports/schedules?limit=100'),
  add: (wish: ReportScheduleWish) => call<{ data: ReportSchedule }>('POST', '/api/reports/schedules', wish),
  change: (id: string, change: Partial<ReportScheduleWish> & { enabled?: boolean }) =>
    call<{ data: ReportSchedule }>('PATCH', at(id), change),
  remove: (id: string) => call<undefined>('DELETE', at(id)),
  send: (id: string) => call<{ data: ReportSchedule }>('POST', `${at(id)}/send`),
};
