import { ApiError } from '../api/client';
import type { Config } from '../api/types';

/** Where Firebase knows people, as the service says. */
export type Firebase = NonNullable<Config['auth']['firebase']>;

/** What Firebase refuses, in our words; whether there is an account is told by none of them. */
const REFUSALS = new Map([
  ['EMAIL_NOT_FOUND', 'E-mail or password is wrong'],
  ['INVALID_PASSWORD', 'E-mail or password is wrong'],
  ['INVALID_LOGIN_CREDENTIALS', 'E-mail or password is wrong'],
  ['USER_DISABLED', 'E-mail or password is wrong'],
  ['INVALID_EMAIL', 'This is no e-mail address'],
  ['MISSING_EMAIL', 'This is no e-mail address'],
  ['MISSING_PASSWORD', 'A password is needed'],
  ['EMAIL_EXISTS', 'There is an account with this e-mail address'],
  ['WEAK_PASSWORD', 'The password is too short'],
  ['PASSWORD_DOES_NOT_MEET_REQUIREMENTS', 'The password does not meet what this project asks for'],
  ['TOO_MANY_ATTEMPTS_TRY_LATER', 'Too many attempts. Please try again later.'],
  ['OPERATION_NOT_ALLOWED', 'Accounts cannot be made or used here with a password'],
  ['ADMIN_ONLY_OPERATION', 'Accounts cannot be made here by oneself'],
]);

/** Asks Identity Toolkit (its REST interface). The password goes there and never to the service. */
async function ask(firebase: Firebase, call: string, body: object): Promise<Record<string, unknown>> {
  let answer: Response;
  try {
    answer = await fetch(`${firebase.sign_in_url ?? ''}/accounts:${call}?key=${encodeURIComponent(firebase.api_key ?? '')}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'omit',
      referrerPolicy: 'origin', // keys may be bound to the pages that use them
    });
  } catch {
    throw refusal(0, 'OFFLINE', 'Firebase cannot be reached. Please try again.');
  }
  const said = ((await answer.json().catch(() => null)) ?? {}) as Record<string, unknown>;
  if (!answer.ok) {
    throw refused(answer.status, said);
  }
  return said;
}

/** A message is a word, sometimes with an explanation behind a colon. */
function refused(status: number, said: Record<string, unknown>): ApiError {
  const message = (said['error'] as { message?: unknown } | undefined)?.message;
  const word = typeof message === 'string' ? (/^[A-Z_]+/.exec(message)?.[0] ?? '') : '';
  return refusal(status, word || 'UNKNOWN', REFUSALS.get(word) ?? 'Firebase does not let you in. Whoever runs this service can find out why.');
}

function refusal(status: number, code: string, message: string): ApiError {
  return new ApiError(status, code, message, '', {}, {});
}

function idToken(said: Record<string, unknown>): string {
  const token = said['idToken'];
  if (typeof token !== 'string') {
    throw refusal(200, 'SECOND_FACTOR_ELSEWHERE', 'This account has a second factor at Firebase, which cannot be asked for here.');
  }
  return token;
}

/** @returns a token that says who it is */
export async function signInAt(firebase: Firebase, email: string, password: string): Promise<string> {
  return idToken(await ask(firebase, 'signInWithPassword', { email, password, returnSecureToken: true }));
}

/** Makes an account there and has the address confirmed by mail. */
export async function signUpAt(firebase: Firebase, email: string, password: string): Promise<string> {
  const token = idToken(await ask(firebase, 'signUp', { email, password, returnSecureToken: true }));
  await ask(firebase, 'sendOobCode', { requestType: 'VERIFY_EMAIL', idToken: token }).catch(() => undefined); // the account is there all the same
  return token;
}

/** Has a link for a new password mailed; says the same where there is no such account. */
export async function forgetAt(firebase: Firebase, email: string): Promise<void> {
  try {
    await ask(firebase, 'sendOobCode', { requestType: 'PASSWORD_RESET', email });
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'EMAIL_NOT_FOUND')) {
      throw error;
    }
  }
}
