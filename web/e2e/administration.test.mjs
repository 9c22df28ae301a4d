// What people do around the work, in a real browser against the demo: the shell, workspaces, members, tokens, domains.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { enter, launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { inEveryEngine } from './engines.mjs';

const PASSWORD = 'a tunnel painted on rock';
const MOST_SHELL_BYTES = 200 * 1024;
const MOST_OVERVIEW_BYTES = 250 * 1024;

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

async function signIn(page, email = at.email, password = at.password) {
  await enter(page, email, password);
}

/** A new account, which begins with the first steps. */
async function signUp(page, email) {
  await page.goto('/signup');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await heading(page, 'First steps');
}

async function staysWithin(page, what) {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(sideways <= 0, `${what} scrolls sideways by ${sideways} px`);
}

/** Asks the interface as the page would. */
async function ask(page, path, init = {}) {
  return page.evaluate(
    async ([path, init]) => {
      const csrf = /reconai_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
      const workspace = sessionStorage.getItem('reconai.workspace');
      const answer = await fetch(path, {
        ...init,
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, 'X-Workspace-Id': workspace },
      });
      return { status: answer.status, body: await answer.json().catch(() => null) };
    },
    [path, init],
  );
}

test('the shell: palette, keys, folding, window titles', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.waitForFunction(() => /^Overview · .+ · ReconAI$/.test(document.title));
  await page.locator('.plot svg').first().waitFor();
  assert.deepEqual(await violations(page), []);

  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: /^Go to a page/ });
  await field.fill('shop.acme');
  const found = page.getByRole('option', { name: /^shop\.acme\.test\s*Asset/ });
  await found.waitFor();
  assert.deepEqual(await violations(page), []);
  await field.fill('HSTS is not set');
  const finding = page.getByRole('option', { name: /^HSTS is not set\s*Finding, low/ }).first();
  await finding.waitFor();
  assert.deepEqual(await violations(page), []);
  await finding.click();
  await page.getByRole('complementary', { name: 'Finding' }).getByRole('heading', { name: 'HSTS is not set' }).waitFor();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('Control+k');
  await field.fill('shop.acme');
  await found.click();
  await heading(page, 'shop.acme.test');

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('switch', { name: 'Shortcuts of single keys' }).uncheck({ force: true });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await heading(page, 'shop.acme.test'); // they are off
  await page.keyboard.press('Control+k');
  await field.fill('Keyboard');
  await field.press('Enter');
  await page.getByRole('switch', { name: 'Shortcuts of single keys' }).check({ force: true });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await heading(page, 'Scans');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the heading has the focus');

  await page.getByRole('button', { name: 'Fold' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Widen the side bar' }).waitFor();
  assert.equal(await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Scans' }).count(), 1);
  assert.deepEqual(await violations(page), []);
  const kept = await page.evaluate(() => Object.keys(localStorage).sort());
  assert.deepEqual(kept, ['reconai.preferences', 'reconai.visit', 'reconai.workspace'], 'nothing secret is kept');
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J32: the first loads of the shell and of the overview are small', async () => {
  const html = await (await fetch(`${at.origin}/`, { headers: { Accept: 'text/html' } })).text();
  const shell = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => at.origin + match[1]);
  assert.ok(shell.length > 1);
  const { page, context } = await open(browser, at.origin);
  const overview = new Set();
  page.on('response', (answer) => new URL(answer.url()).pathname.endsWith('.js') && overview.add(answer.url()));
  await enter(page, at.email, at.password);
  await page.locator('.plot svg').first().waitFor();
  await page.waitForLoadState('networkidle');
  assert.ok(overview.size > shell.length);
  await context.close();
  for (const [name, scripts, most] of [['shell', shell, MOST_SHELL_BYTES], ['overview', overview, MOST_OVERVIEW_BYTES]]) {
    let bytes = 0;
    for (const script of scripts) {
      bytes += gzipSync(Buffer.from(await (await fetch(script)).arrayBuffer())).length;
    }
    assert.ok(bytes <= most, `${name}: ${bytes} bytes in ${[...scripts].length} scripts`);
  }
});

