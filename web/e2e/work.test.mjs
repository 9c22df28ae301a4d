// What people do with what was found, in a real browser against the demo: lists, decisions, changes, figures, map.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { enter, launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';

const ROWS = 'tr[data-row]';

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

async function signIn(page) {
  await enter(page, at.email, at.password);
}

async function get(page, path) {
  return (await page.request.get(path)).json();
}

const total = async (page, path) => (await get(page, path)).pagination.total_items;

async function staysWithin(page, what) {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(sideways <= 0, `${what} scrolls sideways by ${sideways} px`);
}

test('J6: a filtered list of assets stands in its address: the same in a new session, exported as shown', async () => {
  const first = await open(browser, at.origin);
  await signIn(first.page);
  await first.page.goto('/assets');
  await first.page.locator(ROWS).first().waitFor();
  await first.page.getByRole('checkbox', { name: /^Critical/ }).check();
  await first.page.getByRole('checkbox', { name: /^High/ }).check();
  await first.page.waitForURL(/risk_level=critical,high/);
  const expected = await total(first.page, '/api/assets?limit=1&risk_level=critical,high');
  await first.page.getByText(`${expected} assets`).waitFor();
  await first.page.getByRole('columnheader', { name: 'Asset' }).getByRole('button').click();
  await first.page.waitForURL(/sort=-asset_value/);
  await first.page.locator('[aria-sort=descending]').waitFor();
  const address = first.page.url();

  await first.page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([
    first.page.waitForEvent('download'),
    first.page.getByRole('menuitem', { name: /^CSV/ }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  assert.equal(lines.length - 1, expected, 'as many rows as the list says');
  await first.page.keyboard.press('Escape');
  await first.page.getByRole('button', { name: 'Remove the filter Level: critical' }).click();
  await first.page.waitForURL(/risk_level=high&/);
  assert.deepEqual(first.wrong, []);
  await first.context.close();

  const second = await open(browser, at.origin);
  await second.page.goto(address);
  await second.page.locator('input[name=email]').fill(at.email);
  await second.page.locator('input[name=password]').fill(at.password);
  await second.page.getByRole('button', { name: 'Sign in' }).click();
  await second.page.getByText(`${expected} assets`).waitFor();
  assert.equal(new URL(second.page.url()).search, new URL(address).search);
  await second.page.goto('/assets?search=nothing-is-called-like-this');
  await second.page.getByText('No assets fit these filters').waitFor();
  assert.deepEqual(await violations(second.page), []);
  await second.page.getByRole('button', { name: 'Clear filters' }).click();
  await second.page.locator(ROWS).first().waitFor();
  assert.deepEqual(second.wrong, []);
  await second.context.close();
});

test('coming back from an asset finds the list where it was', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/assets');
  await page.locator(ROWS).first().waitFor();
  const last = (await total(page, '/api/assets?limit=1')) - 1;
  await page.locator(`${ROWS} th`).first().click({ position: { x: 2, y: 2 } });
  await page.keyboard.press('Escape');
  await page.locator('.rows').evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await page.locator(`tr[data-row="${last}"] a`).first().waitFor();
  const top = await page.locator('.rows').evaluate((box) => box.scrollTop);
  assert.ok(top > 2_000, `scrolled to ${top}`);
  await page.locator(`tr[data-row="${last}"] th a`).click();
  await page.getByRole('heading', { name: 'Why this score' }).waitFor();
  await page.goBack();
  await page.locator(`tr[data-row="${last}"]`).waitFor();
  assert.ok(Math.abs((await page.locator('.rows').evaluate((box) => box.scrollTop)) - top) < 60, 'the same place');
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J10: findings are decided by keyboard, with a reason, many at once, and back', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/findings?severity=low');
  await page.locator(ROWS).first().waitFor();
  const state = async (id) => (await get(page, `/api/findings/${id}`)).data;
  const before = (await get(page, '/api/findings?severity=low&limit=5')).data;

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/open=fnd_/);
  const first = new URL(page.url()).searchParams.get('open');
  assert.equal(first, before[0].finding_id);
  const panel = page.getByRole('complementary', { name: 'Finding' });
  await panel.getByRole('region', { name: 'How we know' }).waitFor();
  assert.deepEqual(await violations(page), []);

  await page.keyboard.press('a');
  await page.getByText('1 finding acknowledged').waitFor();
  assert.equal((await state(first)).state, 'acknowledged');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('As it was').waitFor();
  assert.equal((await state(first)).state, 'open');

  await page.keyboard.press('p');
  await page.getByRole('dialog', { name: 'False positive' }).waitFor();
  await page.getByRole('dialog').getByLabel(/^Reason/).fill('no');
  await page.getByRole('dialog').getByRole('button', { name: 'False positive' }).click();
  await page.getByText('Say why, in at least 3 characters').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('dialog').getByLabel(/^Reason/).fill('not ours');
  await page.getByRole('dialog').getByRole('button', { name: 'False positive' }).click();
  await page.getByText('1 finding marked as false positive').waitFor();
  const decided = await state(first);
  assert.equal(decided.state, 'false_positive');
  assert.equal(decided.reason, 'not ours');
  assert.equal(decided.history[0].actor.email, at.email);
  await panel.getByText(/false positive by/).waitFor();
  await panel.getByRole('button', { name: /Reopen/ }).click();
  await page.getByText('1 finding opened again').waitFor();

  await page.goto('/findings?severity=low');
  await page.locator(ROWS).first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await page.getByText('3 selected').waitFor();
  const three = (await get(page, '/api/findings?severity=low&limit=3')).data.map((one) => one.finding_id);
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: 'Accept the risk' }).waitFor();
  await page.getByRole('dialog').getByLabel(/^Reason/).fill('known until the move');
  const until = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel(/^Until/).fill(until);
  await page.getByRole('dialog').getByRole('button', { name: 'Accept the risk' }).click();
  await page.getByText('3 findings accepted').waitFor();
  for (const id of three) {
    const accepted = await state(id);
    assert.equal(accepted.state, 'accepted');
    assert.ok(accepted.accepted_until.startsWith(until));
  }
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('As it was').waitFor();
  for (const id of three) {
    assert.equal((await state(id)).state, 'open');
  }
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J26: a decision that the service refuses is taken back and said', async () => {
  const { page, context } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/findings?severity=info');
  await page.locator(ROWS).first().waitFor();
  await page.route('**/api/findings/fnd_*', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 500, json: { detail: 'Something broke', error_code: 'INTERNAL_ERROR', request_id: 'req_quote' } })
      : route.continue(),
  );
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.getByText('req_quote').waitFor();
  await page.locator(ROWS).first().getByText('Open', { exact: true }).waitFor();
  assert.deepEqual(await violations(page), []);
  await context.close();
});

