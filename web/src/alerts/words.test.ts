import { describe, expect, it } from 'vitest';
import { EVENTS, type Rule } from './api';
import { eventWords, sentence } from './words';

const channels = [
  { channel_id: 'chn_1', name: '#security' },
  { channel_id: 'chn_2', name: 'Tickets' },
];

const rule: Rule = {
  rule_id: 'rul_1',
  name: 'Holes',
  enabled: true,
  events: ['finding.new'],
  min_severity: 'high',
  domains: [],
  tags: [],
  channels: ['chn_1'],
  mode: 'instant',
  digest: null,
  throttle_minutes: 60,
  quiet_hours: null,
  created_at: '2026-03-01T00:00:00.000Z',
};

describe('a rule as a sentence', () => {
  it.each([
    [{}, 'When there is a new finding of high or worse on any domain, tell #security at once, at most once an hour.'],
    [{ min_severity: 'critical' as const }, 'When there is a new finding of critical on any domain, tell #security at once, at most once an hour.'],
    [
      { events: ['asset.new' as const, 'asset.gone' as const], domains: ['a.test', 'b.test'], throttle_minutes: 0 },
      'When there is a new asset or an asset that is gone on a.test or b.test, tell #security at once.',
    ],
    [
      {
        channels: ['chn_1', 'chn_2', 'chn_9'],
        tags: ['prod'],
        mode: 'digest' as const,
        digest: { every: 'weekly' as const, at: '08:00', time_zone: 'Europe/Vienna', attach_pdf: false },
      },
      'When there is a new finding of high or worse on any domain tagged prod, tell #security, Tickets and a removed channel every Monday at 08:00 (Europe/Vienna).',
    ],
    [
      { throttle_minutes: 90, quiet_hours: { from: '22:00', to: '07:00', time_zone: 'UTC' } },
      'When there is a new finding of high or worse on any domain, tell #security at once, at most once in 90 minutes, not from 22:00 to 07:00.',
    ],
  ])('%o', (change, expected) => {
    expect(sentence({ ...rule, ...change }, channels)).toBe(expected);
  });

  it('has words for every event', () => {
    expect(EVENTS.map(eventWords).filter((words) => words.includes('.'))).toEqual([]);
  });
});
