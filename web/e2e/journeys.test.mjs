// What people do with the web app, in a real browser, against the demo: lab, server and a finished scan.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';

const shots = process.env.SCREENSHOTS;
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

async function shot(page, name) {
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  }
}

async function signIn(page) {
  await page.goto('/');
  await page.locator('input[name=email]').fill(at.email);
  await page.locator('input[name=password]').fill(at.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
}

async function assetCount(page) {
  return (await (await page.request.get('/api/assets?limit=1')).json()).pagination.total_items;
}

/** Waits until the table has so many rows, which begin with another asset than before. */
async function rowsAfter(page, before, count) {
  await page.waitForFunction(
    ([first, rows]) => {
      const shown = document.querySelectorAll('tbody tr');
      return shown.length === rows && shown[0].querySelector('a').innerText !== first;
    },
    [before, count],
  );
}

async function openAsset(page, name) {
  await page.goto(`/assets?search=${name}`);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** Rows that the list shows at once. */
const PER_PAGE = 50;

test('the demo shows the ranked assets of acme.test', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await page.goto('/');
  await page.waitForURL('**/signin');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await shot(page, 'sign-in');
  await signIn(page);
  await page.getByText('Riskiest assets').waitFor();
  await page.getByRole('row').nth(1).waitFor();
  assert.deepEqual(await violations(page), []);
  await shot(page, 'overview');

  await page.getByRole('navigation').getByRole('link', { name: 'Assets' }).click();
  await page.getByRole('heading', { name: 'Assets', level: 1 }).waitFor();
  const expected = await assetCount(page);
  await page.getByText(`${expected} assets`).waitFor();
  await page.locator('tbody tr').nth(PER_PAGE - 1).waitFor();
  assert.equal(await page.locator('tbody tr').count(), PER_PAGE, 'a page of them');
  const scores = await page.locator('tbody tr .score-cell strong').allInnerTexts();
  const numbers = scores.map(Number);
  assert.deepEqual(numbers, [...numbers].sort((left, right) => right - left), 'ranked by risk');
  assert.deepEqual(await violations(page), []);
  await shot(page, 'assets');
  const pages = Math.ceil(expected / PER_PAGE);
  const names = await page.locator('tbody td:first-child a').allInnerTexts();
  for (let number = 2; number <= pages; number++) {
    const first = await page.locator('tbody td:first-child a').first().innerText();
    await page.getByRole('button', { name: 'next page' }).click();
    await page.waitForURL(`**page=${number}**`);
    await rowsAfter(page, first, number < pages ? PER_PAGE : expected - PER_PAGE * (pages - 1));
    names.push(...(await page.locator('tbody td:first-child a').allInnerTexts()));
  }
  assert.equal(new Set(names).size, expected, 'each on one page');
  assert.ok(names.includes('acme.test'));
  assert.deepEqual(wrong, []);
  await context.close();
});

test('an asset says why: bars that add up, findings with their evidence', async () => {
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

  const finding = page.getByRole('article').filter({ hasText: 'Headers tell the version of the software' });
  await finding.getByText('Server: Apache/2.4.49 (Debian)').waitFor();
  await shot(page, 'asset');
  assert.deepEqual(await violations(page), []);
  await finding.getByRole('link', { name: /Show it in the evidence/ }).first().click();
  const marked = page.locator('.evidence-line.marked');
  await marked.first().waitFor();
  assert.match((await marked.allInnerTexts()).join(' '), /Apache\/2\.4\.49/);
  assert.deepEqual(await violations(page), []);
  await shot(page, 'evidence');
  assert.deepEqual(wrong, []);
  await context.close();
});

test('a new account scans a domain and watches it live', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await page.goto('/signup');
  await page.locator('input[name=email]').fill('ana@acme.example');
  await page.locator('input[name=password]').fill('short');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByText('has 12 to 128 characters').waitFor();
  await page.locator('input[name=password]').fill('a tunnel painted on rock');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByText('Nothing was scanned yet').waitFor();
  assert.equal(await assetCount(page), 0, 'nothing of the other account');
  await page.getByRole('link', { name: 'Scan a domain' }).click();

  for (const bad of ['http://acme.test', 'co.uk', '203.0.113.7']) {
    await page.locator('input[name=domain]').fill(bad);
    await page.getByRole('button', { name: 'Start the scan' }).click();
    await page.getByText(/Domain format is invalid/).waitFor();
  }
  assert.deepEqual(await violations(page), []);
  await shot(page, 'new-scan');
  await page.locator('input[name=domain]').fill('acme.test');
  await page.getByRole('radio', { name: 'Standard' }).check();
  await page.getByRole('button', { name: 'Start the scan' }).click();
  await page.getByRole('heading', { name: 'Scan of acme.test' }).waitFor();
  await page.getByRole('heading', { name: 'Hosts as they are judged' }).waitFor();
  await shot(page, 'scan-live');
  await page.getByRole('status').filter({ hasText: 'Completed' }).waitFor({ timeout: 90_000 });
  assert.deepEqual(await violations(page), []);
  await shot(page, 'scan-done');
  await page.getByRole('link', { name: 'See the assets' }).click();
  const found = await assetCount(page);
  await page.getByText(`${found} assets`).waitFor();
  assert.ok(found > 20, `${found} assets without brute force`);
  await page.getByRole('navigation').getByRole('link', { name: 'Scans' }).click();
  await page.getByRole('cell', { name: 'Standard' }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('what a host says of itself is shown as text and never run', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await signIn(page);
  let ran = false;
  page.on('dialog', (dialog) => {
    ran = true;
    void dialog.dismiss();
  });
  await openAsset(page, 'evil.acme.test');
  await page.getByRole('button', { name: 'All evidence' }).click();
  await page.getByText('<script>alert(1)</script>').first().waitFor();
  assert.equal(ran, false);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('a wrong password does not say which part is wrong; the page asked for comes after signing in', async () => {
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
  assert.match(page.url(), /risk_level=high/);
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
    await page.getByRole('row').nth(1).waitFor();
    assert.deepEqual(await violations(page), []);
    await staysWithin(page);
    await shot(page, `overview-${name}`);
    await page.goto('/assets');
    await page.locator('tbody tr').first().waitFor();
    assert.deepEqual(await violations(page), []);
    await staysWithin(page);
    await shot(page, `assets-${name}`);
    await openAsset(page, 'shop.acme.test');
    assert.deepEqual(await violations(page), []);
    await staysWithin(page);
    await shot(page, `asset-${name}`);
    assert.deepEqual(wrong, []);
    await context.close();
  });
}
