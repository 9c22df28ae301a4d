import { describe, expect, it } from 'vitest';
import { BANDS, daysSince } from './ages';
import { findingFilter, orderOf, readFindingSearch } from './search';

const NOW = Date.parse('2026-03-01T12:00:30Z');
const before = (days: number) => new Date(NOW - days * 86_400_000).toISOString();

describe('the bands', () => {
  it.each([
    [0, '0-7'],
    [7, '0-7'],
    [9, '8-30'],
    [30, '8-30'],
    [32, '31-90'],
    [90, '31-90'],
    [92, '91-'],
    [4000, '91-'],
  ])('%i days lie in %s alone', (days, id) => {
    const at = before(days);
    const fits = BANDS.filter((band) => {
      const { first_seen_after: after = '', first_seen_before: until = '9' } = band.between(NOW);
      return at >= after && at < until;
    });
    expect(fits.map((band) => band.id)).toEqual([id]);
  });
});

it.each([
  [0.5, 0],
  [1.5, 1],
  [-1, 0],
])('%d days ago is %i whole days', (days, expected) => expect(daysSince(before(days), NOW)).toBe(expected));

describe('the filter of findings', () => {
  it('says an age as times', () =>
    expect(findingFilter(readFindingSearch({ age: '8-30', severity: 'high', open: 'fnd_1', sort: 'type' }), NOW)).toEqual({
      severity: 'high',
      first_seen_after: '2026-01-29T12:00:00.000Z',
      first_seen_before: '2026-02-21T12:00:00.000Z',
    }));
});

it.each([
  [{}, '-severity,-last_seen_at'],
  [{ sort: 'type' }, 'type'],
  [{ group: 'type' }, 'type,-severity,-last_seen_at'],
  [{ group: 'severity' }, '-severity,-last_seen_at'],
  [{ group: 'asset', sort: '-first_seen_at' }, 'asset_value,-first_seen_at'],
])('%j is sorted by %s', (search, order) => expect(orderOf(search)).toBe(order));