inEveryEngine('J1: a new account takes the first steps and watches its first scan', async (browser, engine) => {
  const { page, context, wrong } = await open(browser, at.origin);
  await page.goto('/signup');
  await page.locator('input[name=email]').fill(`eva.${engine.toLowerCase()}@acme.example`);
  await page.locator('input[name=password]').fill('123456789012');
  await page.getByText('Strength: too common').waitFor();
  await page.getByRole('button', { name: 'Sign up' }).click();
  const problem = page.getByRole('alert');
  await problem.getByText(/common ones/).waitFor();
  await problem.getByRole('button', { name: 'Password' }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'password');
  assert.deepEqual(await violations(page), []);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByText('Strength: strong').waitFor();
  await page.getByRole('button', { name: 'Sign up' }).click();
  await heading(page, 'First steps');
  assert.deepEqual(await violations(page), []);

  await page.locator('input[name=domain]').fill('https://WWW.acme.test/path');
  await page.getByText('Taken as www.acme.test').waitFor();
  await page.locator('input[name=domain]').fill('acme');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('The ending is missing').waitFor();
  await page.locator('input[name=domain]').fill('ACME.test.');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('radio', { name: 'Standard' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.reload(); // it can be taken up again
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('heading', { name: 'Scan of acme.test' }).waitFor();
  await page.getByRole('button', { name: /1 running/ }).waitFor();
  await page.getByRole('status').filter({ hasText: 'Completed' }).waitFor({ timeout: 120_000 });
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: 'To the overview' }).click();
  await heading(page, 'Overview');
  assert.deepEqual(wrong, []);
  await context.close();
});

