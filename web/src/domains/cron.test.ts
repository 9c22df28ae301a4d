import { describe, expect, it } from 'vitest';
import { nextRuns, parseCron } from './cron';

function runs(cron: string, after: string, zone: string, count = 3): string[] {
  const read = parseCron(cron);
  if ('problem' in read) {
    throw new Error(read.problem);
  }
  return nextRuns(read, new Date(after), zone, count).map((run) => run.toISOString().slice(0, 16));
}

describe('parseCron', () => {
  it.each([
    ['30 4 * *', /Five fields/],
    ['60 4 * * *', /minute is 0 to 59, not 60/],
    ['0 24 * * *', /hour is 0 to 23/],
    ['0 0 0 * *', /day of the month is 1 to 31/],
    ['0 0 * 13 *', /month is 1 to 12/],
    ['0 0 * * 8', /day of the week is 0 to 7/],
    ['0 9-8 * * *', /cannot be read: 9-8/],
    ['*/0 * * * *', /cannot be read/],
    ['1//2 * * * *', /cannot be read/],
    [', * * * *', /minute is 0 to 59, not empty/],
  ])('refuses %s', (cron, problem) => expect(parseCron(cron)).toEqual({ problem: expect.stringMatching(problem) }));

  it('reads lists, ranges, steps and names', () =>
    expect(parseCron('0,30 8-16/4 1 JAN-mar mon,SUN')).toEqual({
      minutes: [0, 30],
      hours: [8, 12, 16],
      daysOfMonth: [1],
      months: [1, 2, 3],
      daysOfWeek: [0, 1],
    }));

  it('calls Sunday 0 and 7', () => expect(parseCron('0 0 * * 7')).toEqual(parseCron('0 0 * * 0')));
});

describe('nextRuns', () => {
  it.each([
    ['0 3 * * *', '2026-03-01T02:59:59Z', 'UTC', ['2026-03-01T03:00', '2026-03-02T03:00', '2026-03-03T03:00']],
    ['0 3 * * *', '2026-03-01T03:00:00Z', 'UTC', ['2026-03-02T03:00', '2026-03-03T03:00', '2026-03-04T03:00']],
    ['30 4 * * 1', '2026-03-01T00:00:00Z', 'UTC', ['2026-03-02T04:30', '2026-03-09T04:30', '2026-03-16T04:30']],
    ['0 0 13 * 5', '2026-03-01T00:00:00Z', 'UTC', ['2026-03-06T00:00', '2026-03-13T00:00', '2026-03-20T00:00']],
    ['0 0 29 2 *', '2026-03-01T00:00:00Z', 'UTC', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    ['0 9 * * *', '2026-01-01T00:00:00Z', 'America/New_York', ['2026-01-01T14:00', '2026-01-02T14:00', '2026-01-03T14:00']],
    // Clocks in Berlin skip 02:30 on 29 March 2026 and show it twice on 25 October.
    ['30 2 * * *', '2026-03-28T00:00:00Z', 'Europe/Berlin', ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30']],
    ['30 2 * * *', '2026-10-24T00:00:00Z', 'Europe/Berlin', ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30']],
  ])('%s after %s in %s', (cron, after, zone, expected) => expect(runs(cron, after, zone)).toEqual(expected));

  it('finds nothing for a day that never comes', () => expect(runs('0 0 31 2 *', '2026-01-01T00:00:00Z', 'UTC')).toEqual([]));
});
