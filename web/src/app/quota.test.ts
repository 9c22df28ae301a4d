import { describe, expect, it } from 'vitest';
import { highestUse } from './quota';

const use = (calls: number, callsLimit: number | null, credits: number, creditsLimit: number | null) =>
  highestUse({
    api_calls_used: calls,
    api_calls_limit: callsLimit,
    scan_credits_used: credits,
    scan_credits_limit: creditsLimit,
  });

describe('highestUse', () => {
  it('is nothing where nothing is limited', () => expect(use(50, null, 7, null)).toBeUndefined());
  it('names what is nearest to its limit', () =>
    expect(use(50, 100, 9, 10)).toEqual({ what: 'scan credits', limit: 10, percent: 90 }));
  it('says 100 only when nothing is left', () => expect(use(9_999, 10_000, 0, 10)?.percent).toBe(99));
});
