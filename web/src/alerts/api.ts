import { call, data, query } from '../api/client';
import type { Page, Severity } from '../api/types';

export const EVENTS = [
  'asset.high_risk',
  'asset.new',
  'asset.gone',
  'port.opened',
  'finding.new',
  'finding.reopened',
  'finding.fixed',
  'certificate.expiring',
  'scan.completed',
  'scan.failed',
  'domain.verification_lost',
  'usage.warning',
  'billing.payment_failed',
] as const;

export type RuleEvent = (typeof EVENTS)[number];
export type AlertEvent = RuleEvent | 'channel.disabled';

export const CHANNEL_TYPES = ['email', 'slack', 'discord', 'teams', 'webhook'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

export interface AlertItem {
  alert_id: string;
  event: AlertEvent;
  severity: Severity;
  title: string;
  target: { type: string; id: string; label: string };
  domain: string | null;
  data: { detail: string; link: string | null };
  read: boolean;
  created_at: string;
}

export interface Inbox extends Page<AlertItem> {
  unread_count: number;
}

export interface Channel {
  channel_id: string;
  name: string;
  type: ChannelType;
  enabled: boolean;
  config: {
    to: string[];
    unconfirmed: string[];
    unsubscribed: string[];
    url: string | null;
    host: string | null;
    allow_custom_hosts: boolean;
    headers: string[];
  };
  secret_set: boolean;
  problem: string | null;
  last_delivery: { status: string; at: string } | null;
  created_at: string;
  secret: string | null;
}

export interface ChannelWish {
  name: string;
  type: ChannelType;
  config: Record<string, unknown>;
}

export interface ChannelTest {
  delivered: boolean;
  status: number | null;
  detail: string;
  duration_ms: number;
}

export interface Digest {
  every: 'scan' | 'daily' | 'weekly' | 'monthly';
  at: string;
  time_zone: string;
  attach_pdf: boolean;
}

export interface Rule {
  rule_id: string;
  name: string;
  enabled: boolean;
  events: RuleEvent[];
  min_severity: Severity;
  domains: string[];
  tags: string[];
  channels: string[];
  mode: 'instant' | 'digest';
  digest: Digest | null;
  throttle_minutes: number;
  quiet_hours: { from: string; to: string; time_zone: string } | null;
  created_at: string;
}

export type RuleWish = Omit<Rule, 'rule_id' | 'created_at' | 'digest' | 'quiet_hours'> & {
  digest?: Digest;
  quiet_hours?: { from: string; to: string; time_zone: string };
};

export interface Delivery {
  delivery_id: string;
  channel_id: string;
  rule_id: string | null;
  test: boolean;
  status: 'pending' | 'delivered' | 'failed';
  tries: number;
  alert_ids: string[];
  title: string | null;
  reached: string[];
  attempts: { at: string; status: number | null; detail: string; duration_ms: number }[];
  request: string | null;
  response: string | null;
  created_at: string;
  next_try_at: string | null;
  ended_at: string | null;
}

export interface InboxQuery {
  page?: number;
  limit?: number;
  read?: string;
  event?: string;
  severity?: string;
  after?: string;
}

const channelAt = (id: string) => `/api/alerts/channels/${encodeURIComponent(id)}`;
const ruleAt = (id: string) => `/api/alerts/rules/${encodeURIComponent(id)}`;

export const alertsApi = {
  list: (wanted: InboxQuery) => call<Inbox>('GET', `/api/alerts?${query(wanted)}`),
  read: (ids: string[]) => call<undefined>('POST', '/api/alerts/read', { alert_ids: ids }),
  readAll: () => call<undefined>('POST', '/api/alerts/read', { all: true }),
  channels: () => call<Page<Channel>>('GET', '/api/alerts/channels?limit=100'),
  channel: (id: string) => data<Channel>(channelAt(id)),
  addChannel: (wish: ChannelWish) => call<{ data: Channel }>('POST', '/api/alerts/channels', wish),
  changeChannel: (id: string, change: Record<string, unknown>) => call<{ data: Channel }>('PATCH', channelAt(id), change),
  removeChannel: (id: string) => call<undefined>('DELETE', channelAt(id)),
  test: (id: string) => call<{ data: ChannelTest }>('POST', `${channelAt(id)}/test`),
  deliveries: (id: string, page: number) =>
    call<Page<Delivery>>('GET', `${channelAt(id)}/deliveries?limit=20&page=${page}`),
  redeliver: (id: string, delivery: string) =>
    call<{ data: Delivery }>('POST', `${channelAt(id)}/deliveries/${encodeURIComponent(delivery)}/redeliver`),
  rules: () => call<Page<Rule>>('GET', '/api/alerts/rules?limit=100'),
  addRule: (wish: RuleWish) => call<{ data: Rule }>('POST', '/api/alerts/rules', wish),
  changeRule: (id: string, change: Partial<RuleWish>) => call<{ data: Rule }>('PATCH', ruleAt(id), change),
  removeRule: (id: string) => call<undefined>('DELETE', ruleAt(id)),
  confirm: (token: string) => call<undefined>('POST', '/api/alerts/confirm', { token }),
  unsubscribe: (token: string) => call<undefined>('POST', '/api/alerts/unsubscribe', { token }),
};
