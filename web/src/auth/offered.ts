import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Config } from '../api/types';

export const CONFIG = { queryKey: ['config'], queryFn: api.config, staleTime: Infinity };

/** How the service lets people in; undefined until it has said so. */
export function useConfig(): Config | undefined {
  return useQuery(CONFIG).data;
}

/** Whether passwords are the service's own, so that a forgotten one can be set anew here. */
export function hasPasswords(config: Config): boolean {
  return config.auth.mode === 'local';
}

/** Whether one can sign in with a password here, ours or Firebase's; that needs a key of Firebase's. */
export function takesPasswords(config: Config): boolean {
  return hasPasswords(config) || (config.auth.firebase?.api_key ?? null) !== null;
}

export function registration(config: Config): 'open' | 'invited' {
  return config.auth.registration === 'open' ? 'open' : 'invited';
}
