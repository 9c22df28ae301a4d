import { describe, expect, it } from 'vitest';
import type { Config } from '../api/types';
import { problemText, providerHost, providerPath } from './provider';

describe('the way to the provider', () => {
  it.each([
    ['/', '/api/auth/oidc/start?return=%2F'],
    ['/assets?risk_level=high,critical&search=a b', '/api/auth/oidc/start?return=%2Fassets%3Frisk_level%3Dhigh%2Ccritical%26search%3Da+b'],
    ['/findings#x', '/api/auth/oidc/start?return=%2Ffindings%23x'],
  ])('keeps %s whole', (page, path) => {
    expect(providerPath(page)).toBe(path);
    expect(new URL(path, 'http://here').searchParams.get('return')).toBe(page);
  });
});

const config = (oidc: Config['auth']['oidc']) => ({ auth: { mode: 'oidc', registration: 'open', google: false, oidc } }) as Config;

describe('the host of the provider', () => {
  it.each([
    ['https://login.example.com/realms/acme', 'login.example.com'],
    ['http://127.0.0.1:8080', '127.0.0.1:8080'],
  ])('%s is at %s', (issuer, host) => {
    expect(providerHost(config({ issuer, audience: 'r' }))).toBe(host);
  });

  it('is nowhere in other modes', () => {
    expect(providerHost(config(null))).toBeUndefined();
  });
});

describe('what is said of a sign-in that failed', () => {
  it('says it in our words, whatever the address says', () => {
    expect(problemText('declined')).toMatch(/declined/);
    expect(problemText('call 555-0100 now')).toBe('Signing in did not work. Please try again.');
    expect(problemText('constructor')).toBe('Signing in did not work. Please try again.');
  });
});
