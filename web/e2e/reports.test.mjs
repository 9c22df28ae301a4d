// Reports by mail in a real browser: set, sent at once, changed, taken away; the mail server is a small one of our own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { enter, launch, open, violations } from './browser.mjs';
import { plain } from './post.mjs';
import { startMailedService } from './service.mjs';

const PASSWORD = 'a tunnel painted on rock';
const EMAIL = `reader${Date.now()}@acme.example`;
const PATIENCE_MS = 90_000;

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

/** The mails to the reader, when there are so many. */
async function mails(count) {
  const end = Date.now() + PATIENCE_MS;
  while (post.mails(EMAIL).length < count) {
    assert.ok(Date.now() < end, `there are ${post.mails(EMAIL).length} mails of ${count}`);
    await pause(100);
  }
  return post.mails(EMAIL);
}

/** Somebody whose address was shown to be his, signed in. */
async function reader() {
  const { page, wrong } = await open(browser, at.origin);
  await page.request.post('/api/auth/register', { data: { email: EMAIL, password: PASSWORD } });
  const token = /verify-email#token=([0-9a-z]{40})/.exec(plain((await mails(1))[0]))[1];
  const verified = await page.request.post('/api/auth/email/verify', { data: { token } });
  assert.equal(verified.status(), 204);
  await enter(page, EMAIL, PASSWORD);
  return { page, wrong };
}

test('a report by mail is set, sent at once, switched off and taken away', async () => {
  const { page, wrong } = await reader();
  await page.goto('/reports');
  const panel = page.getByRole('region', { name: 'By mail' });
  await panel.getByText('Nothing is sent by itself yet.').waitFor();
  await panel.getByRole('button', { name: 'New schedule' }).click();
  const dialog = page.getByRole('dialog', { name: 'New report by mail' });
  await dialog.locator('input[name=name]').fill('For the board');
  await dialog.locator('select[name=every]').selectOption('monthly');
  await dialog.locator('input[name=recipients]').fill('stranger@elsewhere.example');
  await dialog.getByRole('button', { name: 'Add the schedule' }).click();
  await dialog.getByText(/holds addresses of members/).first().waitFor();
  await dialog.locator('input[name=recipients]').fill(EMAIL);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: 'Add the schedule' }).click();
  const row = panel.getByRole('listitem').filter({ hasText: 'For the board' });
  await row.getByText('on', { exact: true }).waitFor();
  await row.getByText(new RegExp(`On the first of each month at 08:00 .*, as PDF, .*, to ${EMAIL}`)).waitFor();
  assert.deepEqual(await violations(page), []);

  await row.getByRole('button', { name: 'Send now' }).click();
  const mail = plain((await mails(2))[1]);
  assert.match(mail, /Subject: For the board: nothing was scanned/);
  assert.match(mail, /There are no assets to report on yet/);

  await row.getByRole('button', { name: 'Switch off' }).click();
  await row.getByText('off', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Remove' }).click();
  await panel.getByText('Nothing is sent by itself yet.').waitFor();
  assert.deepEqual(wrong, []);
});
