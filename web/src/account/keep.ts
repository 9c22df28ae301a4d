import { ApiError } from '../api/client';
import type { Profile } from '../api/types';
import { accountApi } from './api';

/** Keeps how the app looks in the account too, for the person's other devices; on this one it counts already. */
export function keepInAccount(preferences: Partial<Profile['preferences']>) {
  accountApi.change({ preferences }).catch((error: unknown) => {
    if (!(error instanceof ApiError)) {
      throw error;
    }
  });
}
