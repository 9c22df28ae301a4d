import { ApiError } from '../api/client';

/** The password was right, and a code is wanted beside it. */
export function needsCode(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'SECOND_FACTOR_NEEDED';
}
