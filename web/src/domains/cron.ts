/** Times by the five fields of cron, read as the service reads them. */
export interface Cron {
  minutes: number[];
  hours: number[];
  daysOfMonth: number[] | 'any';
  months: number[];
  daysOfWeek: number[] | 'any';
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_MS = 86_400_000;
/** 29 February on a Monday comes every 28 years. */
const MOST_DAYS = 28 * 366;

/** The fields, or what is wrong with them. */
export function parseCron(text: string): Cron | { problem: string } {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) {
    return { problem: 'Five fields: minute, hour, day of the month, month, day of the week. Such as 30 4 * * 1' };
  }
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  try {
    return {
      minutes: numbers(minute, 0, 59, 'minute'),
      hours: numbers(hour, 0, 23, 'hour'),
      daysOfMonth: day === '*' ? 'any' : numbers(day, 1, 31, 'day of the month'),
      months: numbers(month, 1, 12, 'month', MONTHS, 1),
      daysOfWeek: weekday === '*' ? 'any' : sundayIsZero(numbers(weekday, 0, 7, 'day of the week', DAYS, 0)),
    };
  } catch (wrong) {
    return { problem: (wrong as Error).message };
  }
}

function sundayIsZero(days: number[]): number[] {
  return [...new Set(days.map((day) => day % 7))].sort((left, right) => left - right);
}

function numbers(field: string, least: number, most: number, what: string, names: string[] = [], first = 0): number[] {
  const read = (text: string) => {
    const named = names.indexOf(text.toLowerCase());
    const value = named >= 0 ? named + first : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) {
      throw new Error(`The ${what} is ${least} to ${most}, not ${text === '' ? 'empty' : text}`);
    }
    return value;
  };
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '', step, ...others] = part.split('/');
    const every = step === undefined ? 1 : Number(step);
    if (others.length > 0 || !Number.isInteger(every) || every < 1) {
      throw new Error(`The ${what} cannot be read: ${part}`);
    }
    const [from = '', to, ...more] = range.split('-');
    const begin = range === '*' ? least : read(from);
    const end = range === '*' ? most : to !== undefined ? read(to) : step !== undefined ? most : begin;
    if (more.length > 0 || end < begin) {
      throw new Error(`The ${what} cannot be read: ${part}`);
    }
    for (let value = begin; value <= end; value += every) {
      found.add(value);
    }
  }
  return [...found].sort((left, right) => left - right);
}

/** The next times after a moment, on the clocks of a zone. */
export function nextRuns(cron: Cron, after: Date, zone: string, count: number): Date[] {
  const found: Date[] = [];
  const today = after.getTime() + offset(after.getTime(), zone);
  const midnight = today - (((today % DAY_MS) + DAY_MS) % DAY_MS);
  for (let day = 0; day < MOST_DAYS && found.length < count; day++) {
    const date = new Date(midnight + day * DAY_MS);
    if (!isDay(cron, date)) {
      continue;
    }
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const moment = instant(date.getTime() + (hour * 60 + minute) * 60_000, zone);
        if (moment > after.getTime() && moment !== found.at(-1)?.getTime() && found.length < count) {
          found.push(new Date(moment));
        }
      }
    }
  }
  return found;
}

/** Where both days are given, either will do. @param date the local day, written as if it were UTC */
function isDay(cron: Cron, date: Date): boolean {
  if (!cron.months.includes(date.getUTCMonth() + 1)) {
    return false;
  }
  const { daysOfMonth, daysOfWeek } = cron;
  const isOfMonth = daysOfMonth !== 'any' && daysOfMonth.includes(date.getUTCDate());
  const isOfWeek = daysOfWeek !== 'any' && daysOfWeek.includes(date.getUTCDay());
  return (daysOfMonth === 'any' && daysOfWeek === 'any') || isOfMonth || isOfWeek;
}

/**
 * The moment at which clocks of a zone show a time. One that they skip comes as much later as they are put forward; one
 * that they show twice counts the first time.
 */
function instant(local: number, zone: string): number {
  const before = offset(local - DAY_MS, zone);
  const after = offset(local + DAY_MS, zone);
  if (offset(local - before, zone) === before) {
    return local - before;
  }
  return offset(local - after, zone) === after ? local - after : local - before;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC. */
function offset(moment: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']);
  return shown - Math.floor(moment / 1000) * 1000;
}
