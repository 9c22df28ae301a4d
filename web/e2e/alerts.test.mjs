// J17: channels, rules and deliveries, with receivers of our own. Runs against a demo that may post to this machine
// (RECONAI_ALLOW_NETWORKS=127.0.0.0/8).
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { enter, launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';

const shots = process.env.SCREENSHOTS;

let demo;
let at;
let browser;
let receiver;
let received = [];

before(async () => {
  process.env.RECONAI_ALLOW_NETWORKS ??= '127.0.0.0/8';
  demo = startDemo();
  at = await demo.ready;
  browser = await launch();
  receiver = createServer((request, answer) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      answer.writeHead(200).end('taken');
    });
  });
  await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});

after(async () => {
  receiver?.close();
  await browser?.close();
  const { code } = await demo.stop();
  assert.ok([0, 130, 143].includes(code), `the demo ended with ${code}`);
});

const address = (path) => `http://127.0.0.1:${receiver.address().port}${path}`;
const arrived = (path) => received.filter((message) => message.path === path);

async function shot(page, name) {
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  }
}

/** Waits until something is so. */
async function until(what, isSo, patience = 90_000) {
  const end = Date.now() + patience;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function addChannel(page, kind, name, path) {
  await page.getByRole('button', { name: 'New channel' }).click();
  await page.locator('select[name=type]').selectOption({ label: kind });
  await page.locator('input[name=name]').fill(name);
  if (kind === 'Webhook') {
    await page.locator('input[name="config.url"]').fill(address(path));
  } else {
    await page.locator('input[name="config.webhook_url"]').fill(address(path));
    await page.getByLabel('It is at a host of our own').check();
  }
  await page.getByRole('button', { name: 'Add the channel' }).click();
}

test('J17: channels are tested, told once, signed, and told again by hand', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await enter(page, at.email, at.password);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Alerts/ }).click();
  await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
  await shot(page, 'alerts-inbox');
  assert.deepEqual(await violations(page), []);

  await page.getByRole('link', { name: 'Channels', exact: true }).click();
  await addChannel(page, 'Slack', 'Our chat', '/slack');
  await page.getByRole('heading', { name: 'Our chat' }).waitFor();
  await addChannel(page, 'Discord', 'Our guild', '/discord');
  await page.getByRole('heading', { name: 'Our guild' }).waitFor();
  await addChannel(page, 'Webhook', 'Tickets', '/webhook');
  const secret = (await page.getByRole('region', { name: 'secret' }).textContent()).trim();
  assert.match(secret, /^[0-9a-z]{40}$/);
  await page.getByRole('button', { name: 'I stored it' }).click();
  await page.getByRole('heading', { name: 'Tickets' }).waitFor();
  for (const [name, path] of [
    ['Our chat', '/slack'],
    ['Our guild', '/discord'],
    ['Tickets', '/webhook'],
  ]) {
    await page.getByRole('button', { name: `Test ${name}` }).click();
    await page.locator('section', { hasText: name }).getByText('The test arrived').first().waitFor();
    assert.equal(arrived(path).length, 1);
    assert.match(arrived(path)[0].body, path === '/webhook' ? /"test":true/ : /test/);
  }
  assert.deepEqual(await violations(page), []);
  await shot(page, 'alerts-channels');

  await page.getByRole('link', { name: 'Rules', exact: true }).click();
  await page.getByRole('button', { name: 'New rule' }).click();
  await page.locator('input[name=name]').fill('Every scan');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('A new finding', { exact: true }).uncheck();
  await dialog.getByLabel('A finding that is back', { exact: true }).uncheck();
  await dialog.getByLabel('A completed scan', { exact: true }).check();
  for (const channel of ['Our chat (Slack)', 'Our guild (Discord)', 'Tickets (Webhook)']) {
    await dialog.getByLabel(channel).check();
  }
  await dialog.getByText('tell Our chat, Our guild and Tickets at once, at most once an hour.').waitFor();
  assert.deepEqual(await violations(page), []);
  await shot(page, 'alerts-rule');
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  await page.getByText('When there is a completed scan on any domain').waitFor();

  received = [];
  const started = await page.evaluate(async () => {
    const csrf = /reconai_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
    const answer = await fetch('/api/assets/scan', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-CSRF-Token': csrf,
        'X-Workspace-Id': sessionStorage.getItem('reconai.workspace') ?? '',
      },
      body: JSON.stringify({ domain: 'acme.test', mode: 'passive', scan_subdomains: false }),
    });
    return answer.status;
  });
  assert.equal(started, 202);
  for (const path of ['/slack', '/discord', '/webhook']) {
    await until(`a message at ${path}`, () => arrived(path).length > 0);
    assert.equal(arrived(path).length, 1, `once at ${path}`);
  }
  const message = arrived('/webhook')[0];
  const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(message.headers['x-reconai-signature']);
  assert.equal(createHmac('sha256', secret).update(`${time}.`).update(message.body).digest('hex'), signature);
  assert.equal(message.headers['x-reconai-event'], 'scan.completed');
  assert.equal(JSON.parse(message.body).event, 'scan.completed');
  assert.ok(JSON.parse(arrived('/slack')[0].body).blocks.length > 0);
  assert.equal(JSON.parse(arrived('/discord')[0].body).embeds.length, 1);

  await page.getByRole('link', { name: 'Deliveries', exact: true }).click();
  await page.getByLabel('Channel').selectOption({ label: 'Tickets (Webhook)' });
  await page.getByRole('button', { name: /^Details of Scan of acme\.test completed/ }).click();
  await page.getByRole('region', { name: 'request' }).getByText('X-ReconAI-Delivery').waitFor();
  assert.deepEqual(await violations(page), []);
  await shot(page, 'alerts-delivery');
  await page.getByRole('button', { name: 'Deliver again' }).click();
  await until('the same once more', () => arrived('/webhook').length === 2);
  assert.equal(arrived('/webhook')[1].headers['x-reconai-delivery'], message.headers['x-reconai-delivery']);

  await page.getByRole('link', { name: 'Inbox', exact: true }).click();
  await page.getByLabel('Event').selectOption({ label: 'A completed scan' }); // others may be newer
  await page.getByText('Scan of acme.test completed').first().waitFor();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await until('nothing is unread', async () => (await page.locator('.unread-mark').count()) === 0);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('alerts fit on a phone, in the dark too', async () => {
  const { page, context, wrong } = await open(browser, at.origin, {
    viewport: { width: 320, height: 640 },
    colorScheme: 'dark',
  });
  await enter(page, at.email, at.password);
  for (const tab of ['', '?tab=channels', '?tab=rules', '?tab=deliveries']) {
    await page.goto(`/alerts${tab}`);
    await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(sideways <= 0, `${tab} scrolls sideways by ${sideways} px`);
    assert.deepEqual(await violations(page), []);
  }
  assert.deepEqual(wrong, []);
  await context.close();
});
