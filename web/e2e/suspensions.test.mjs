// An operator shuts people and workspaces out and lets them in again, in a real browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { enter, launch, open, violations } from './browser.mjs';
import { startMailedService } from './service.mjs';

const PASSWORD = 'a tunnel painted on rock';
const OPERATOR = 'operator@acme.example';
const GUEST = 'guest@acme.example';
const REASON = 'Scans of hosts that are not yours; write to abuse@acme.example';

let post;
let at;
let browser;

before(async () => {
  at = await startMailedService({ RECONAI_OPERATORS: OPERATOR });
  post = at.post;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await at?.stop();
});

/** Somebody whose address was shown to be theirs, signed in, in a window of their own. */
async function person(email, options) {
  const window = await open(browser, at.origin, options);
  await window.page.request.post('/api/auth/register', { data: { email, password: PASSWORD } });
  const token = /token=([0-9a-z]+)/.exec(await post.link(email, '/verify-email'))[1];
  assert.equal((await window.page.request.post('/api/auth/email/verify', { data: { token } })).status(), 204);
  await enter(window.page, email, PASSWORD);
  return window;
}

async function signIn(page, email) {
  await page.goto('/signin');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a person is shut out with a reason, and let in again', async () => {
  const guest = await person(GUEST);
  const operator = await person(OPERATOR, { viewport: { width: 1280, height: 900 } });
  const { page } = operator;
  await page.goto('/settings/instance');
  const panel = page.getByRole('region', { name: 'Shut out' });
  await panel.getByText('Nobody is shut out at the moment.').waitFor();
  await panel.getByRole('button', { name: 'Shut out' }).click();
  const dialog = page.getByRole('dialog', { name: 'Shut out' });
  await dialog.locator('input[name=email]').fill('nobody@acme.example');
  await dialog.locator('textarea[name=reason]').fill(REASON);
  await dialog.getByRole('button', { name: 'Shut out' }).click();
  await dialog.getByText("is nobody's here").first().waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.locator('input[name=email]').fill(GUEST);
  await dialog.getByRole('button', { name: 'Shut out' }).click();
  await dialog.waitFor({ state: 'detached' });
  const row = panel.getByRole('listitem').filter({ hasText: GUEST });
  await row.getByText(REASON).waitFor();
  await row.getByText(`by ${OPERATOR}`).waitFor();
  assert.deepEqual(await violations(page), []);

  await signIn(guest.page, GUEST);
  await guest.page.getByRole('alert').getByText(REASON).waitFor();
  assert.deepEqual(await violations(guest.page), []);

  await row.getByRole('button', { name: `Let in ${GUEST}` }).click();
  await panel.getByText('Nobody is shut out at the moment.').waitFor();
  await signIn(guest.page, GUEST);
  await guest.page.getByRole('heading', { name: 'Overview', level: 1, exact: true }).waitFor();
  for (const { wrong, context } of [guest, operator]) {
    assert.deepEqual(wrong, []);
    await context.close();
  }
});

test('a workspace is shut for its members, who read why', async () => {
  const owner = await person('owner@acme.example');
  await owner.page.goto('/settings/workspaces');
  await owner.page.getByRole('button', { name: 'New workspace' }).click();
  await owner.page.getByRole('dialog').locator('input[name=name]').fill('Initech');
  await owner.page.getByRole('button', { name: 'Make it' }).click();
  await owner.page.getByRole('button', { name: /Workspace: Initech/ }).waitFor();
  const made = await (await owner.page.request.get('/api/workspaces')).json();
  const workspace = made.data.find(({ name }) => name === 'Initech').workspace_id;
  const operator = await open(browser, at.origin);
  const { page } = operator;
  await enter(page, OPERATOR, PASSWORD);
  await page.goto('/settings/instance');
  const panel = page.getByRole('region', { name: 'Shut out' });
  await panel.getByRole('button', { name: 'Shut out' }).click();
  const dialog = page.getByRole('dialog', { name: 'Shut out' });
  await dialog.getByRole('radio', { name: 'A workspace, for all its members' }).check();
  await dialog.locator('input[name=workspace_id]').fill(workspace);
  await dialog.locator('textarea[name=reason]').fill(REASON);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: 'Shut out' }).click();
  await panel.getByText(REASON).waitFor();

  await owner.page.goto('/assets');
  await owner.page.getByText(REASON).first().waitFor();
  assert.deepEqual(await violations(owner.page), []);
  for (const { wrong, context } of [owner, operator]) {
    assert.deepEqual(wrong, []);
    await context.close();
  }
});
