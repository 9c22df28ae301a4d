import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Firebase, forgetAt, signInAt, signUpAt } from './firebase';

const FIREBASE: Firebase = { project_id: 'p', api_key: 'k/1', sign_in_url: 'https://identity.example/v1' };

/** Answers each call in turn, and keeps what was asked. */
function answering(...answers: [status: number, body: unknown][]) {
  const asked: { url: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const [status, body] = answers[asked.length] ?? [500, {}];
    asked.push({ url, init });
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe('signing in at Firebase', () => {
  it('asks with the key, without cookies, and gives the token', async () => {
    const asked = answering([200, { idToken: 'a.b.c' }]);
    expect(await signInAt(FIREBASE, 'ana@acme.example', 'a password')).toBe('a.b.c');
    expect(asked[0]?.url).toBe('https://identity.example/v1/accounts:signInWithPassword?key=k%2F1');
    expect(asked[0]?.init).toMatchObject({ credentials: 'omit', referrerPolicy: 'origin' });
    expect(JSON.parse(String(asked[0]?.init.body))).toEqual({ email: 'ana@acme.example', password: 'a password', returnSecureToken: true });
  });

  it.each([
    ['EMAIL_NOT_FOUND', 'E-mail or password is wrong'],
    ['INVALID_PASSWORD', 'E-mail or password is wrong'],
    ['INVALID_LOGIN_CREDENTIALS', 'E-mail or password is wrong'],
    ['USER_DISABLED', 'E-mail or password is wrong'],
    ['TOO_MANY_ATTEMPTS_TRY_LATER : later', 'Too many attempts. Please try again later.'],
    ['API key not valid. Please pass a valid API key.', 'Firebase does not let you in. Whoever runs this service can find out why.'],
    ['<b>', 'Firebase does not let you in. Whoever runs this service can find out why.'],
  ])('%s is said as: %s', async (message, text) => {
    answering([400, { error: { code: 400, message } }]);
    await expect(signInAt(FIREBASE, 'a@b.example', 'p')).rejects.toThrow(text);
  });

  it.each([[[]], ['text'], [{ error: 'text' }], [{ error: null }], [null]])('bears an answer of another form: %j', async (body) => {
    answering([400, body]);
    await expect(signInAt(FIREBASE, 'a@b.example', 'p')).rejects.toThrow('Firebase does not let you in');
  });

  it('says so where a second factor is wanted', async () => {
    answering([200, { mfaPendingCredential: 'x' }]);
    await expect(signInAt(FIREBASE, 'a@b.example', 'p')).rejects.toThrow('second factor');
  });
});

describe('an account at Firebase', () => {
  it('is made, and its address confirmed by mail', async () => {
    const asked = answering([200, { idToken: 'a.b.c' }], [200, {}]);
    expect(await signUpAt(FIREBASE, 'ana@acme.example', 'a password')).toBe('a.b.c');
    expect(JSON.parse(String(asked[1]?.init.body))).toEqual({ requestType: 'VERIFY_EMAIL', idToken: 'a.b.c' });
  });

  it('is there although no mail could be sent', async () => {
    answering([200, { idToken: 'a.b.c' }], [400, { error: { message: 'TOO_MANY_ATTEMPTS_TRY_LATER' } }]);
    expect(await signUpAt(FIREBASE, 'ana@acme.example', 'a password')).toBe('a.b.c');
  });

  it('has its password forgotten without telling whether it is there', async () => {
    answering([200, {}]);
    await expect(forgetAt(FIREBASE, 'ana@acme.example')).resolves.toBeUndefined();
    answering([400, { error: { message: 'EMAIL_NOT_FOUND' } }]);
    await expect(forgetAt(FIREBASE, 'nobody@acme.example')).resolves.toBeUndefined();
    answering([400, { error: { message: 'INVALID_EMAIL' } }]);
    await expect(forgetAt(FIREBASE, 'x')).rejects.toThrow('This is no e-mail address');
  });
});
