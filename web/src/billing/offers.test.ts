import { describe, expect, it } from 'vitest';
import { offers } from './BillingPage';

describe('offers', () => {
  it('of a plan with limits', () =>
    expect(
      offers({
        limits: {
          api_calls: 10_000,
          scan_credits: 100,
          scans_at_once: 5,
          hosts_per_scan: 5_000,
          monitored_domains: 25,
          shortest_interval_hours: 6,
          members: 1,
          integrations: true,
          history_days: 365,
        },
        features: ['API tokens', 'Scheduled scans'],
      }),
    ).toEqual([
      '100 scans a month, 5 at once',
      '5,000 hosts in a scan',
      '10,000 API calls a month',
      '1 member',
      '25 monitored domains, every 6 h at most',
      'History of 365 days',
      'API tokens',
    ]));
});
