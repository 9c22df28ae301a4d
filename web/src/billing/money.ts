import type { Subscription } from './api';

/** "$99.00"; an amount comes in the smallest unit of its currency, which not every currency divides by hundred. */
export function money(amount: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  } catch {
    return `${amount} ${currency}`;
  }
}

/** "31 March 2026". */
export function dayOf(at: string | number, timeZone: string | null): string {
  const moment = new Date(typeof at === 'number' ? at * 1_000 : at);
  const zone = timeZone ? { timeZone } : {};
  return moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', ...zone });
}

type Known = Pick<Subscription, 'plan' | 'subscription_status' | 'current_period_end' | 'cancel_at_period_end'>;

/** How it stands with the payment, in a sentence. */
export function standing(known: Known, timeZone: string | null): string {
  const end = known.current_period_end === null ? undefined : dayOf(known.current_period_end, timeZone);
  switch (known.subscription_status) {
    case 'past_due':
      return known.plan === 'free'
        ? 'The last payment failed. The limits of the free plan apply until it is made.'
        : 'The last payment failed. Seven days after it the limits of the free plan apply, until it is made.';
    case 'canceled':
      return 'The subscription has ended. What was found is still here; the limits of the free plan apply.';
    case 'incomplete':
      return 'The first payment was not made, so nothing was bought.';
    default:
      if (end === undefined) {
        return 'Nothing is paid for this workspace.';
      }
      return known.cancel_at_period_end
        ? `It ends on ${end}. Until then nothing changes; then the limits of the free plan apply.`
        : `It is renewed on ${end}.`;
  }
}

/** True while there is something to cancel. */
export function isLive(known: Known): boolean {
  return known.current_period_end !== null && ['active', 'trialing', 'past_due'].includes(known.subscription_status);
}

/** What to say to somebody who came back from the checkout. */
export type Arrival = 'none' | 'left' | 'waiting' | 'late' | 'bought';

export const PATIENCE_MS = 30_000;

export function arrival(search: { success?: true; canceled?: true }, plan: string | undefined, waitedMs: number): Arrival {
  if (search.canceled) {
    return 'left';
  }
  if (!search.success) {
    return 'none';
  }
  if (plan !== undefined && plan !== 'free') {
    return 'bought';
  }
  return waitedMs < PATIENCE_MS ? 'waiting' : 'late';
}
