import { describe, expect, it } from 'vitest';
import type { Schedule } from './api';
import { cronWords, everyHours, scheduleWords } from './words';

const usual: Schedule = {
  frequency_hours: 6,
  cron: null,
  time_zone: 'UTC',
  mode: 'standard',
  scan_type: 'full',
  ports: 'top-100',
  enabled: true,
  state: 'active',
  paused_because: null,
};

describe('scheduleWords', () => {
  it.each([
    [{}, 'every 6 hours, standard'],
    [{ enabled: false, state: 'off' as const, mode: 'active' as const }, 'every 6 hours, active, switched off'],
    [{ state: 'paused' as const, paused_because: 'plan' as const }, 'every 6 hours, standard, paused: the plan has no room for it'],
    [{ state: 'paused' as const, paused_because: 'archived' as const }, 'every 6 hours, standard, paused: the workspace is archived'],
    [
      { frequency_hours: null, cron: '30 4 * * 1', time_zone: 'Europe/Berlin' },
      'every Monday at 04:30 (Europe/Berlin), standard',
    ],
  ])('%j', (change, words) => expect(scheduleWords({ ...usual, ...change })).toBe(words));
});

describe('everyHours', () => {
  it.each([
    [1, 'every hour'],
    [24, 'every day'],
    [36, 'every 36 hours'],
    [72, 'every 3 days'],
    [168, 'every week'],
    [720, 'every 30 days'],
  ])('%d is %s', (hours, words) => expect(everyHours(hours)).toBe(words));
});

describe('cronWords', () => {
  it.each([
    ['0 3 * * *', 'every day at 03:00'],
    ['0 3 * * 1,3', 'every Monday, Wednesday at 03:00'],
    ['5 0 1,15 * *', 'on day 1, 15 of each month at 00:05'],
    ['0 3 1 * 1', 'by cron 0 3 1 * 1'],
    ['*/30 3 * * *', 'by cron */30 3 * * *'],
    ['odd', 'by cron odd'],
  ])('%s is %s', (cron, words) => expect(cronWords(cron)).toBe(words));
});
