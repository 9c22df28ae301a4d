import { call, data } from '../api/client';
import { onceKey } from '../api/onceKey';
import type { Page } from '../api/types';

export interface Limits {
  api_calls: number | null;
  scan_credits: number | null;
  scans_at_once: number;
  hosts_per_scan: number | null;
  monitored_domains: number | null;
  shortest_interval_hours: number | null;
  members: number | null;
  integrations: boolean;
  history_days: number | null;
}

export interface Plan {
  plan: string;
  name: string;
  price_cents: number | null;
  currency: string;
  interval: string;
  limits: Limits;
  features: string[];
}

export interface Card {
  brand: string | null;
  last4: string | null;
  exp_month: number | null;
  exp_year: number | null;
}

export interface Subscription {
  plan: string;
  subscription_status: string;
  stripe_customer_id: string | null;
  stripe_subscription_id: string | null;
  payment_method: Card | null;
  next_invoice: { date: string; amount: number; currency: string } | null;
  current_period_end: number | null;
  cancel_at_period_end: boolean;
  billing_enabled: boolean;
}

/** A payment, made or failed. */
export interface Payment {
  event_id: string;
  event_type: string;
  amount: number;
  currency: string;
  description: string;
  status: string;
  invoice_url: string | null;
  created_at: string;
}

export interface Ending {
  cancel_at_period_end: boolean;
  period_end: string;
}

export interface Meter {
  used: number;
  limit: number | null;
  percentage: number;
}

export interface Usage {
  billing_period: { start: string; end: string };
  api_calls: Meter;
  scan_credits: Meter;
  usage_reset_at: string;
}

export interface Day {
  date: string;
  api_calls: number;
  scans: number;
}

export const billingApi = {
  plans: () => data<Plan[]>('/api/billing/plans'),
  subscription: () => data<Subscription>('/api/billing/subscription'),
  history: (page: number) => call<Page<Payment>>('GET', `/api/billing/history?page=${page}`),
  checkout: (plan: string) =>
    call<{ checkout_url: string }>('POST', '/api/billing/create-checkout', { plan }, { idempotencyKey: onceKey() }),
  portal: () => call<{ data: { portal_url: string } }>('POST', '/api/billing/create-portal', {}),
  cancel: () => call<Ending>('POST', '/api/billing/cancel-subscription', {}),
  resume: () => call<Ending>('POST', '/api/billing/resume-subscription', {}),
  usage: () => data<Usage>('/api/billing/usage'),
  daily: (days: number) => data<Day[]>(`/api/billing/usage/daily?days=${days}`),
};
