import { describe, expect, it } from 'vitest';
import type { ReportSchedule } from './api';
import { sentence, stateWords } from './words';

const weekly: ReportSchedule = {
  schedule_id: 'rps_1',
  name: 'Board',
  enabled: true,
  every: 'weekly',
  at: '07:30',
  time_zone: 'Europe/Vienna',
  format: 'pdf',
  domains: [],
  recipients: ['ana@example.com'],
  state: 'active',
  paused_because: null,
  next_send_at: null,
  last_sent_at: null,
  created_at: '2026-03-01T09:30:00.000Z',
};

describe('a report schedule in words', () => {
  it.each<[string, Partial<ReportSchedule>, string]>([
    ['weekly', {}, 'Every Monday at 07:30 (Europe/Vienna), as PDF, on the whole workspace, to ana@example.com.'],
    [
      'monthly, of domains, to several',
      {
        every: 'monthly',
        format: 'html',
        time_zone: 'UTC',
        domains: ['a.example', 'b.example'],
        recipients: ['ana@example.com', 'bo@example.com', 'cy@example.com'],
      },
      'On the first of each month at 07:30 (UTC), as HTML, on a.example and b.example, to ana@example.com, bo@example.com and cy@example.com.',
    ],
    ['to nobody', { recipients: [] }, 'Every Monday at 07:30 (Europe/Vienna), as PDF, on the whole workspace, to nobody.'],
  ])('%s', (_, change, expected) => {
    expect(sentence({ ...weekly, ...change })).toBe(expected);
  });

  it.each<[ReportSchedule['state'], ReportSchedule['paused_because'], string]>([
    ['active', null, 'on'],
    ['off', null, 'off'],
    ['paused', 'plan', 'paused: the plan has no PDF reports'],
    ['paused', 'no_recipient', 'paused: nobody who was to get it is a member any more'],
    ['paused', null, 'paused'],
  ])('%s because of %s', (state, paused_because, expected) => {
    expect(stateWords({ state, paused_because })).toBe(expected);
  });
});
