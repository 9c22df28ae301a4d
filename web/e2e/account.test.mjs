// How a person guards the way in, in a real browser against the demo: a second factor, its recovery codes.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';

const PASSWORD = 'a tunnel painted on rock';
const STEP_SECONDS = 30;

let demo;
let at;
let browser;

before(async () => {
  demo = startDemo();
  at = await demo.ready;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  const { code } = await demo.stop();
  assert.ok([0, 130, 143].includes(code), `the demo ended with ${code}`);
});

async function heading(page, name) {
  await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
}

/** What an app shows (RFC 6238: SHA-1, six digits), of this time step or a later one. */
function code(secret, stepsAhead) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/=+$/, '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((octet) => parseInt(octet, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP_SECONDS) + stepsAhead));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

async function signOut(page) {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(page, 'Sign in');
}

async function signIn(page, email, withCode) {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const field = page.getByLabel('Code', { exact: true });
  await field.waitFor();
  assert.ok(await field.evaluate((element) => element === document.activeElement), 'the code field has the focus');
  assert.equal(await page.getByRole('alert').count(), 0, 'a code that is wanted is no mistake');
  assert.deepEqual(await violations(page), []);
  await field.fill(withCode);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a second factor is set up, wanted at sign-in, stood in for by a recovery code, taken away', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  const email = 'guarded@acme.example';
  await page.goto('/signup');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await heading(page, 'First steps');

  await page.goto('/settings/profile');
  await page.getByRole('button', { name: 'Set it up' }).click();
  const panel = page.getByRole('region', { name: 'Second factor' });
  await panel.locator('input[name=current_password]').fill('not this one at all');
  await panel.getByRole('button', { name: 'Go on' }).click();
  await panel.getByText('The current password is wrong').waitFor();
  await panel.locator('input[name=current_password]').fill(PASSWORD);
  await panel.getByRole('button', { name: 'Go on' }).click();
  await panel.getByRole('img', { name: 'The secret as a QR code' }).waitFor();
  const secret = (await panel.getByRole('region', { name: 'the secret' }).innerText()).trim();
  assert.match(secret, /^[A-Z2-7]{32}$/);
  assert.deepEqual(await violations(page), []);
  await panel.getByLabel('Code', { exact: true }).fill(code(secret, 0));
  await panel.getByRole('button', { name: 'Switch it on' }).click();
  const recovery = (await panel.getByRole('region', { name: 'the recovery codes' }).innerText()).trim().split(/\s+/);
  assert.equal(recovery.length, 10);
  assert.deepEqual(await violations(page), []);
  await panel.getByRole('button', { name: 'I have kept them' }).click();
  await panel.getByText('Recovery codes left: 10.').waitFor();

  await signOut(page);
  await signIn(page, email, '000000x');
  await page.getByText('The code is wrong, or was used already').waitFor();
  await page.getByLabel('Code', { exact: true }).fill(code(secret, 1));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Your account' }).waitFor();

  await signOut(page);
  await signIn(page, email, recovery[0]);
  await page.getByRole('button', { name: 'Your account' }).waitFor();
  await page.goto('/settings/profile');
  await panel.getByText('Recovery codes left: 9.').waitFor();

  await panel.getByRole('button', { name: 'Take it away' }).click();
  await panel.locator('input[name=current_password]').fill(PASSWORD);
  await panel.getByLabel('Code', { exact: true }).fill(recovery[1]);
  await panel.getByRole('button', { name: 'Take it away' }).click();
  await panel.getByRole('button', { name: 'Set it up' }).waitFor();
  assert.deepEqual(wrong, []);
  await context.close();
});
