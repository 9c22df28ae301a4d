import { ApiError } from '../api/client';

/** What kind of problem an answer is, as far as people can do something about it. */
export type ProblemKind =
  | { kind: 'offline' }
  | { kind: 'busy'; seconds: number }
  | { kind: 'limit'; resetsAt: string | undefined }
  | { kind: 'plan' }
  | { kind: 'role'; role: string | undefined }
  | { kind: 'missing' }
  | { kind: 'stale' }
  | { kind: 'failed' };

const LONGEST_PAUSE_S = 60;

export function problemOf(error: Error): ProblemKind {
  if (!(error instanceof ApiError)) {
    return { kind: 'failed' };
  }
  const extra = (name: string) => (typeof error.extras[name] === 'string' ? error.extras[name] : undefined);
  switch (error.status) {
    case 0:
      return { kind: 'offline' };
    case 402:
      return error.code === 'PAYMENT_REQUIRED' ? { kind: 'plan' } : { kind: 'limit', resetsAt: extra('resets_at') };
    case 403:
      return { kind: 'role', role: extra('required_role') };
    case 404:
      return { kind: 'missing' };
    case 412:
      return { kind: 'stale' };
    case 429: {
      const wait = Number(error.extras['retry_after']);
      return { kind: 'busy', seconds: Number.isFinite(wait) && wait >= 1 ? Math.ceil(wait) : 1 };
    }
    default:
      return { kind: 'failed' };
  }
}

/** How long to wait before the next try, after so many in vain: longer each time. */
export function pause(tries: number): number {
  return Math.min(LONGEST_PAUSE_S, 2 ** Math.min(tries + 1, 6));
}

/** "45 seconds", "3 minutes". */
export function span(seconds: number): string {
  const [amount, unit] = seconds < 120 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
