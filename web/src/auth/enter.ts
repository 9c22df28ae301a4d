import { api } from '../api/client';
import type { Config } from '../api/types';
import { signInAt } from './firebase';

/**
 * Signs in with an e-mail address and a password, at Firebase where that knows people.
 *
 * @param code of the second factor, where one of ours counts
 */
export async function enter(config: Config | undefined, email: string, password: string, code?: string): Promise<unknown> {
  const firebase = config?.auth.firebase;
  return firebase ? api.loginWith(await signInAt(firebase, email, password)) : api.login(email, password, code);
}
