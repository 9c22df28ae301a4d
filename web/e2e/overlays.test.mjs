// Everything that opens over a page, in both themes: it is found by axe to be in order, Escape closes it and the focus goes
// back to what opened it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { enter, launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';

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

const OVER = '[role=menu], [role=dialog]';
const ROW = 'tr[data-row]';
const button = (name) => (page) => page.getByRole('button', { name }).first();

/** Address, what must be there first, and what opens something. */
const PAGES = [
  ['/', '.tile strong', [button('Your account'), (page) => page.locator('.shell-side [aria-haspopup]').first()]],
  ['/assets', ROW, [button('Columns'), button('Views'), button('Export'), button('More for all assets'), (page) => page.locator(`${ROW} td:nth-child(4)`).first()]],
  ['/findings', ROW, [button('Columns'), button('Views'), button('Export')]],
  ['/scans', ROW, [button('Columns')]],
  ['/domains', '.row-table', [button('Add domains')]],
  ['/alerts?tab=channels', 'h1', [button('New channel')]],
  ['/settings/workspaces', '.row-table', [button('New workspace'), (page) => page.locator('.row-table [aria-haspopup=menu]').first()]],
  ['/settings/members', '.row-table', [button('Invite somebody')]],
  ['/settings/tokens', 'h1', [button('New token')]],
];

for (const scheme of ['light', 'dark']) {
  test(`what opens over a page is accessible and closes by Escape: ${scheme}`, async () => {
    const { page, context, wrong } = await open(browser, at.origin, { reducedMotion: 'reduce', colorScheme: scheme });
    await enter(page, at.email, at.password);
    for (const [path, there, openers] of PAGES) {
      await page.goto(path);
      await page.locator(there).first().waitFor();
      for (const [number, opener] of openers.entries()) {
        await opener(page).click();
        await isWell(page, `${path}, ${number + 1}`);
      }
    }
    await page.goto('/assets');
    await page.locator(`${ROW} a`).first().click();
    for (const name of [/^More for/, 'Edit']) {
      await page.getByRole('button', { name }).first().click();
      await isWell(page, String(name));
    }
    for (const key of ['?', 'Control+k']) {
      await page.getByRole('heading', { level: 1 }).focus();
      await page.keyboard.press(key);
      await isWell(page, key);
    }
    assert.deepEqual(wrong, []);
    await context.close();
  });
}

test('the drawer of a phone is accessible', async () => {
  const { page, context, wrong } = await open(browser, at.origin, { reducedMotion: 'reduce', viewport: { width: 360, height: 740 } });
  await enter(page, at.email, at.password);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await isWell(page, 'menu');
  assert.deepEqual(wrong, []);
  await context.close();
});

test('a menu gives its first entry the focus, arrows move it, and Escape gives it back', async () => {
  const { page, context } = await open(browser, at.origin, { reducedMotion: 'reduce' });
  await enter(page, at.email, at.password);
  const opener = page.getByRole('button', { name: 'Your account' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  const first = await page.getByRole('menu').locator('[data-menu-item]').first().textContent();
  await page.waitForFunction(() => document.activeElement?.closest('[data-menu-item]'));
  assert.equal(await focused(), first);
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await focused(), first);
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  assert.equal(await opener.evaluate((element) => element === document.activeElement), true);
  await context.close();
});

async function isWell(page, what) {
  await page.locator(OVER).filter({ visible: true }).first().waitFor();
  assert.deepEqual(await violations(page), [], what);
  await page.keyboard.press('Escape');
  await page.locator(OVER).filter({ visible: true }).first().waitFor({ state: 'detached' });
}
