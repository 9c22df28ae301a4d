import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/client';

const LONGEST_WAIT_MS = 60_000;

/** A cache for one stay in one workspace. A refusal stays a refusal when asked again; an accident is tried again. */
export function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 3 && isWorthAnother(error),
        retryDelay: (count, error) => pause(count, error),
      },
    },
  });
}

function isWorthAnother(error: Error): boolean {
  if (!(error instanceof ApiError)) {
    return true;
  }
  return error.status === 0 || error.status >= 500 || (error.status === 429 && asked(error) <= LONGEST_WAIT_MS);
}

/** As long as the service asks for, else a little longer each time. */
function pause(count: number, error: Error): number {
  return error instanceof ApiError && error.status === 429 ? asked(error) : Math.min(1000 * 2 ** count, 15_000);
}

function asked(error: ApiError): number {
  return Number(error.extras['retry_after'] ?? 1) * 1000;
}
