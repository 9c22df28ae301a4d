import type { Schedule } from './api';
import { parseCron } from './cron';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const RESTS = { plan: 'the plan has no room for it', archived: 'the workspace is archived' };

/** Why it does not run; empty when it does. */
export function restWords(schedule: Pick<Schedule, 'state' | 'paused_because'>): string {
  switch (schedule.state) {
    case 'active':
      return '';
    case 'off':
      return 'switched off';
    case 'paused':
      return schedule.paused_because ? `paused: ${RESTS[schedule.paused_because]}` : 'paused';
  }
}

/** "every 6 hours, standard" */
export function scheduleWords(schedule: Schedule): string {
  const when = schedule.cron === null ? everyHours(schedule.frequency_hours ?? 0) : cronWords(schedule.cron);
  const zone = schedule.cron === null || schedule.time_zone === 'UTC' ? '' : ` (${schedule.time_zone})`;
  const rest = restWords(schedule);
  return `${when}${zone}, ${schedule.mode}${rest === '' ? '' : `, ${rest}`}`;
}

export function everyHours(hours: number): string {
  const units: [number, string][] = [
    [168, 'week'],
    [24, 'day'],
    [1, 'hour'],
  ];
  const [size, unit] = units.find(([size]) => hours % size === 0) ?? [1, 'hour'];
  const count = hours / size;
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}

/** The usual ones in words; others as they are. */
export function cronWords(text: string): string {
  const cron = parseCron(text);
  const minute = 'problem' in cron || cron.minutes.length !== 1 ? undefined : cron.minutes[0];
  const hour = 'problem' in cron || cron.hours.length !== 1 ? undefined : cron.hours[0];
  if ('problem' in cron || minute === undefined || hour === undefined || cron.months.length !== 12) {
    return `by cron ${text}`;
  }
  const at = `at ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  if (cron.daysOfMonth === 'any') {
    return cron.daysOfWeek === 'any'
      ? `every day ${at}`
      : `every ${cron.daysOfWeek.map((day) => WEEKDAYS[day]).join(', ')} ${at}`;
  }
  return cron.daysOfWeek === 'any' ? `on day ${cron.daysOfMonth.join(', ')} of each month ${at}` : `by cron ${text}`;
}