test('J26: too many requests: counts down and goes on by itself', async () => {
  const { page, context } = await open(browser, at.origin);
  await signIn(page);
  let refusals = 6;
  await page.route('**/api/analytics/dashboard*', (route) =>
    refusals-- > 0
      ? route.fulfill({
          status: 429,
          json: { detail: 'Rate limit exceeded', error_code: 'RATE_LIMIT_EXCEEDED', retry_after: 1, request_id: 'req_1' },
        })
      : route.continue(),
  );
  await page.goto('/analytics');
  await page.getByText('Too many requests for the moment').waitFor({ timeout: 20_000 });
  assert.deepEqual(await violations(page), []);
  await page.getByText('Too many requests for the moment').waitFor({ state: 'detached', timeout: 30_000 });
  await context.close();
});

/** Scans to the end; the page of that scan is open then. */
async function scanned(page, wish) {
  const csrf = (await page.context().cookies()).find((cookie) => cookie.name === 'reconai_csrf').value;
  const started = await page.request.post('/api/assets/scan', { data: wish, headers: { 'X-CSRF-Token': csrf, Origin: at.origin } });
  assert.equal(started.status(), 202, await started.text());
  const { scan_id: id } = await started.json();
  await page.goto(`/scans/${id}`);
  await page.getByRole('status').filter({ hasText: 'Completed' }).waitFor({ timeout: 240_000 });
  return id;
}

