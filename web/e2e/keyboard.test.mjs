// Every page by keyboard alone, from the skip link on: what has the focus shows it and can be seen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { enter, launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { calm, look, walk } from './focus.mjs';

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

/** Address and what is there when the page is. */
const PAGES = [
  ['/', '.plot svg'],
  ['/assets', '[data-row]'],
  ['/findings', '[data-row]'],
  ['/scans', '[data-row]'],
  ['/scans/new', 'main form'],
  ['/changes', 'h1'],
  ['/map', '[role=treeitem]'],
  ['/analytics', '.plot svg'],
  ['/domains', 'tbody tr'],
  ['/alerts', 'h1'],
  ['/alerts?tab=channels', 'h1'],
  ['/alerts?tab=rules', 'h1'],
  ['/alerts?tab=deliveries', 'h1'],
  ['/reports', 'h2'],
  ['/start', 'h1'],
  ['/settings/workspaces', 'tbody tr'],
  ['/settings/members', 'tbody tr'],
  ['/settings/tokens', 'h1'],
  ['/settings/billing', 'h1'],
  ['/settings/audit', 'tbody tr'],
  ['/settings/profile', 'main form'],
  ['/help', 'h2'],
];

const OUTSIDE = ['/signin', '/signup', '/forgot', `/reset-password#token=${'0'.repeat(40)}`];

const VIEWPORTS = { 'wide screen': { width: 1440, height: 900 }, phone: { width: 360, height: 740 } };

for (const [device, viewport] of Object.entries(VIEWPORTS)) {
  test(`J30: every page by keyboard from the skip link on a ${device}, the focus always in sight`, () => everyPage(viewport));
}

async function everyPage(viewport) {
  const { page, context, wrong } = await open(browser, at.origin, { reducedMotion: 'reduce', bypassCSP: true, viewport });
  const problems = [];
  for (const path of OUTSIDE) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await calm(page);
    const walked = await walk(page, path);
    assert.ok(walked.stops > 1, `${path} has ${walked.stops} stops`);
    problems.push(...walked.problems);
  }
  await enter(page, at.email, at.password);
  const asset = (await (await page.request.get('/api/assets?search=blog.acme.test&limit=1')).json()).data[0].asset_id;
  const scan = (await (await page.request.get('/api/assets/scans?limit=1')).json()).data[0].scan_id;
  const parts = ['', '/findings', '/network', '/tls', '/web', '/dns', '/breaches', '/history', '/evidence', '/advice'];
  for (const [path, there] of [...PAGES, ...parts.map((part) => [`/assets/${asset}${part}`, 'h2']), [`/scans/${scan}`, 'h1']]) {
    await page.goto(path);
    await page.locator(there).first().waitFor();
    await page.waitForLoadState('networkidle');
    await calm(page);
    await page.evaluate(() => document.activeElement?.blur());
    await page.locator('.skip-link').focus();
    await page.keyboard.press('Shift'); // so that the browser takes this for the keyboard's
    const skip = await page.evaluate(look);
    assert.ok(skip.isSkip, path);
    problems.push(...skip.problems.map((problem) => `${path}: skip link ${problem}`));
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main', `${path}: the skip link leads to the content`);
    const walked = await walk(page, path);
    problems.push(...walked.problems);
  }
  assert.deepEqual(problems, []);
  await page.goto('/');
  await page.locator('.plot svg').first().waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
}
