// Signing in with an account of Firebase, in a real browser; its emulator is a small one of our own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { heading, launch, open, violations } from './browser.mjs';
import { startFirebase } from './firebase.mjs';
import { freePort, startService } from './service.mjs';

const EMAIL = 'ana@acme.example';
const PASSWORD = 'a tunnel painted on rock';

let firebase;
let at;
let browser;

before(async () => {
  firebase = await startFirebase();
  at = await startService(await freePort(), firebase.settings);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await at?.stop();
  await firebase?.close();
});

/** The browser asks Firebase about accounts, and nobody else about anything. */
function unexpected(wrong) {
  return wrong.filter((what) => !what.startsWith(`foreign request: ${firebase.origin}/identitytoolkit.googleapis.com/v1/accounts:`));
}

async function signIn(page, email, password) {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function forgets(page, email) {
  await page.goto('/forgot');
  await page.locator('input[name=email]').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  const status = page.getByRole('status').filter({ hasText: 'If there is an account' });
  await status.waitFor();
  return (await status.innerText()).replace(email, 'ADDRESS');
}

test('an account is made at Firebase, used, forgotten the password of; the service never sees one', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  const sent = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin === at.origin && (request.postData() ?? '').includes(PASSWORD)) {
      sent.push(request.url());
    }
  });
  await page.goto('/signup');
  await page.locator('input[name=email]').fill(EMAIL);
  await page.locator('input[name=password]').fill('short');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('alert').filter({ hasText: 'The password is too short' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await heading(page, 'First steps');
  assert.deepEqual(firebase.mails, ['VERIFY_EMAIL']);
  const session = (await context.cookies()).find((cookie) => cookie.name === 'reconai_session');
  assert.ok(session.httpOnly && session.sameSite === 'Strict');

  await page.goto('/settings/profile');
  await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  await page.locator('strong', { hasText: EMAIL }).waitFor();
  assert.equal(await page.getByRole('heading', { name: /Password|Second factor/ }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Send the mail that confirms it' }).count(), 0);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(page, 'Sign in');

  assert.equal(await forgets(page, EMAIL), await forgets(page, 'nobody@acme.example'));
  assert.deepEqual(firebase.mails, ['VERIFY_EMAIL', 'PASSWORD_RESET']);
  assert.deepEqual(await violations(page), []);

  await page.goto('/assets?risk_level=high');
  await heading(page, 'Sign in');
  await signIn(page, EMAIL, 'not the right sentence');
  await page.getByRole('alert').filter({ hasText: 'E-mail or password is wrong' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await signIn(page, EMAIL, PASSWORD);
  await heading(page, 'Assets');
  assert.equal(new URL(page.url()).search, '?risk_level=high');
  assert.deepEqual(sent, []);
  assert.deepEqual(unexpected(wrong), []);
  await context.close();
});

test('a session that ends is renewed over the page, and nothing typed is lost', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await page.goto('/settings/profile');
  await signIn(page, EMAIL, PASSWORD);
  await heading(page, 'Profile');
  await page.locator('input[name=display_name]').fill('Ana of the south');
  await page.waitForLoadState('networkidle');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.locator('input[name=password-again]').fill('not this one');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.getByText('E-mail or password is wrong').waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.locator('input[name=password-again]').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Your profile was saved').first().waitFor();
  assert.equal(await page.locator('input[name=display_name]').inputValue(), 'Ana of the south');
  assert.deepEqual(unexpected(wrong), []);
  await context.close();
});
