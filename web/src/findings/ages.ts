const DAY_MS = 86_400_000;

/** Days since a finding was first seen, in bands as the service counts them. */
export interface Band {
  /** In addresses. */
  id: string;
  /** In the service's summary. */
  key: string;
  label: string;
  /** The filter that leaves what lies in the band. */
  between: (now: number) => Record<string, string>;
}

/** `from` days ago (exclusive of older ones) to `to` days ago; by whole minutes, so that a query is the same for a while. */
function since(now: number, days: number): string {
  return new Date(Math.floor(now / 60_000) * 60_000 - days * DAY_MS).toISOString();
}

export const BANDS: readonly Band[] = [
  { id: '0-7', key: '0-7', label: 'up to 7 days', between: (now) => ({ first_seen_after: since(now, 8) }) },
  {
    id: '8-30',
    key: '8-30',
    label: '8 to 30 days',
    between: (now) => ({ first_seen_after: since(now, 31), first_seen_before: since(now, 8) }),
  },
  {
    id: '31-90',
    key: '31-90',
    label: '31 to 90 days',
    between: (now) => ({ first_seen_after: since(now, 91), first_seen_before: since(now, 31) }),
  },
  { id: '91-', key: '90+', label: 'over 90 days', between: (now) => ({ first_seen_before: since(now, 91) }) },
];

export const bandOf = (id: string | undefined): Band | undefined => BANDS.find((band) => band.id === id);

/** Whole days since a moment. */
export function daysSince(at: string, now = Date.now()): number {
  return Math.max(0, Math.floor((now - Date.parse(at)) / DAY_MS));
}