test('J13: two scans are compared: the page says what the service says', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  page.setDefaultTimeout(30_000);
  await signIn(page);
  const id = await scanned(page, { domain: 'acme.test', mode: 'standard', scan_type: 'quick' });
  const { display_name: name, email } = (await get(page, '/api/auth/me')).data;
  await page.getByText(`started by ${name ?? email} `).waitFor();
  await page.getByRole('link', { name: 'What changed' }).click();
  await page.getByRole('heading', { name: 'Changes', level: 1 }).waitFor();
  const { data } = await get(page, `/api/assets/scans/${id}/diff?against=previous`);
  for (const [label, count] of [
    ['New assets', data.summary.assets_added],
    ['Gone assets', data.summary.assets_removed],
    ['Changed assets', data.summary.assets_changed],
    ['New findings', data.summary.findings_added],
    ['Gone findings', data.summary.findings_removed],
    ['Not comparable', data.not_comparable.length],
  ]) {
    const tile = page.locator('.tile-button').filter({ hasText: label });
    await tile.waitFor();
    assert.match(await tile.innerText(), new RegExp(`${count.toLocaleString('en')}$`), label);
  }
  assert.deepEqual(await violations(page), []);
  await page.goto('/scans');
  await page.locator(ROWS).nth(1).waitFor();
  await page.locator(ROWS).first().getByText(`by ${name ?? email}`).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.waitForURL(/\/changes\?from=scn_.*&to=scn_/);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('a finished scan says what changed, gives its evidence, and is judged again as a preview', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  page.setDefaultTimeout(60_000);
  await signIn(page);
  const scan = (await get(page, '/api/assets/scans?status=completed')).data.find((one) => one.trigger !== 'replay');
  await page.goto(`/scans/${scan.scan_id}`);
  await page.getByRole('heading', { name: 'Since the scan before' }).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the evidence' }).click(),
  ]);
  const hosts = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  assert.equal(JSON.parse(hosts[0]).evidence.scan_id, scan.scan_id);
  await page.getByRole('button', { name: 'Judge it again: preview' }).click();
  const said = page.getByText(/^(With today’s rules|Today’s rules say the same)/);
  await said.waitFor({ timeout: 240_000 });
  const [replay] = (await get(page, '/api/assets/scans?trigger=replay&limit=1')).data;
  const { data } = await get(page, `/api/assets/scans/${replay.scan_id}/diff?against=${scan.scan_id}`);
  const { assets_changed, findings_added, findings_removed } = data.summary;
  const isSame = assets_changed + findings_added + findings_removed === 0;
  assert.equal(/the same/.test(await said.innerText()), isSame);
  assert.equal(await page.getByRole('button', { name: 'Apply' }).count(), isSame ? 0 : 1);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('a list in pages, with columns as wide as wanted', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/assets?sort=asset_value');
  await page.locator(ROWS).first().waitFor();
  const width = () => page.locator('col').nth(1).evaluate((column) => column.style.width);
  assert.equal(await width(), '230px');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Asset wider' }).click();
  assert.equal(await width(), '250px');
  await page.getByRole('switch', { name: 'Pages instead of scrolling' }).check({ force: true });
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  const count = await total(page, '/api/assets?limit=1');
  const nav = page.getByRole('navigation', { name: 'Pages of the list' });
  await nav.getByText(`1 to 50 of ${count}`).waitFor();
  assert.equal(await page.locator('table[aria-rowcount]').getAttribute('aria-rowcount'), '51');
  await nav.getByRole('button', { name: 'Next page' }).click();
  await page.waitForURL(/page=2/);
  const second = (await get(page, '/api/assets?sort=asset_value&limit=50&page=2')).data[0].asset_value;
  await page.locator(`${ROWS} th a`).first().getByText(second, { exact: true }).waitFor();
  await page.reload();
  await page.locator(`${ROWS} th a`).first().getByText(second, { exact: true }).waitFor();
  assert.equal(await width(), '250px');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('columnheader', { name: 'Asset' }).getByRole('button').click();
  await nav.getByText(`1 to 50 of ${count}`).waitFor();
  assert.deepEqual(wrong, []);
  await context.close();
});

