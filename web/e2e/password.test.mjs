// A forgotten password in a real browser; the mail server is a small one of our own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { heading, launch, open, violations } from './browser.mjs';
import { startMailedService } from './service.mjs';

const OLD = 'a tunnel painted on rock';
const NEW = 'an anvil on a very thin rope';
const EMAIL = 'forgetful@acme.example';

let post;
let at;
let browser;

before(async () => {
  at = await startMailedService();
  post = at.post;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await at?.stop();
});

/** The link to a page that a mail brought, when it has come. */
const link = (path) => post.link(EMAIL, path);

async function signIn(page, email, password) {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** What is said to a wrong sign-in, without what differs from request to request. */
async function refusal(page, email, password) {
  await page.goto('/signin');
  await signIn(page, email, password);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  return (await alert.innerText()).replace(/req_[0-9a-z]+/g, 'req');
}

/** What is said to somebody who asks for a link. */
async function answer(page, email) {
  await page.goto('/forgot');
  await page.locator('input[name=email]').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  const status = page.getByRole('status').filter({ hasText: 'If there is an account' });
  await status.waitFor();
  return (await status.innerText()).replace(email, 'ADDRESS');
}

test('J2: a wrong password, a forgotten one, a link by mail that works once, and nothing told of who has an account', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await page.request.post('/api/auth/register', { data: { email: EMAIL, password: OLD } });
  await page.goto(await link('/verify-email'));
  await page.getByText(/confirmed|account/i).first().waitFor();
  await page.waitForLoadState('networkidle');
  await context.clearCookies();

  const known = await refusal(page, EMAIL, 'not the right sentence');
  assert.match(known, /E-mail or password is wrong/);
  assert.equal(await refusal(page, 'nobody@acme.example', 'not the right sentence'), known);
  assert.deepEqual(await violations(page), []);

  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await heading(page, 'Choose a new password');
  assert.deepEqual(await violations(page), []);
  const said = await answer(page, EMAIL);
  assert.equal(await answer(page, 'nobody@acme.example'), said);
  assert.deepEqual(await violations(page), []);

  const address = await link('/reset-password');
  assert.equal(new URL(address).origin, at.origin);
  assert.deepEqual(post.mails('nobody@acme.example'), [], 'nothing is sent to strangers');
  await page.goto(address);
  await heading(page, 'Choose a new password');
  await page.locator('input[name=password]').fill('short');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('has 12 to 128 characters').first().waitFor();
  assert.deepEqual(await violations(page), []);
  await page.locator('input[name=password]').fill(NEW);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await heading(page, 'The password is changed');
  assert.deepEqual(await violations(page), []);

  const again = await open(browser, at.origin);
  await again.page.goto(address);
  await heading(again.page, 'Choose a new password');
  await again.page.locator('input[name=password]').fill('a third sentence to remember');
  await again.page.getByRole('button', { name: 'Set the password' }).click();
  await heading(again.page, 'This link does not work any more');
  assert.deepEqual(await violations(again.page), []);
  assert.deepEqual(again.wrong, []);
  await again.context.close();

  assert.equal(await refusal(page, EMAIL, OLD), known, 'the old one is dead');
  await signIn(page, EMAIL, NEW);
  await page.getByRole('button', { name: 'Your account' }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});
