import { describe, expect, it } from 'vitest';
import type { FindingsDay, TrendDay } from './api';
import { certificatesSentence, csv, findingsSentence, mostSentence, openSentence, riskSentence } from './sentences';

const trend = (date: string, risk_score: number): TrendDay => ({ date, risk_score, asset_count: 7, open_findings: 0 });
const findings = (opened: number, fixed: number): FindingsDay => ({
  date: '2026-03-01',
  opened,
  fixed,
  open_by_severity: { info: 1, low: 0, medium: 0, high: 2, critical: 3 },
});

describe('riskSentence', () => {
  it.each([
    [[], 'No scan yet.'],
    [[trend('2026-03-01', 40)], 'The score was 40 on Mar 1; there is no earlier day to compare with.'],
    [[trend('2026-03-01', 40), trend('2026-03-03', 31)], 'The score fell by 9 to 31 between Mar 1 and Mar 3, with 7 assets now.'],
    [[trend('2026-03-01', 40), trend('2026-03-03', 40)], 'The score stayed at 40 between Mar 1 and Mar 3, with 7 assets now.'],
  ])('%j', (days, sentence) => expect(riskSentence(days)).toBe(sentence));
});

it('counts what was opened and fixed', () =>
  expect(findingsSentence([findings(1, 0), findings(0, 4)])).toBe('1 finding opened and 4 fixed in the period.'));

it('says what is open at the end', () =>
  expect(openSentence([findings(0, 0)])).toBe('6 findings are open, 3 of them critical and 2 high.'));

it('never says that all is well without a scan', () => {
  expect(openSentence([])).toBe('No scan yet.');
  expect(mostSentence([], 'port')).toBe('No port was seen.');
  expect(
    certificatesSentence({ expired: 0, within_7_days: 0, within_30_days: 0, within_90_days: 0, later: 0, items: [] }),
  ).toBe('No certificate was seen.');
});

describe('csv', () => {
  it('quotes what needs it and defuses formulas', () =>
    expect(csv(['a', 'b'], [['=1+1', 'x, "y"'], ['-5', -5]])).toBe('a,b\r\n\'=1+1,"x, ""y"""\r\n\'-5,-5\r\n'));
});
