// What people do with the web app, in a real browser, against the demo: lab, server and a finished scan.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { enter, launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { inEveryEngine } from './engines.mjs';

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

async function assetCount(page) {
  return (await (await page.request.get('/api/assets?limit=1')).json()).pagination.total_items;
}

async function openAsset(page, name) {
  await page.goto(`/assets?search=${name}`);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** The link to a part of an asset's page. */
function part(page, name) {
  return page.getByRole('navigation', { name: 'Parts of the asset' }).getByRole('link', { name });
}

/** Of a list, the rows with something in them. */
const ROWS = 'tr[data-row]';

/** As many rows of a list as may be in the document. */
const MOST_ROWS = 60;

test('the demo shows the ranked assets of acme.test', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await page.goto('/');
  await page.waitForURL('**/signin');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await signIn(page);
  await page.getByRole('heading', { name: 'Riskiest assets' }).waitFor();
  await page.locator('.plot svg').first().waitFor();
  assert.deepEqual(await violations(page), []);

  await page.getByRole('navigation').getByRole('link', { name: 'Assets' }).click();
  await page.getByRole('heading', { name: 'Assets', level: 1 }).waitFor();
  const expected = await assetCount(page);
  await page.getByText(`${expected} assets`).waitFor();
  await page.locator(ROWS).nth(5).waitFor();
  const scores = await page.locator(`${ROWS} .score-cell strong`).allInnerTexts();
  const numbers = scores.map(Number);
  assert.deepEqual(numbers, [...numbers].sort((left, right) => right - left), 'ranked by risk');
  assert.equal(await page.locator('table[aria-rowcount]').getAttribute('aria-rowcount'), String(expected + 1));
  assert.deepEqual(await violations(page), []);
  const names = new Set();
  for (let row = 0; names.size < expected && row < expected; row += 10) {
    await page.locator('.rows').evaluate((box, part) => box.scrollTo(0, box.scrollHeight * part), row / expected);
    await page.locator(`tr[data-row="${Math.min(row, expected - 1)}"]`).waitFor();
    const shown = await page.locator(`${ROWS} th a`).allInnerTexts();
    assert.ok(shown.length <= MOST_ROWS, `${shown.length} rows in the document`);
    shown.forEach((name) => names.add(name));
  }
  assert.equal(names.size, expected, 'each is there');
  assert.ok(names.has('acme.test'));
  assert.deepEqual(wrong, []);
  await context.close();
});

inEveryEngine('J8, J9: an asset says why: bars that add up, findings with their evidence', async (browser) => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await openAsset(page, 'blog.acme.test');
  const bars = page.getByRole('table', { name: 'What made up the score' });
  const points = (await bars.locator('.points').allInnerTexts()).map(Number);
  const total = points.pop();
  const sum = points.reduce((left, right) => left + right, 0);
  assert.ok(Math.abs(sum - total) <= 0.05 * points.length, `${points.join(' + ')} is ${sum}, not ${total}`);
  const score = Number(await page.locator('.score-cell strong').first().innerText());
  assert.ok(Math.abs(score - total) <= 1, `score ${score}, bars ${total}`);

  await page.getByRole('button', { name: 'Show as table' }).click();
  await page.getByRole('table', { name: 'What made up the score' }).getByRole('rowheader', { name: 'Score' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await part(page, 'Findings').click();
  const finding = page.getByRole('article').filter({ hasText: 'Headers tell the version of the software' });
  await finding.getByText('Server: Apache/2.4.49 (Debian)').waitFor();
  assert.deepEqual(await violations(page), []);
  await part(page, 'Web').click();
  const headers = page.getByRole('region', { name: 'Headers' });
  await headers.getByRole('row', { name: /^Server .*Headers tell the version of the software/ }).waitFor();
  await headers.getByRole('row', { name: /^content-security-policy not sent .*No content security policy/ }).waitFor();
  await part(page, 'Findings').click();
  await finding.getByRole('link', { name: /Show it in the evidence/ }).first().click();
  const marked = page.locator('.evidence-line.marked');
  await marked.first().waitFor();
  assert.match((await marked.allInnerTexts()).join(' '), /Apache\/2\.4\.49/);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('each part of an asset has an address, and what is said of it is not overwritten', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  await page.goto('/assets?search=acme.test&asset_type=domain');
  await page.getByRole('link', { name: 'acme.test', exact: true }).click();
  await page.getByRole('heading', { name: 'Why this score' }).waitFor();
  const address = page.url().replace(/\?.*$/, '');
  for (const name of ['Network', 'TLS', 'Web', 'DNS', 'Breaches', 'History', 'Evidence', 'Advice', 'Findings']) {
    await part(page, name).click();
    await page.waitForURL(`${address}/${name.toLowerCase()}`);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await violations(page), [], name);
    await staysWithin(page);
  }
  await page.goto(`${address}/dns`);
  await page.getByText('mail from anywhere else').waitFor();

  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Owner').fill('Ana');
  const csrf = (await context.cookies()).find((cookie) => cookie.name === 'reconai_csrf').value;
  const elsewhere = (change) =>
    page.request.patch(`/api/assets/${address.split('/').pop()}`, { data: change, headers: { 'X-CSRF-Token': csrf, Origin: at.origin } });
  assert.equal((await elsewhere({ owner: 'Ben', tags: ['theirs'] })).status(), 200);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: 'Save' }).click();
  const clash = page.getByRole('dialog', { name: 'Somebody changed it meanwhile' });
  await clash.getByRole('row', { name: 'Owner Ben Ana' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await clash.getByRole('button', { name: 'Keep mine' }).click();
  await page.getByText('answered for by Ana').waitFor();
  await page.getByText('tagged theirs').waitFor();
  assert.equal((await elsewhere({ owner: '', tags: [] })).status(), 200);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J1: a new account scans a domain and watches it live', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await page.goto('/signup');
  await page.locator('input[name=email]').fill('ana@acme.example');
  await page.locator('input[name=password]').fill('short');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByText('has 12 to 128 characters').first().waitFor();
  await page.locator('input[name=password]').fill('a tunnel painted on rock');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('link', { name: 'Do this later' }).click();
  await page.getByText('Nothing was scanned yet').waitFor();
  assert.equal(await assetCount(page), 0, 'nothing of the other account');
  await page.getByRole('link', { name: 'Scan a domain' }).click();

  for (const bad of ['acme..test', 'co.uk', '203.0.113.7']) {
    await page.locator('input[name=domain]').fill(bad);
    await page.getByRole('button', { name: 'Start the scan' }).click();
    await page.getByText(/Domain format is invalid/).waitFor();
  }
  assert.deepEqual(await violations(page), []);
  await page.locator('input[name=domain]').fill('acme.test');
  await page.getByRole('radio', { name: 'Standard' }).check();
  await page.getByRole('button', { name: 'Start the scan' }).click();
  await page.getByRole('heading', { name: 'Scan of acme.test' }).waitFor();
  await page.getByRole('heading', { name: 'Hosts as they are judged' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'Completed' }).waitFor({ timeout: 90_000 });
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: 'See the assets' }).click();
  const found = await assetCount(page);
  await page.getByText(`${found} assets`).waitFor();
  assert.ok(found > 20, `${found} assets without brute force`);
  await page.getByRole('navigation').getByRole('link', { name: 'Scans' }).click();
  await page.getByRole('cell', { name: 'Standard' }).waitFor();
  assert.deepEqual(await violations(page), []);

  await page.goto('/assets');
  await page.getByRole('button', { name: 'More for all assets' }).click();
  await page.getByRole('menuitem', { name: 'Clear all records' }).click();
  const dialog = page.getByRole('dialog', { name: 'Clear all records' });
  await dialog.getByText(`${found} assets of the whole workspace`).waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('textbox').fill(String(found));
  await dialog.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByText(`${found} assets cleared`).waitFor();
  await page.getByText('Nothing was scanned yet').waitFor();
  assert.equal(await assetCount(page), 0);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J27: what a host says of itself is shown as text and never run', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  let ran = false;
  page.on('dialog', (dialog) => {
    ran = true;
    void dialog.dismiss();
  });
  await openAsset(page, 'evil.acme.test');
  await part(page, 'Evidence').click();
  await page.getByText('<script>alert(1)</script>').first().waitFor();
  assert.equal(ran, false);
  assert.deepEqual(wrong, []);
  await context.close();
});

