// Signing in at an organisation's provider, in a real browser; the provider is a small one of our own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { heading, launch, open, violations } from './browser.mjs';
import { startProvider } from './provider.mjs';
import { freePort, startService } from './service.mjs';

const BUTTON = 'Sign in with your organisation';

let provider;
let at;
let browser;

before(async () => {
  provider = await startProvider();
  at = await startService(await freePort(), provider.settings);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await at?.stop();
  await provider?.close();
});

/** The browser goes to the provider, which is elsewhere, and nowhere else. */
function unexpected(wrong) {
  return wrong.filter((what) => !what.startsWith(`foreign request: ${provider.origin}/authorize?`));
}

test('who asks for a page signs in at the provider and sees it; passwords are nowhere', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await page.goto('/assets?risk_level=critical,high');
  await heading(page, 'Sign in');
  await page.getByText(new URL(provider.origin).host).waitFor();
  assert.equal(await page.locator('input').count(), 0);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: BUTTON }).click();
  await heading(page, 'Assets');
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/assets?risk_level=critical,high');
  const cookies = await context.cookies();
  const session = cookies.find((cookie) => cookie.name === 'reconai_session');
  assert.ok(session.httpOnly && session.sameSite === 'Strict');
  assert.equal(cookies.find((cookie) => cookie.name === 'reconai_sign_in'), undefined);

  await page.goto('/settings/profile');
  await heading(page, 'Profile');
  await page.locator('strong', { hasText: 'ana@acme.example' }).waitFor();
  await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  assert.equal(await page.getByRole('heading', { name: /Password|Second factor/ }).count(), 0);
  assert.deepEqual(await violations(page), []);

  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(page, 'Sign in');
  await page.goto('/forgot');
  await page.getByText(/kept by your organisation/).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.goto('/signup');
  await page.getByRole('link', { name: BUTTON }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(unexpected(wrong), []);
  await context.close();
});

test('who declines is told so, and comes to the same page with the next try', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  provider.declines = true;
  await page.goto('/findings');
  await page.getByRole('link', { name: BUTTON }).click();
  await page.getByRole('alert').filter({ hasText: 'declined at your organisation' }).waitFor();
  assert.deepEqual(await violations(page), []);
  provider.declines = false;
  await page.getByRole('link', { name: BUTTON }).click();
  await heading(page, 'Findings');
  assert.deepEqual(unexpected(wrong), []);
  await context.close();
});

test('a session that ends is renewed in a window of its own, and nothing typed is lost', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await page.goto('/settings/profile');
  await page.getByRole('link', { name: BUTTON }).click();
  await heading(page, 'Profile');
  await page.locator('input[name=display_name]').fill('Ana of the south');
  await page.waitForLoadState('networkidle');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.waitFor();
  assert.deepEqual(await violations(page), []);
  const opened = context.waitForEvent('page');
  await dialog.getByRole('button', { name: BUTTON }).click();
  const other = await opened;
  await page.getByText('Your profile was saved').first().waitFor();
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await page.locator('input[name=display_name]').inputValue(), 'Ana of the south');
  if (!other.isClosed()) {
    await other.waitForEvent('close');
  }
  assert.deepEqual(unexpected(wrong), []);
  await context.close();
});
