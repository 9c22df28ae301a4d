// Pictures of every page for the guide, into the folder that SCREENSHOTS names; without it nothing is done here.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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

test('pictures: changes', options, async () => {
  const service = await startService(await freePort(), { RECONAI_QUOTAS: 'off', RECONAI_REQUIRE_OWNERSHIP: 'false' });
  const [email, password] = ['ana@acme.example', 'a tunnel painted on rock'];
  try {
    const token = (await ask(service, 'POST', '/api/auth/register', { email, password })).access_token;
    await scanned(service, token);
    await service.change('mend blog.acme.test');
    await service.change('off shop.acme.test');
    await scanned(service, token);
    await inEveryLook(service.origin, async (page, picture) => {
      await enter(page, email, password);
      await page.goto('/changes');
      await page.locator('.tile-button').first().waitFor();
      await page.waitForLoadState('networkidle');
      await picture('changes');
    });
  } finally {
    await service.stop();
  }
});

async function scanned(service, token) {
  const { scan_id: id } = await ask(service, 'POST', '/api/assets/scan', { domain: 'acme.test', mode: 'active' }, token);
  const status = async () => (await ask(service, 'GET', `/api/assets/scans/${id}`, undefined, token)).data.scan_status;
  while (['pending', 'running'].includes(await status())) {
    await pause(1_000);
  }
  assert.equal(await status(), 'completed');
}

async function ask(service, method, path, body, token) {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(service.origin + path, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer.json();
}

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