inEveryEngine('a wrong password does not say which part is wrong; the page asked for comes after signing in', async (browser) => {
  const { page, context } = await open(browser, at.origin);
  await page.goto('/assets?risk_level=high');
  await page.locator('input[name=email]').fill('nobody@acme.example');
  await page.locator('input[name=password]').fill('not the right sentence');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('E-mail or password is wrong').waitFor();
  await page.locator('input[name=email]').fill(at.email);
  await page.locator('input[name=password]').fill(at.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Assets', level: 1 }).waitFor();
  assert.match(await page.url(), /risk_level=high/);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal((await page.request.get('/api/auth/me')).status(), 401);
  await context.close();
});

/** The page itself never scrolls sideways. */
async function staysWithin(page) {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(sideways <= 0, `scrolls sideways by ${sideways} px`);
}

for (const [name, options] of [
  ['phone', { viewport: { width: 360, height: 740 }, colorScheme: 'light' }],
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
]) {
  test(`the pages are usable and accessible: ${name}`, async () => {
    const { page, context, wrong } = await open(browser, at.origin, { reducedMotion: 'reduce', ...options });
    await signIn(page);
    await page.locator('.plot svg').first().waitFor();
    assert.deepEqual(await violations(page), []);
    await staysWithin(page);
    await page.goto('/assets');
    await page.locator('[data-row]').first().waitFor();
    assert.deepEqual(await violations(page), []);
    await staysWithin(page);
    await openAsset(page, 'shop.acme.test');
    assert.deepEqual(await violations(page), []);
    await staysWithin(page);
    assert.deepEqual(wrong, []);
    await context.close();
  });
}

test('on a phone lists are sorted by what one chooses, either way round', async () => {
  const { page, context, wrong } = await open(browser, at.origin, { viewport: { width: 360, height: 740 } });
  await enter(page, at.email, at.password);
  const first = async (sort) => (await (await page.request.get(`/api/assets?limit=1&sort=${sort}`)).json()).data[0].asset_value;
  await page.goto('/assets');
  await page.getByLabel('Sort by').selectOption({ label: 'Asset' });
  await page.waitForURL(/sort=-asset_value/);
  await page.locator('[data-row="0"]').getByText(await first('-asset_value')).first().waitFor();
  await page.getByRole('button', { name: 'Smallest first' }).click();
  await page.waitForURL(/sort=asset_value/);
  await page.locator('[data-row="0"]').getByText(await first('asset_value')).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await page.goto('/domains');
  await page.getByRole('columnheader', { name: 'Risk' }).getByRole('button').click();
  await page.locator('[aria-sort=ascending], [aria-sort=descending]').filter({ hasText: 'Risk' }).waitFor();
  assert.deepEqual(wrong, []);
  await context.close();
});
