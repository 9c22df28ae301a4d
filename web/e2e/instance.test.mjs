// The page of who operates the instance: shown to operators, and to everybody else one that does not exist.
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

const SYSTEM = {
  versions: { reconai: '1.2.3', java: '25.0.1+8', store: 13 },
  queue: { kind: 'rabbitmq', depth: 2, oldest_waiting_since: '2026-01-01T00:00:00.000Z', hosts_waiting: 41, hosts_set_aside: 1 },
  workers: [
    { worker_id: 'in_process', started_at: '2026-01-01T00:00:00.000Z', seen_at: null, running: 1, places: 3 },
    { worker_id: 'worker-1', started_at: null, seen_at: '2026-01-01T00:00:00.000Z', running: null, places: null },
  ],
  store: { kind: 'sqlite', bytes: 1_540_000 },
};

test('who does not operate the instance finds no page of it', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await enter(page, at.email, at.password);
  await page.goto('/settings/instance');
  await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
  assert.equal(await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Instance' }).count(), 0);
  assert.deepEqual(wrong, []);
  await context.close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`an operator sees how the instance is: ${colorScheme}`, async () => {
    const { page, context, wrong } = await open(browser, at.origin, { colorScheme });
    await enter(page, at.email, at.password);
    await page.route('**/api/admin/system', (route) => route.fulfill({ json: { data: SYSTEM } }));
    await page.route('**/api/admin/suspensions', (route) => route.fulfill({ json: { data: [] } }));
    await page.goto('/settings/profile');
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Instance' }).click();
    await page.getByRole('heading', { level: 1, name: 'Instance' }).waitFor();
    for (const text of ['1.2.3', '1.5 MB', 'Sqlite, layout 13', '1 of 3 places', 'Waiting hosts', '41', 'worker-1', 'looks at hosts']) {
      await page.getByText(text, { exact: true }).waitFor();
    }
    await page.getByText('Risk model').waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(wrong, []);
    await context.close();
  });
}
