import type { Config } from '../api/types';

/** Whether passwords are the service's own, so that a forgotten one can be set anew here. */
export function hasPasswords(config: Config): boolean {
  return config.auth.mode === 'local';
}

export function registration(config: Config): 'open' | 'invited' {
  return config.auth.mode === 'local' && config.auth.registration === 'open' ? 'open' : 'invited';
}
