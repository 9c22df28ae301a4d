import { describe, expect, it } from 'vitest';
import { canBeBought } from './BillingPage';
import { isPayPlace } from './leave';
import { limitText } from './limits';
import { arrival, dayOf, isLive, money, PATIENCE_MS, standing } from './money';

describe('money', () => {
  it.each([
    [9_900, 'usd', '$99.00'],
    [9_950, 'eur', '€99.50'],
    [9_900, 'jpy', '¥9,900'],
    [0, 'usd', '$0.00'],
    [100, 'nonsense', '100 nonsense'],
  ])('%i %s', (amount, currency, said) => expect(money(amount, currency)).toBe(said));
});

describe('a day', () => {
  it('of Unix seconds', () => expect(dayOf(1_775_001_600, 'UTC')).toBe('1 April 2026'));
  it('in a zone', () => expect(dayOf('2026-03-31T23:30:00.000Z', 'Europe/Vienna')).toBe('1 April 2026'));
});

const PAID = { plan: 'pro', subscription_status: 'active', current_period_end: 1_775_001_600, cancel_at_period_end: false };

describe('standing', () => {
  it.each([
    [{}, 'It is renewed on 1 April 2026.'],
    [{ cancel_at_period_end: true }, /^It ends on 1 April 2026\. Until then nothing changes/],
    [{ subscription_status: 'past_due' }, /Seven days after it/],
    [{ subscription_status: 'past_due', plan: 'free' }, /free plan apply until it is made/],
    [{ subscription_status: 'canceled', plan: 'free' }, /has ended/],
    [{ subscription_status: 'incomplete', plan: 'free' }, /nothing was bought/],
    [{ plan: 'free', current_period_end: null }, 'Nothing is paid for this workspace.'],
  ])('%o', (change, said) => expect(standing({ ...PAID, ...change }, 'UTC')).toMatch(said));

  it.each([
    ['active', true],
    ['trialing', true],
    ['past_due', true],
    ['canceled', false],
    ['incomplete', false],
  ])('%s can be canceled: %s', (subscription_status, is) => expect(isLive({ ...PAID, subscription_status })).toBe(is));
});

describe('buying', () => {
  it.each([
    ['pro', 'free', 'active', true],
    ['enterprise', 'pro', 'active', true],
    ['pro', 'pro', 'active', false],
    ['free', 'pro', 'active', false],
    ['pro', 'free', 'canceled', true],
    ['enterprise', 'free', 'past_due', false],
  ])('%s from %s, %s: %s', (wanted, plan, subscription_status, is) =>
    expect(canBeBought({ plan: wanted }, { plan, subscription_status })).toBe(is),
  );
});

describe('coming back', () => {
  it.each([
    [{}, 'free', 0, 'none'],
    [{ canceled: true as const }, 'free', 0, 'left'],
    [{ success: true as const }, undefined, 0, 'waiting'],
    [{ success: true as const }, 'free', PATIENCE_MS - 1, 'waiting'],
    [{ success: true as const }, 'free', PATIENCE_MS, 'late'],
    [{ success: true as const }, 'pro', PATIENCE_MS, 'bought'],
  ])('%o on %s after %i ms: %s', (search, plan, waited, state) => expect(arrival(search, plan, waited)).toBe(state));
});

describe('where one may be sent', () => {
  it.each([
    ['https://checkout.stripe.com/c/pay', true],
    ['http://127.0.0.1:9999/pay', true],
    ['http://checkout.stripe.com/', false],
    ['javascript:alert(1)', false],
    ['/relative', false],
  ])('%s: %s', (address, is) => expect(isPayPlace(address)).toBe(is));
});

describe('a limit', () => {
  it('with numbers', () =>
    expect(
      limitText(
        {
          message: 'The scan credits of this period are used up',
          extras: { limit: 10, used: 10, resets_at: '2026-04-01T00:00:00.000Z' },
        },
        'UTC',
      ),
    ).toBe('The scan credits of this period are used up: 10 of 10. They begin anew on 1 April 2026.'));
  it('without', () => expect(limitText({ message: 'Monitoring is not in the plan', extras: {} }, 'UTC')).toBe('Monitoring is not in the plan.'));
});
