import { call, data } from '../api/client';
import type { Profile } from '../api/types';

/** One place where the person is signed in. */
export interface OpenSession {
  session_id: string;
  created_at: string;
  last_used_at: string;
  ip: string | null;
  user_agent: string | null;
  current: boolean;
}

export interface ProfileChange {
  display_name?: string;
  default_workspace_id?: string;
  preferences?: Partial<Profile['preferences']>;
}

export interface SecondFactorState {
  enabled: boolean;
  since: string | null;
  recovery_codes_left: number;
}

/** What an app is set up with. */
export interface SecondFactorOffer {
  secret: string;
  uri: string;
}

const SECOND_FACTOR = '/api/auth/second-factor';

async function changed<T>(method: string, path: string, body: unknown): Promise<T> {
  return (await call<{ data: T }>(method, path, body)).data;
}

export const accountApi = {
  change: (change: ProfileChange) => call<{ data: Profile }>('PATCH', '/api/auth/me', change),
  remove: (confirm: string) => call<undefined>('DELETE', '/api/auth/me', { confirm }),
  changePassword: (current_password: string, new_password: string) =>
    call<undefined>('POST', '/api/auth/password/change', { current_password, new_password }),
  forgot: (email: string) => call<unknown>('POST', '/api/auth/password/forgot', { email }),
  reset: (token: string, password: string) => call<undefined>('POST', '/api/auth/password/reset', { token, password }),
  verify: (token: string) => call<undefined>('POST', '/api/auth/email/verify', { token }),
  resend: () => call<unknown>('POST', '/api/auth/email/resend', {}),
  secondFactor: () => data<SecondFactorState>(SECOND_FACTOR),
  offerSecondFactor: (current_password: string) => changed<SecondFactorOffer>('POST', SECOND_FACTOR, { current_password }),
  confirmSecondFactor: (code: string) => changed<{ recovery_codes: string[] }>('POST', `${SECOND_FACTOR}/confirm`, { code }),
  renewRecoveryCodes: (code: string) =>
    changed<{ recovery_codes: string[] }>('POST', `${SECOND_FACTOR}/recovery-codes`, { code }),
  removeSecondFactor: (current_password: string, code: string) =>
    call<undefined>('DELETE', SECOND_FACTOR, { current_password, code }),
  sessions: () => data<OpenSession[]>('/api/auth/sessions'),
  /** Everywhere, here included. */
  endAllSessions: () => call<undefined>('DELETE', '/api/auth/sessions/all'),
  endSession: (id: string) => call<undefined>('DELETE', `/api/auth/sessions/${encodeURIComponent(id)}`),
};
