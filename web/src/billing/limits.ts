import type { ApiError } from '../api/client';
import { dayOf } from './money';

type Refusal = Pick<ApiError, 'message' | 'extras'>;

/** What is used up, of how much, and when it begins anew. */
export function limitText({ message, extras }: Refusal, timeZone: string | null): string {
  const { limit, used, resets_at } = extras;
  const counted = typeof limit === 'number' && typeof used === 'number' ? `: ${used.toLocaleString('en')} of ${limit.toLocaleString('en')}` : '';
  const again = typeof resets_at === 'string' ? ` They begin anew on ${dayOf(resets_at, timeZone)}.` : '';
  return `${message}${counted}.${again}`;
}