test('what a running scan finds comes into the list when asked for', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  page.setDefaultTimeout(20_000);
  await signIn(page);
  const before = await total(page, '/api/assets?limit=1');
  await page.route('**/api/assets/scans?status=pending,running*', async (route) => {
    const answer = await (await route.fetch()).json();
    await route.fulfill({ json: { ...answer, pagination: { ...answer.pagination, total_items: 1 } } });
  });
  await page.goto('/assets');
  await page.getByText(`${before} assets`).waitFor();
  await page.route(/\/api\/assets\?(.*&)?limit=1(&|$)/, async (route) => {
    const answer = await (await route.fetch()).json();
    await route.fulfill({ json: { ...answer, pagination: { ...answer.pagination, total_items: before + 14 } } });
  });
  await page.getByRole('button', { name: '14 new, show' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByText(`${before} assets`).waitFor();
  const asked = page.waitForRequest((request) => /\/api\/assets\?.*page=1/.test(request.url()));
  await page.getByRole('button', { name: '14 new, show' }).click();
  await asked;
  assert.deepEqual(wrong, []);
  await context.close();
});

test('the preview goes from asset to asset, and the list is narrowed down to those with a finding', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/assets');
  await page.locator(ROWS).first().waitFor();
  const names = (await get(page, '/api/assets?limit=3&sort=-risk_score')).data.map((asset) => asset.asset_value);
  await page.keyboard.press('j');
  await page.keyboard.press(' ');
  const preview = page.getByRole('dialog', { name: 'Preview' });
  await preview.getByRole('heading', { name: names[0], exact: true }).waitFor();
  assert.equal(await preview.getByRole('button', { name: 'Previous asset' }).isDisabled(), true);
  await page.keyboard.press('ArrowRight');
  await preview.getByRole('heading', { name: names[1], exact: true }).waitFor();
  await preview.getByRole('button', { name: 'Next asset' }).click();
  await preview.getByRole('heading', { name: names[2], exact: true }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await preview.getByRole('heading', { name: names[1], exact: true }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');

  const { data: summary } = await get(page, '/api/findings/summary');
  const [type] = Object.entries(summary.by_type).sort(([, left], [, right]) => right - left)[0];
  await page.getByRole('group', { name: 'Has the finding' }).getByRole('checkbox').first().check();
  await page.waitForURL(new RegExp(`finding_type=${type}`));
  const fit = await total(page, `/api/assets?limit=1&finding_type=${type}`);
  await page.getByText(`${fit} assets`).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('each row of the assets has a menu of what can be done with it', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/assets?search=blog.acme.test');
  const more = page.getByRole('button', { name: 'More for blog.acme.test' });
  await more.click();
  const entry = (name) => page.getByRole('menuitem', { name });
  await entry('Open findings').waitFor();
  assert.deepEqual(await violations(page), [], 'the open menu');
  assert.ok(!/preview=/.test(page.url()), 'the row was not opened by its menu');
  await page.keyboard.press('Escape');
  await entry('Open findings').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'More for blog.acme.test');

  await more.click();
  await entry('Edit').click();
  await page.getByLabel('Tags').fill('from a row');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const [asset] = (await get(page, '/api/assets?search=blog.acme.test&limit=1')).data;
  assert.deepEqual(asset.tags, ['from a row']);

  await more.click();
  await entry('Open findings').click();
  await page.waitForURL(/\/findings\?.*asset_id=/);
  const expected = await total(page, `/api/findings?limit=1&asset_id=${asset.asset_id}`);
  await page.getByText(`${expected} findings`).waitFor();
  assert.deepEqual(wrong, []);
  await context.close();

  const phone = await open(browser, at.origin, { viewport: { width: 360, height: 740 } });
  await signIn(phone.page);
  await phone.page.goto('/assets?search=blog.acme.test');
  await phone.page.getByRole('button', { name: 'More for blog.acme.test' }).click();
  await phone.page.getByRole('menuitem', { name: 'Open findings' }).waitFor();
  await staysWithin(phone.page, 'the menu of a card');
  await phone.context.close();
});

test('the overview says what changed, what is left to set up, and when scans ended', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  const since = page.getByRole('region', { name: 'What changed' });
  const { data: certificates } = await get(page, '/api/analytics/certificates');
  const soon = certificates.within_7_days + certificates.within_30_days;
  await since.getByRole('link', { name: `${soon} certificate${soon === 1 ? ' ends' : 's end'} within 30 days` }).waitFor();
  await since.getByRole('link', { name: /^[\d,]+ new assets?$/ }).waitFor();
  await page.getByRole('region', { name: 'Domains' }).getByText(/\d+ of \d+ hosts looked at, (passive|standard|active) mode/).first().waitFor();
  const trend = page.getByRole('region', { name: 'Risk over time' });
  await trend.getByRole('button', { name: /^Table/ }).click();
  await trend.getByRole('columnheader', { name: 'Scans ended' }).waitFor();
  assert.match(await trend.locator('tbody tr').last().locator('td').last().innerText(), /^[1-9]/);

  const next = page.getByRole('region', { name: 'Next' });
  await next.getByRole('link', { name: 'Set a schedule' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await next.getByRole('button', { name: 'Hide' }).click();
  await next.waitFor({ state: 'detached' });
  await page.reload();
  await since.waitFor();
  assert.equal(await next.count(), 0);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('the overview stays where the script of its chart does not arrive', async () => {
  const { page, context } = await open(browser, at.origin);
  await context.route(/static\/charts-[^/]*\.js/, (route) => route.abort());
  await signIn(page);
  const trend = page.getByRole('region', { name: 'Risk over time' });
  await trend.getByText('The chart could not be loaded').waitFor();
  await page.getByRole('region', { name: 'What changed' }).waitFor();
  await trend.getByRole('button', { name: /^Table/ }).click();
  await trend.getByRole('columnheader', { name: 'Risk score' }).waitFor();
  await context.unroute(/static\/charts-[^/]*\.js/);
  await trend.getByRole('button', { name: /^Chart/ }).click();
  await trend.getByRole('button', { name: 'Try again' }).click();
  await trend.locator('.plot svg').first().waitFor();
  await context.close();
});

test('every column of the scans is to be seen at 1,280 px', async () => {
  const { page, context, wrong } = await open(browser, at.origin, { viewport: { width: 1_280, height: 800 } });
  await signIn(page);
  await page.goto('/scans');
  await page.locator(ROWS).first().waitFor();
  const table = await page.locator('main table').boundingBox();
  const main = await page.locator('main').boundingBox();
  assert.ok(table.x + table.width <= main.x + main.width, `the table ends at ${table.x + table.width}, the page at ${main.x + main.width}`);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J26: while the service is away actions say so, and come back with it', async () => {
  const { page, context } = await open(browser, at.origin);
  page.setDefaultTimeout(30_000);
  await signIn(page);
  await page.goto('/assets');
  await page.locator(ROWS).first().waitFor();
  await context.setOffline(true);
  const newScan = page.getByRole('button', { name: 'New scan' });
  await page.getByText('This device is offline. What is shown may be old: the last answer came').waitFor();
  assert.equal(await newScan.getAttribute('aria-disabled'), 'true');
  const reason = await newScan.evaluate((button) => document.getElementById(button.getAttribute('aria-describedby')).textContent);
  assert.equal(reason, 'This device is offline');
  await context.setOffline(false);
  await page.locator('.new-scan:not([aria-disabled])').waitFor();
  await context.close();
});

test('J14: the map and its list have the same, and lead to the asset', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/map');
  const tree = page.getByRole('tree', { name: 'What is exposed' });
  await tree.getByRole('treeitem').first().waitFor();
  const { data } = await get(page, '/api/assets/graph?depth=4&limit=2000');
  const plain = data.nodes.filter((node) => node.kind !== 'certificate' && node.kind !== 'provider');
  await page.getByText(`${plain.length} of ${data.total_nodes} nodes`).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('searchbox', { name: 'Search the map' }).fill('git.acme.test');
  await tree.getByRole('treeitem').filter({ hasText: 'git.acme.test' }).first().waitFor();
  await tree.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Preview' }).getByText('git.acme.test').first().waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('the map and its list go back to the time of a scan, and to now again', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  page.setDefaultTimeout(60_000);
  await signIn(page);
  const scans = (await get(page, '/api/assets/scans?status=completed&scan_type=full&domain=acme.test&sort=created_at')).data;
  const [first] = scans.filter((scan) => scan.trigger !== 'replay');
  const then = (await get(page, `/api/assets/graph?scan_id=${first.scan_id}&depth=4&limit=2000`)).data;
  const assets = then.nodes.filter((node) => node.asset_id !== null);
  const { label: moved } = assets.filter((node) => node.kind === 'host').at(-1);
  await scanned(page, { domain: moved, scan_subdomains: false, mode: 'passive' }); // becomes a domain of its own

  await page.goto('/map?domain=acme.test');
  const panel = page.getByRole('region', { name: 'The map by time' });
  const tree = page.getByRole('tree', { name: 'What is exposed' });
  const sought = page.getByRole('searchbox', { name: 'Search the map' });
  await panel.getByText('As it is known now').waitFor();
  await sought.fill(moved);
  await page.getByText('Nothing of this name.').waitFor();
  const slider = panel.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  await page.waitForURL(new RegExp(`at=${first.scan_id}`));
  await panel.getByText(`saw acme.test: ${assets.length} assets`).waitFor();
  await tree.getByRole('treeitem').filter({ hasText: moved }).first().waitFor();
  const plain = then.nodes.filter((node) => node.kind !== 'certificate' && node.kind !== 'provider');
  await page.getByText(`${plain.length} of ${then.total_nodes} nodes`).waitFor();
  assert.equal(await slider.evaluate((input) => input === document.activeElement), true, 'the slider keeps the focus');
  assert.deepEqual(await violations(page), []);

  await page.reload();
  await panel.getByText(`saw acme.test: ${assets.length} assets`).waitFor();
  await panel.getByRole('button', { name: 'Back to now' }).click();
  await panel.getByText('As it is known now').waitFor();
  await sought.fill(moved);
  await page.getByText('Nothing of this name.').waitFor();
  assert.equal(new URL(page.url()).searchParams.has('at'), false);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('figures stand as charts, as sentences and as tables', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/analytics');
  const panel = page.getByRole('region', { name: 'Open ports' });
  await panel.getByRole('listitem').first().waitFor();
  const { data } = await get(page, '/api/analytics/ports?limit=20');
  await panel.getByText(`Port ${data[0].port} is on ${data[0].count} assets, more than any other port.`).waitFor();
  await panel.getByRole('button', { name: /^Table/ }).click();
  assert.equal(await panel.locator('tbody tr').count(), data.length);
  await panel.getByRole('button', { name: /^Chart/ }).click();
  await panel.getByRole('link').first().click();
  await page.waitForURL(new RegExp(`/assets\\?open_port=${data[0].port}$`));
  await page.getByText(`${data[0].count} assets`).waitFor();
  assert.deepEqual(wrong, []);
  await context.close();
});

const PAGES = [
  ['overview', '/', '.plot svg'],
  ['assets', '/assets', '[data-row]'],
  ['findings', '/findings', '[data-row]'],
  ['scans', '/scans', '[data-row]'],
  ['changes', '/changes', 'h1'],
  ['analytics', '/analytics', '.plot svg'],
  ['map', '/map', '[role=treeitem]'],
];

for (const scheme of ['light', 'dark']) {
  for (const width of [320, 768, 1440]) {
    test(`J28, J29: every page fits and is accessible: ${scheme}, ${width} px`, async () => {
      const { page, context, wrong } = await open(browser, at.origin, {
        reducedMotion: 'reduce',
        colorScheme: scheme,
        viewport: { width, height: 900 },
      });
      await signIn(page);
      for (const [name, path, there] of PAGES) {
        await page.goto(path);
        await page.locator(there).first().waitFor();
        await page.waitForLoadState('networkidle');
        assert.deepEqual(await violations(page), [], name);
        await staysWithin(page, name);
      }
      assert.deepEqual(wrong, []);
      await context.close();
    });
  }
}
