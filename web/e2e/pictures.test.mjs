// Pictures of every page for the guide, into the folder that SCREENSHOTS names; without it nothing is done here.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { enter, launch, open } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { startFirebase } from './firebase.mjs';
import { writePicture } from './picture.mjs';
import { startProvider } from './provider.mjs';
import { freePort, startService } from './service.mjs';

const folder = process.env.SCREENSHOTS;
const options = folder ? { timeout: 1_200_000 } : { skip: 'SCREENSHOTS names no folder' };

let demo;
let at;
let browser;

before(async () => {
  if (folder) {
    demo = startDemo();
    at = await demo.ready;
    browser = await launch();
    mkdirSync(folder, { recursive: true });
  }
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const FORMS = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 },
};

/** Name of the picture, address, and what is there when the page is. */
const PAGES = [
  ['overview', '/', '.plot svg'],
  ['assets', '/assets', '[data-row]'],
  ['findings', '/findings', '[data-row]'],
  ['scans', '/scans', '[data-row]'],
  ['new-scan', '/scans/new', 'main form'],
  ['changes', '/changes', 'h1'],
  ['map', '/map', '[role=treeitem]'],
  ['analytics', '/analytics', '.plot svg'],
  ['domains', '/domains', 'tbody tr'],
  ['alerts', '/alerts', 'h1'],
  ['reports', '/reports', 'h2'],
  ['workspaces', '/settings/workspaces', 'tbody tr'],
  ['members', '/settings/members', 'tbody tr'],
  ['tokens', '/settings/tokens', 'h1'],
  ['billing', '/settings/billing', 'h1'],
  ['audit-log', '/settings/audit', 'tbody tr'],
  ['profile', '/settings/profile', 'main form'],
  ['help', '/help', 'h2'],
];

async function addresses(page) {
  const read = async (path) => (await (await page.request.get(path)).json()).data[0];
  const asset = `/assets/${(await read('/api/assets?search=blog.acme.test&limit=1')).asset_id}`;
  const finding = (await read('/api/findings?limit=1')).finding_id;
  return [
    ...PAGES,
    ['asset', asset, '.bars'],
    ['asset-findings', `${asset}/findings`, 'article'],
    ['asset-tls', `${asset}/tls`, '.validity'],
    ['asset-evidence', `${asset}/evidence?at=/tls/0`, '.evidence-line'],
    ['asset-advice', `${asset}/advice`, '.steps li'],
    ['finding', `/findings?open=${finding}`, '[aria-label="How we know"]'],
    ['scan', `/scans/${(await read('/api/assets/scans?status=completed&limit=1')).scan_id}`, '.panel'],
    ['domain', `/domains/${(await read('/api/domains?limit=1')).domain_id}`, 'h2'],
  ];
}

/** Takes pictures in each form and colour. @param pictured is given a page and what takes a picture of it by name */
async function inEveryLook(origin, pictured) {
  for (const [form, size] of Object.entries(FORMS)) {
    for (const colorScheme of ['light', 'dark']) {
      const { page, context, wrong } = await open(browser, origin, { reducedMotion: 'reduce', colorScheme, ...size });
      page.setDefaultTimeout(30_000);
      await pictured(page, async (name) => writePicture(join(folder, `${name}-${form}-${colorScheme}.png`), await page.screenshot()));
      assert.deepEqual(wrong, []);
      await context.close();
    }
  }
}

test('pictures of every page', options, () =>
  inEveryLook(at.origin, async (page, picture) => {
    await page.goto('/signin');
    await page.locator('input[name=email]').waitFor();
    await picture('sign-in');
    await enter(page, at.email, at.password);
    for (const [name, path, there] of await addresses(page)) {
      await page.goto(path);
      await page.locator(there).first().waitFor();
      await page.waitForLoadState('networkidle');
      await picture(name);
    }
  }));

/** Where accounts are somebody else's: name of the picture, what stands in for them, and what is there when the page is. */
const ELSEWHERE = [
  ['sign-in-organisation', startProvider, 'a[href*=oidc]'],
  ['sign-in-firebase', startFirebase, 'input[name=email]'],
];

for (const [name, start, there] of ELSEWHERE) {
  test(`pictures: ${name}`, options, async () => {
    const accounts = await start();
    const service = await startService(await freePort(), accounts.settings);
    try {
      await inEveryLook(service.origin, async (page, picture) => {
        await page.goto('/signin');
        await page.locator(there).first().waitFor();
        await page.waitForLoadState('networkidle');
        await picture(name);
      });
    } finally {
      await service.stop();
      await accounts.close();
    }
  });
}
