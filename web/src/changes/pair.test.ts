import { describe, expect, it } from 'vitest';
import type { Scan } from '../api/types';
import { comparable, pairOf } from './pair';

const scan = (scan_id: string, day: string, more: Partial<Scan> = {}): Scan =>
  ({ scan_id, created_at: `2026-03-${day}T00:00:00.000Z`, scan_status: 'completed', trigger: 'manual', ...more }) as Scan;

const SCANS = [scan('d', '20'), scan('c', '15'), scan('b', '10'), scan('a', '01')];
const NOW = Date.parse('2026-03-21T00:00:00Z');

describe('pairOf', () => {
  it.each([
    ['the newest with the one before', {}, 'c', 'd'],
    ['one with the one before it', { to: 'b' }, 'a', 'b'],
    ['two that are named', { from: 'a', to: 'c' }, 'a', 'c'],
    ['the newest with seven days ago', { since: '7' }, 'b', 'd'],
    ['the newest with long ago', { since: '30' }, 'a', 'd'],
    ['since the last visit', { since: 'visit' }, 'c', 'd'],
    ['the first one with nothing', { to: 'a' }, undefined, 'a'],
    ['a scan that is gone', { to: 'x', from: 'y' }, 'c', 'd'],
  ])('%s', (_, search, from, to) => {
    const pair = pairOf(SCANS, search, '2026-03-16T00:00:00.000Z', NOW);
    expect([pair?.from?.scan_id, pair?.to.scan_id]).toEqual([from, to]);
  });

  it('is nothing without scans', () => expect(pairOf([], {}, undefined, NOW)).toBeUndefined());
});

it('compares only what looked itself to the end', () =>
  expect(
    comparable([
      scan('a', '01'),
      scan('b', '03', { scan_status: 'running' }),
      scan('c', '04', { trigger: 'replay' }),
      scan('d', '02'),
    ]).map((one) => one.scan_id),
  ).toEqual(['d', 'a']));
