// Buying, owing and ending a plan in a real browser; Stripe is a small server of this machine.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { launch, open, violations } from './browser.mjs';
import { freePort, startService } from './service.mjs';
import { startStripe } from './stripe.mjs';

const PASSWORD = 'a tunnel painted on rock';
const CREDITS = 10;

let stripe;
let at;
let browser;

before(async () => {
  const port = await freePort();
  const service = `http://127.0.0.1:${port}`;
  stripe = await startStripe(service);
  at = await startService(port, { ...stripe.variables, RECONAI_PUBLIC_URL: service });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await at?.stop();
  await stripe?.close();
});

/** A window of somebody with a new account; the pay page is the one foreign place. */
async function newcomer() {
  const { page, context, wrong } = await open(browser, at.origin);
  const email = `buyer${Date.now()}@acme.example`;
  await page.goto('/signup');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('heading', { name: 'First steps', level: 1, exact: true }).waitFor();
  return { page, context, wrong: () => wrong.filter((one) => !one.includes(stripe.origin)) };
}

async function ask(page, path, init = {}) {
  return page.evaluate(
    async ([path, init]) => {
      const csrf = /reconai_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
      const answer = await fetch(path, { ...init, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf } });
      return { status: answer.status, body: await answer.json().catch(() => null) };
    },
    [path, init],
  );
}

async function plan(page) {
  return (await ask(page, '/api/billing/subscription')).body.data.plan;
}

test('J22: the last credit, then the next scan: what the plan allows and the way to more', async () => {
  const { page, context, wrong } = await newcomer();
  for (let i = 0; i < CREDITS; i++) {
    const scan = { domain: `credit${i}.acme.example`, mode: 'passive', scan_subdomains: false };
    assert.equal((await ask(page, '/api/assets/scan', { method: 'POST', body: JSON.stringify(scan) })).status, 202);
  }
  await page.goto('/scans/new');
  await page.locator('input[name=domain]').fill('onemore.acme.example');
  await page.getByRole('button', { name: 'Start the scan' }).click();
  const dialog = page.getByRole('dialog', { name: 'The plan has come to its limit' });
  await dialog.getByText(/10 of 10\. They begin anew on \d+ \w+ \d{4}/).waitFor();
  assert.deepEqual(await violations(page), []);
  const scans = (await ask(page, '/api/assets/scans?limit=50')).body;
  assert.equal(scans.pagination.total_items, CREDITS);
  await dialog.getByRole('link', { name: 'Upgrade' }).click();
  await page.getByRole('button', { name: 'Upgrade to Pro' }).waitFor();
  assert.deepEqual(wrong(), []);
  await context.close();
});

test('J23: checkout, an event that comes late, a debt, an end and a change of mind', async () => {
  const { page, context, wrong } = await newcomer();
  await page.goto('/settings/billing');
  await page.getByRole('button', { name: 'Upgrade to Pro' }).click();
  await page.getByRole('link', { name: 'Back without paying' }).click();
  await page.getByText('You came back without paying').waitFor();
  assert.match(page.url(), /\/settings\/billing\?canceled=true$/);
  assert.equal(await plan(page), 'free');

  stripe.hold();
  await page.getByRole('button', { name: 'Upgrade to Pro' }).click();
  await page.getByRole('button', { name: 'Pay $99' }).click();
  await page.getByText('Waiting for the payment service').waitFor();
  assert.equal(await plan(page), 'free', 'nothing is believed before Stripe says it');
  await stripe.release();
  await page.getByText('Pro is active').waitFor();
  await page.getByText('Paid with Visa ending in 4242, valid until 12/2032').waitFor();
  await page.getByText(/Next bill: \$99\.00 on/).waitFor();
  await page.getByRole('cell', { name: 'Pro Plan - Monthly' }).waitFor();
  await page.getByText(/0 of 100 \(0 %\)/).waitFor();
  assert.deepEqual(await violations(page), []);

  await stripe.fail();
  await page.goto('/settings/billing');
  await page.getByRole('link', { name: 'Mend the payment' }).waitFor();
  await page.getByRole('cell', { name: '✕ failed' }).waitFor();
  await pause(1_100); // Stripe dates by whole seconds
  await stripe.settle();
  await page.goto('/settings/billing');
  await page.getByText(/It is renewed on/).waitFor();

  await page.getByRole('button', { name: 'Cancel the subscription' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel the subscription' });
  await dialog.getByText('Nothing more is charged').waitFor();
  assert.deepEqual(await violations(page), []);
  const end = (await ask(page, '/api/billing/subscription')).body.data.current_period_end;
  const day = new Date(end * 1_000).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  await dialog.getByRole('button', { name: `Cancel on ${day}` }).click();
  await page.getByText(`It ends on ${day}`).waitFor();
  await page.getByRole('button', { name: 'Resume the subscription' }).click();
  await page.getByText(`It is renewed on ${day}`).waitFor();
  assert.equal(await plan(page), 'pro');
  assert.deepEqual(wrong(), []);
  await context.close();
});