inEveryEngine('J20: another workspace never shows a row of the one before, however late it comes', async (browser) => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  // Firefox takes a script that is on its way when the page is left for one that failed, and React tells of it.
  await page.locator('.plot svg').first().waitFor();
  await page.goto('/settings/workspaces');
  await page.getByRole('button', { name: 'New workspace' }).click();
  await page.getByRole('dialog').locator('input[name=name]').fill('Initech');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('button', { name: /Workspace: Initech/ }).waitFor();
  assert.equal((await ask(page, '/api/assets')).body.pagination.total_items, 0);

  const switchTo = async (name) => {
    await page.getByRole('button', { name: /^Workspace:/ }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await switchTo(at.email);
  await page.getByRole('button', { name: new RegExp(`Workspace: ${at.email}`) }).waitFor();

  const late = [];
  await page.route('**/api/assets?**', async (route) => {
    if (route.request().headers()['x-workspace-id']?.startsWith('u_')) {
      late.push(route); // answered only after the switch
    } else {
      await route.continue();
    }
  });
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Assets' }).click();
  await heading(page, 'Assets');
  await switchTo('Initech');
  await page.getByRole('button', { name: /Workspace: Initech/ }).waitFor();
  assert.ok(late.length > 0);
  await Promise.all(late.map((route) => route.continue()));
  await page.waitForLoadState('networkidle');
  await heading(page, 'Assets');
  assert.equal(await page.getByText('acme.test').count(), 0, 'nothing of the other workspace');
  assert.match(await page.title(), /Initech/);
  await page.unroute('**/api/assets?**');

  await page.goto('/settings/workspaces');
  await page.getByRole('button', { name: 'Actions for Initech' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').locator('input[name=name]').fill('Initrode');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await page.getByRole('cell', { name: /^Initrode/ }).waitFor();
  await page.getByRole('button', { name: 'Actions for Initrode' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await page.getByText('This workspace is archived').waitFor();
  assert.equal((await ask(page, '/api/assets/scan', { method: 'POST', body: '{"domain":"acme.test"}' })).status, 409);
  await page.getByRole('button', { name: 'Actions for Initrode' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const remove = page.getByRole('button', { name: 'Delete the workspace' });
  assert.equal(await remove.isDisabled(), true);
  await page.getByLabel(/Type Initrode/).fill('Initrode');
  await remove.click();
  await page.getByRole('button', { name: new RegExp(`Workspace: ${at.email}`) }).waitFor();
  await page.getByRole('cell', { name: /^Initrode/ }).waitFor({ state: 'detached' });
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J18: somebody invited comes by the link; as a viewer he is told what he may not do, and the interface agrees', async () => {
  const host = await open(browser, at.origin);
  await signIn(host.page);
  await host.page.goto('/settings/members');
  await host.page.getByText('The last owner stays one').waitFor();
  await host.page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = host.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  await dialog.getByRole('alert').getByRole('button', { name: 'E-mail' }).waitFor();
  await dialog.locator('input[name=email]').fill('vic@acme.example');
  await dialog.getByRole('radio', { name: 'Viewer' }).check();
  assert.deepEqual(await violations(host.page), []);
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await dialog.getByRole('region', { name: 'link for vic@acme.example' }).innerText();
  assert.ok(link.startsWith(`${at.origin}/invitations/`), link);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await host.page.getByText('vic@acme.example').first().waitFor();

  const guest = await open(browser, at.origin);
  await guest.page.goto(link);
  await heading(guest.page, `Join ${at.email}`);
  assert.deepEqual(await violations(guest.page), []);
  await guest.page.getByRole('link', { name: 'Make an account' }).click();
  await guest.page.locator('input[name=email]').fill('vic@acme.example');
  await guest.page.locator('input[name=password]').fill(PASSWORD);
  await guest.page.getByRole('button', { name: 'Sign up' }).click();
  await guest.page.getByRole('button', { name: 'Accept' }).click();
  await heading(guest.page, 'Overview');
  await guest.page.getByRole('button', { name: new RegExp(`Workspace: ${at.email}.*Viewer`) }).waitFor();

  const newScan = guest.page.getByRole('button', { name: 'New scan' });
  assert.equal(await newScan.getAttribute('aria-disabled'), 'true');
  const reason = await newScan.evaluate((button) => document.getElementById(button.getAttribute('aria-describedby')).textContent);
  assert.equal(reason, 'Needs the analyst role');
  await newScan.click({ force: true });
  await heading(guest.page, 'Overview');
  assert.deepEqual(await violations(guest.page), []);
  assert.equal((await ask(guest.page, '/api/assets/scan', { method: 'POST', body: '{"domain":"acme.test"}' })).status, 403);
  await guest.page.goto('/settings/members');
  await guest.page.getByRole('cell', { name: /^vic@acme\.example/ }).waitFor();
  assert.equal(await guest.page.getByRole('heading', { name: 'Invitations' }).count(), 0);
  await guest.page.goto('/settings/audit');
  await guest.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  assert.deepEqual(guest.wrong, []);
  await guest.context.close();

  const again = await open(browser, at.origin);
  await again.page.goto(link);
  await heading(again.page, 'This invitation does not work any more');
  await again.context.close();

  await host.page.reload();
  await host.page.getByRole('button', { name: 'Role of vic@acme.example: Viewer' }).click();
  await host.page.getByRole('menuitemradio', { name: /^Analyst/ }).click();
  await host.page.getByRole('button', { name: 'Role of vic@acme.example: Analyst' }).waitFor();
  assert.deepEqual(host.wrong, []);
  await host.context.close();
});

test('J21: a token is shown once, works, and is dead when revoked', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/settings/tokens');
  await page.getByText('There is no token yet').waitFor();
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[name=name]').fill('build');
  await dialog.getByRole('button', { name: 'Read only' }).click();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  const token = (await dialog.getByRole('region', { name: 'API token' }).innerText()).trim();
  assert.match(token, /^rk_/);
  assert.match(await dialog.getByRole('region', { name: 'request with the token' }).innerText(), /curl/);
  await page.keyboard.press('Escape');
  assert.equal(await dialog.getByRole('button', { name: 'Done' }).isDisabled(), true);
  await dialog.getByLabel('I stored it').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('cell', { name: /build/ }).first().waitFor();
  assert.equal(await page.getByText(token).count(), 0, 'not shown again');
  const use = () => fetch(`${at.origin}/api/assets?limit=1`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal((await use()).status, 200);
  await page.getByRole('button', { name: 'Revoke build' }).click();
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByText('There is no token yet').waitFor();
  assert.equal((await use()).status, 401);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('a domain: added with others, proof asked for, a schedule with its next runs, removed', async () => {
  const { page, context, wrong } = await open(browser, at.origin, { timezoneId: 'Europe/Berlin' });
  await signIn(page);
  await page.goto('/domains');
  await page.getByRole('link', { name: 'acme.test', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add domains' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('https://initech.test/about\nacme.test\nnonsense');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByText('added as initech.test').waitFor();
  await dialog.getByText('is listed already').waitFor();
  await dialog.getByText('The ending is missing').waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await page.getByRole('link', { name: 'initech.test' }).click();
  await heading(page, 'initech.test');
  assert.deepEqual(await violations(page), []);

  await page.getByRole('region', { name: 'name of the record' }).getByText('_reconai-challenge.initech.test').waitFor();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('Not found yet').waitFor();
  await page.getByRole('tab', { name: 'File' }).click();
  await page.getByRole('region', { name: 'content of the file' }).waitFor();
  assert.deepEqual(await violations(page), []);

  await page.getByRole('button', { name: 'Set a schedule' }).click();
  await page.getByText('By clock (cron)').click();
  await page.locator('input[name=cron]').fill('30 4 * *');
  await page.getByText('Five fields').waitFor();
  await page.locator('input[name=cron]').fill('30 4 * * 1');
  assert.equal(await page.locator('select[name=time_zone]').inputValue(), 'Europe/Berlin');
  assert.equal(await page.locator('.preview li').count(), 5);
  assert.match(await page.locator('.preview li').first().innerText(), /^Mon.* 04:30/);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Save the schedule' }).click();
  await page.getByText('every Monday at 04:30 (Europe/Berlin), standard').waitFor();
  const listed = (await ask(page, '/api/domains?search=initech')).body.data[0];
  assert.equal(listed.schedule.cron, '30 4 * * 1');
  assert.equal(listed.monitored, true);

  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByLabel(/Type initech.test/).fill('initech.test');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await heading(page, 'Domains');
  await page.getByRole('link', { name: 'initech.test' }).waitFor({ state: 'detached' });
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J25: a session that ends while typing is renewed over the page, and the action goes on', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/settings/workspaces');
  await page.getByRole('button', { name: 'New workspace' }).click();
  await page.getByRole('dialog').locator('input[name=name]').fill('Written before the end');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Make it' }).click();
  const again = page.getByRole('dialog', { name: 'Your session has ended' });
  await again.waitFor();
  assert.deepEqual(await violations(page), []);
  await again.locator('input[name=password-again]').fill('not this one');
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.getByText('E-mail or password is wrong').waitFor();
  await again.locator('input[name=password-again]').fill(at.password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /Workspace: Written before the end/ }).waitFor();
  assert.deepEqual(wrong, []);
  await context.close();
});

test('signing out in one tab signs out all', async () => {
  const { page, context } = await open(browser, at.origin);
  await signIn(page);
  const other = await context.newPage();
  await other.goto('/assets');
  await heading(other, 'Assets');
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(page, 'Sign in');
  await heading(other, 'Sign in');
  await context.close();
});

test('what was done is in the audit log; what is taken away is what the screen says', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/settings/audit');
  await page.getByText(/of \d+ entries/).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByLabel('What', { exact: true }).selectOption('token.created');
  await page.getByRole('cell', { name: /Token created/ }).waitFor();
  assert.equal(await page.locator('tbody tr').count(), 1);
  assert.match(page.url(), /action=token\.created/);
  const [log] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export CSV' }).click()]);
  assert.equal(readFileSync(await log.path(), 'utf8').trim().split(/\r?\n/).length, 2, 'a head and the one entry');

  await page.goto('/reports');
  await page.getByLabel('Level of risk').selectOption('critical');
  const shown = (await ask(page, '/api/assets?limit=1&risk_level=critical')).body.pagination.total_items;
  await page.getByText(`${shown} assets`, { exact: true }).waitFor();
  const [sheet] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV of Assets', exact: true }).click()]);
  assert.match(sheet.suggestedFilename(), /^reconai_assets_.*\.csv$/);
  const text = readFileSync(await sheet.path(), 'utf8');
  assert.equal(text.match(/^[^,"\r\n]+,(domain|subdomain|ip_address),/gm).length, shown);
  const [report] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PDF of Report' }).click()]);
  assert.equal(readFileSync(await report.path()).subarray(0, 5).toString(), '%PDF-');
  await page.getByLabel('Domain', { exact: true }).fill('nothing.test');
  await page.getByText('0 assets').waitFor();
  await page.getByRole('button', { name: 'PDF of Report' }).click();
  await page.getByText('No assets found to generate report').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

const PAGES = [
  '/start',
  '/domains',
  '/reports',
  '/help',
  '/settings/workspaces',
  '/settings/members',
  '/settings/tokens',
  '/settings/billing',
  '/settings/audit',
  '/settings/profile',
  '/nowhere',
];

for (const [name, options] of [
  ['narrow', { viewport: { width: 320, height: 700 }, colorScheme: 'dark' }],
  ['tablet', { viewport: { width: 768, height: 900 }, colorScheme: 'light' }],
  ['wide light', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }],
  ['wide dark', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }],
]) {
  test(`the pages around the work are usable and accessible: ${name}`, async () => {
    const { page, context, wrong } = await open(browser, at.origin, { reducedMotion: 'reduce', ...options });
    await signIn(page);
    for (const path of PAGES) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      assert.deepEqual(await violations(page), [], path);
      await staysWithin(page, path);
    }
    if (name === 'narrow') {
      await page.goto('/help'); // a page that is not there stands alone, without the bars
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('dialog').getByRole('link', { name: 'Help' }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    assert.deepEqual(wrong, []);
    await context.close();
  });
}
