import type { Config } from '../api/types';

/** Sends the browser to the organisation's provider, and from there to a page of ours. */
export function providerPath(page: string): string {
  return `/api/auth/oidc/start?${new URLSearchParams({ return: page }).toString()}`;
}

/** Where one signs in, for the eye; undefined where that is not elsewhere. */
export function providerHost(config: Config): string | undefined {
  return config.auth.oidc ? new URL(config.auth.oidc.issuer).host : undefined;
}

/** What the service says by a word of the address when somebody comes back without having signed in. */
const PROBLEMS = new Map(Object.entries({
  out_of_time: 'The sign-in took too long, or was begun in another window. Please try again.',
  declined: 'The sign-in was declined at your organisation.',
  provider_error: 'The sign-in of your organisation reported an error. Please try again.',
  upstream_error: 'The sign-in of your organisation does not answer. Please try again in a moment.',
  auth_token_invalid: 'What your organisation said of you could not be verified. Please try again.',
  auth_token_expired: 'What your organisation said of you is out of date. Please try again.',
  validation_error: 'Your organisation did not say what your e-mail address is, and an account needs one.',
  registration_closed: 'Accounts are by invitation only: ask an admin of your workspace for a link.',
  email_not_verified: 'Your organisation does not vouch for your e-mail address, so no invitation can be found by it.',
  account_disabled: 'Your account is suspended. Ask whoever runs this service.',
  resource_conflict: 'Somebody else has an account with your e-mail address here. Ask whoever runs this service.',
  rate_limit_exceeded: 'Too many accounts were made from here. Please try again later.',
}));

/** In our words, since anybody can make an address. */
export function problemText(word: string): string {
  return PROBLEMS.get(word) ?? 'Signing in did not work. Please try again.';
}
