import type { Scan } from '../api/types';
import { duration } from './columns';

/** In words: "Going on for 1 min 5 s, expected to end in 2 min 0 s". */
export function elapsed(scan: Pick<Scan, 'started_at' | 'created_at' | 'estimated_completion'>, now: number): string {
  if (scan.started_at === null) {
    return `Waiting for ${since(scan.created_at, now)}`;
  }
  const goesOn = `Going on for ${since(scan.started_at, now)}`;
  if (scan.estimated_completion === null) {
    return goesOn;
  }
  const left = (Date.parse(scan.estimated_completion) - now) / 1_000;
  return left > 0 ? `${goesOn}, expected to end in ${duration(left)}` : `${goesOn}, longer than expected`;
}

function since(at: string, now: number): string {
  return duration(Math.max(0, now - Date.parse(at)) / 1_000);
}
