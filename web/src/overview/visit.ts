// When somebody was here last: the visit before this one. A visit goes on while there is no longer pause.

const KEY = 'reconai.visit';
const PAUSE_MS = 30 * 60_000;

interface Visits {
  /** The end of the visit before this one. */
  before?: string;
  /** The last sign of this one. */
  now: string;
}

/** The visits after somebody was seen at a moment. */
export function seen(kept: string | null, at: number): Visits {
  const visits = parse(kept);
  const now = new Date(at).toISOString();
  if (!visits) {
    return { now };
  }
  const isNew = at - Date.parse(visits.now) > PAUSE_MS;
  const before = isNew ? visits.now : visits.before;
  return before === undefined ? { now } : { before, now };
}

function parse(kept: string | null): Visits | undefined {
  try {
    const visits = JSON.parse(kept ?? 'null') as Partial<Visits> | null;
    const isTime = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));
    if (!visits || !isTime(visits.now)) {
      return undefined;
    }
    return isTime(visits.before) ? { before: visits.before, now: visits.now } : { now: visits.now };
  } catch {
    return undefined;
  }
}

/** When the visit before this one ended; undefined on the first. Notes that somebody is here. */
export function lastVisit(): string | undefined {
  try {
    const visits = seen(window.localStorage.getItem(KEY), Date.now());
    window.localStorage.setItem(KEY, JSON.stringify(visits));
    return visits.before;
  } catch {
    return undefined; // without storage every visit is the first
  }
}
