// What is scanned again while the world changes: hosts that are mended, break and fall silent, a scan that is stopped, one
// that waits for a proof, one that comes by itself; and what others see of all that. One service and its lab for all.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { enter, launch, open, violations } from './browser.mjs';
import { freePort, startService } from './service.mjs';

const PASSWORD = 'a tunnel painted on rock';
const SCAN_MS = 120_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Far from UTC, by half an hour too, and without summer time. */
const ZONE = 'Australia/Darwin';

/** How far in advance a schedule is set, so that its time does not pass while it is typed. */
const AHEAD_MS = 75_000;

/** Runs of such a domain begin at most so many ten-thousandths of the time to the next one late. */
const MOST_SHARE = 20;

const WATCHER = 'watcher@acme.example';
const PLANNER = 'planner@acme.example';

let at;
let browser;

before(async () => {
  at = await startService(await freePort(), {});
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await at?.stop();
});

async function heading(page, name) {
  await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
}

/** A window of somebody with a new account. */
async function newcomer(email, options = {}) {
  const window = await open(browser, at.origin, options);
  const { page } = window;
  await page.goto('/signup');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await heading(page, 'First steps');
  return window;
}

/** A window of somebody who has an account. */
async function back(email, options = {}) {
  const window = await open(browser, at.origin, options);
  await enter(window.page, email, PASSWORD);
  return window;
}

async function get(page, path) {
  return (await page.request.get(path)).json();
}

async function send(page, method, path, data) {
  const csrf = (await page.context().cookies()).find((cookie) => cookie.name === 'reconai_csrf').value;
  return page.request.fetch(path, { method, data, headers: { 'X-CSRF-Token': csrf, Origin: at.origin } });
}

const post = (page, path, data) => send(page, 'POST', path, data);
const remove = (page, path) => send(page, 'DELETE', path);

/** Asks until something is so. */
async function until(what, isSo, patience = SCAN_MS) {
  const end = Date.now() + patience;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, what);
    await pause(250);
  }
}

/** The end of the scan whose page is open. */
async function completed(page) {
  await page.getByRole('status').filter({ hasText: 'Completed' }).waitFor({ timeout: SCAN_MS });
  return /scn_[0-9a-z]+/.exec(page.url())[0];
}

/** Scans one host by the form. */
async function scanHost(page, name) {
  await page.goto('/scans/new');
  await page.locator('input[name=domain]').fill(name);
  await page.getByLabel('Names below it too').uncheck();
  await page.getByRole('button', { name: 'Start the scan' }).click();
  await heading(page, `Scan of ${name}`);
  return completed(page);
}

/** Scans a host again from its page. */
async function rescan(page, asset) {
  await page.goto(`/assets/${asset.asset_id}`);
  await page.getByRole('button', { name: 'Rescan' }).click();
  await heading(page, `Scan of ${asset.parent_domain}`);
  return completed(page);
}

const assetOf = async (page, name) => (await get(page, `/api/assets?search=${name}`)).data.find((asset) => asset.asset_value === name);

const findingOf = async (page, asset, type) =>
  (await get(page, `/api/findings?state=all&asset_id=${asset.asset_id}&type=${type}`)).data[0];

/** The panel of a finding. */
async function showFinding(page, finding) {
  await page.goto(`/findings?open=${finding.finding_id}&state=all`);
  const panel = page.getByRole('complementary', { name: 'Finding' });
  await panel.getByRole('region', { name: 'How we know' }).waitFor();
  return panel;
}

/** How much later than planned a punctual run begins, where the next one is so far away. */
const late = (interval) => (interval * MOST_SHARE) / 10_000 + 1_000;

/** Of a moment, what clocks of the place show. */
function clock(moment) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value]));
}

/** The next run of the planner's domain, and that its page shows it on his clock. */
async function nextRun(page) {
  const shown = page.getByRole('region', { name: 'At a glance' }).locator('div').filter({ hasText: 'Next scan' }).locator('time');
  const next = new Date(await shown.getAttribute('datetime'));
  const { hour, minute } = clock(next);
  assert.match(await shown.getAttribute('title'), new RegExp(`\\b${hour}:${minute}:`), 'on the clock of the place');
  return next;
}

/** By how much the runs of a domain are put off, in ten-thousandths of the time to the next one. */
function share(domainId) {
  const hash = [...domainId].reduce((sum, letter) => (Math.imul(31, sum) + letter.charCodeAt(0)) | 0, 0);
  return ((hash % 1_000) + 1_000) % 1_000;
}

/** Adds the domain, again until its runs are put off little enough to wait for. */
async function addPunctual(page, domain) {
  for (;;) {
    const added = await post(page, '/api/domains', { domain });
    assert.equal(added.status(), 201, await added.text());
    const { domain_id: id } = (await added.json()).data;
    if (share(id) <= MOST_SHARE) {
      return;
    }
    assert.equal((await remove(page, `/api/domains/${id}`)).status(), 204);
  }
}

let planned;

test('J16: a schedule is set by the clock of its place, and its next runs are shown', async () => {
  const { page, context, wrong } = await newcomer(PLANNER, { timezoneId: ZONE });
  await addPunctual(page, 'www.acme.test');
  await page.goto('/domains');
  await page.getByRole('link', { name: 'www.acme.test' }).click();
  await heading(page, 'www.acme.test');
  await page.getByRole('button', { name: 'Set a schedule' }).click();
  await page.getByText('By clock (cron)').click();
  assert.equal(await page.locator('select[name=time_zone]').inputValue(), ZONE);

  planned = new Date(Math.ceil((Date.now() + AHEAD_MS) / MINUTE_MS) * MINUTE_MS);
  const { hour, minute } = clock(planned);
  await page.locator('input[name=cron]').fill(`${Number(minute)} ${Number(hour)},${(Number(hour) + 1) % 24} * * *`);
  const first = page.locator('.preview li time').first();
  assert.equal(new Date(await first.getAttribute('datetime')).getTime(), planned.getTime());
  assert.match(await first.innerText(), new RegExp(`\\b${hour}:${minute}\\b`));
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Save the schedule' }).click();
  await page.getByText('Monitored', { exact: true }).waitFor();
  const next = await nextRun(page);
  assert.ok(next >= planned && next - planned <= late(HOUR_MS), `${next.toISOString()} for ${planned.toISOString()}`);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J4: a running scan is stopped, and the hosts that it found stay', async () => {
  const { page, context, wrong } = await newcomer('hasty@acme.example');
  await page.goto('/scans/new');
  await page.locator('input[name=domain]').fill('acme.test');
  await page.getByRole('button', { name: 'Start the scan' }).click();
  const hosts = page.getByRole('region', { name: 'Hosts as they are judged' }).getByRole('row');
  await hosts.first().waitFor({ timeout: SCAN_MS });
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('status').filter({ hasText: 'Canceled' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Stop' }).count(), 0);
  const id = /scn_[0-9a-z]+/.exec(page.url())[0];
  const { data: scan } = await get(page, `/api/assets/scans/${id}`);
  assert.equal(scan.scan_status, 'canceled');
  assert.ok(scan.counts.hosts_done < scan.counts.names_resolved, 'it did not run to its end');
  const found = (await get(page, '/api/assets?limit=1')).pagination.total_items;
  assert.ok(found > 0, 'hosts were found');
  assert.equal(found, scan.assets_discovered, 'those that were kept, though the last were not counted as done any more');
  assert.deepEqual(await violations(page), []);

  await page.getByRole('link', { name: 'See the assets' }).click();
  await page.getByText(found === 1 ? '1 asset' : `${found} assets`, { exact: true }).waitFor();
  await page.locator('tr[data-row]').first().waitFor();
  await page.reload();
  await page.getByText(found === 1 ? '1 asset' : `${found} assets`, { exact: true }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J11: what is fixed is called fixed by the next scan; what breaks again is reopened, with an alert', async () => {
  const { page, context, wrong } = await newcomer(WATCHER);
  const channel = await post(page, '/api/alerts/channels', { name: 'Mail', type: 'email', enabled: true, config: { to: [WATCHER] } });
  assert.equal(channel.status(), 201, await channel.text());
  const rule = await post(page, '/api/alerts/rules', {
    name: 'What is back',
    enabled: true,
    events: ['finding.reopened'],
    min_severity: 'low',
    channels: [(await channel.json()).data.channel_id],
    mode: 'instant',
  });
  assert.equal(rule.status(), 201, await rule.text());

  await scanHost(page, 'blog.acme.test');
  const asset = await assetOf(page, 'blog.acme.test');
  const finding = await findingOf(page, asset, 'http.hsts.missing');
  assert.equal(finding.state, 'open');

  await at.change('mend blog.acme.test');
  await rescan(page, asset);
  await page.getByRole('heading', { name: 'Since the scan before' }).waitFor();
  await page.getByText(/gone findings?/).waitFor();
  let panel = await showFinding(page, finding);
  await panel.getByText('Fixed', { exact: true }).first().waitFor();
  await panel.getByText(/: fixed by a scan/).waitFor();
  assert.deepEqual(await violations(page), []);
  const fixed = (await get(page, `/api/findings/${finding.finding_id}`)).data;
  assert.equal(fixed.state, 'fixed');
  assert.equal(fixed.history[0].actor.type, 'system');
  assert.ok(fixed.fixed_at > finding.first_seen_at);
  await page.goto('/findings?search=blog.acme.test');
  await page.waitForLoadState('networkidle');
  assert.equal(await page.getByRole('button', { name: finding.title, exact: true }).count(), 0, 'it is not among the open ones');

  await at.change('unmend blog.acme.test');
  await rescan(page, asset);
  panel = await showFinding(page, finding);
  await panel.getByText(/^Open.*came back$/).first().waitFor();
  await panel.getByText(/: open by a scan/).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.goto('/findings?reopened=true');
  await page.getByRole('button', { name: finding.title, exact: true }).waitFor();

  const alerts = async () => (await get(page, '/api/alerts?event=finding.reopened')).data;
  await until('an alert comes', async () => (await alerts()).length > 0);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Alerts/ }).click();
  await page.getByLabel('Event', { exact: true }).selectOption({ label: 'A finding that is back' });
  await page.waitForURL(/event=finding\.reopened/);
  const title = (await alerts())[0].title;
  await page.getByRole('row').filter({ hasText: title }).first().waitFor();
  await page.getByRole('row').filter({ hasText: 'blog.acme.test' }).first().waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J12: of a host that is down nothing is called fixed, gone or clean', async () => {
  const { page, context, wrong } = await back(WATCHER);
  const first = await scanHost(page, 'shop.acme.test');
  const asset = await assetOf(page, 'shop.acme.test');
  const finding = await findingOf(page, asset, 'http.hsts.short');
  assert.equal(finding.state, 'open');

  await at.change('off shop.acme.test');
  const second = await rescan(page, asset);
  await at.change('on shop.acme.test');
  await page.getByText('asset that could not be compared').waitFor();
  assert.deepEqual(await violations(page), []);
  const panel = await showFinding(page, finding);
  await panel.getByText('Open', { exact: true }).first().waitFor();
  const after = (await get(page, `/api/findings/${finding.finding_id}`)).data;
  assert.equal(after.state, 'open');
  assert.equal(after.fixed_at, null);
  assert.equal(after.last_scan_id, first, 'it was not seen by the second scan');

  await page.goto(`/assets/${asset.asset_id}`);
  const looked = page.getByRole('region', { name: 'What was looked at' });
  await looked.getByRole('row').first().waitFor();
  assert.match(await looked.innerText(), /timed out|did not answer|silent/);
  assert.deepEqual(await violations(page), []);

  await page.goto(`/changes?from=${first}&to=${second}`);
  await page.locator('.tile-button').filter({ hasText: 'Not comparable' }).click();
  const list = page.getByRole('region', { name: 'Not comparable' });
  await list.getByText('shop.acme.test').waitFor();
  await list.getByText(/silent|timed out/).waitFor();
  for (const label of ['Gone findings', 'Gone assets']) {
    assert.match(await page.locator('.tile-button').filter({ hasText: label }).innerText(), /\b0$/, label);
  }
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J15: an active scan is refused until a TXT record shows whose the domain is; then it finds the ports', async () => {
  const { page, context, wrong } = await back(WATCHER);
  const scan = { domain: 'cache.acme.test', mode: 'active', scan_subdomains: false };
  const refused = await post(page, '/api/assets/scan', scan);
  assert.equal(refused.status(), 403);
  assert.equal((await refused.json()).error_code, 'DOMAIN_NOT_VERIFIED');
  await page.goto('/scans/new');
  await page.locator('input[name=domain]').fill('cache.acme.test');
  await page.getByText('Active scans need proof that cache.acme.test is yours.').waitFor();
  assert.equal(await page.getByRole('radio', { name: 'Active' }).isDisabled(), true);
  assert.deepEqual(await violations(page), []);

  const startActive = async () => {
    await page.goto('/start?domain=acme.test');
    await page.getByRole('radio', { name: 'Active' }).check();
    return page.getByRole('button', { name: 'Start', exact: true });
  };
  const start = await startActive();
  await page.getByRole('region', { name: 'value of the record' }).waitFor();
  assert.equal(await start.isDisabled(), true);
  assert.deepEqual(await violations(page), []);
  await page.goto('/domains');
  await page.getByRole('link', { name: 'acme.test', exact: true }).click();
  await page.getByText('Not verified yet').waitFor();
  const name = await page.getByRole('region', { name: 'name of the record' }).innerText();
  const value = await page.getByRole('region', { name: 'value of the record' }).innerText();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('Not found yet').waitFor();
  await page.getByText(/no such name/).waitFor();
  assert.deepEqual(await violations(page), []);
  await at.change(`txt ${name.trim()} ${value.trim()}`);
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('Verified', { exact: true }).waitFor();
  await page.getByText(/by a TXT record; it and every name below it can be scanned actively/).waitFor();
  assert.deepEqual(await violations(page), []);
  await startActive();
  await page.getByText('acme.test is shown to be yours.').waitFor();
  assert.equal(await start.isDisabled(), false);

  await page.goto('/scans/new');
  await page.locator('input[name=domain]').fill('cache.acme.test');
  await page.getByLabel('Names below it too').uncheck();
  await page.getByRole('radio', { name: 'Active' }).check();
  await page.getByLabel('Ports', { exact: true }).selectOption({ label: 'These' });
  await page.getByLabel('Which ports').fill('22,6379,11211');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Start the scan' }).click();
  await heading(page, 'Scan of cache.acme.test');
  await completed(page);
  const asset = await assetOf(page, 'cache.acme.test');
  assert.deepEqual(asset.open_ports, [6379, 11211]);
  await page.goto(`/assets/${asset.asset_id}/network`);
  for (const port of ['6379', '11211']) {
    await page.getByText(`${port}/tcp`).first().waitFor();
  }
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

/** What a page says, without what differs from request to request and without the id that it was asked for. */
async function saidAt(page, path) {
  await page.goto(path);
  await page.getByRole('alert').or(page.getByRole('heading', { name: 'There is no such page' })).first().waitFor();
  await page.waitForLoadState('networkidle');
  return (await page.locator('main').innerText()).replace(/req_[0-9a-z]+/g, 'req').replace(/(ast|scn|fnd)_[0-9a-z]+/g, 'id');
}

test('J19: what belongs to another tenant looks like what never was', async () => {
  const owner = await back(WATCHER);
  const asset = await assetOf(owner.page, 'blog.acme.test');
  const finding = await findingOf(owner.page, asset, 'http.hsts.missing');
  const scan = (await get(owner.page, '/api/assets/scans?limit=1')).data[0];
  await owner.page.goto(`/assets/${asset.asset_id}`);
  await heading(owner.page, 'blog.acme.test');
  assert.deepEqual(owner.wrong, []);
  await owner.context.close();

  const { page, context, wrong } = await newcomer('stranger@acme.example');
  const nonsense = (prefix) => `${prefix}_${'0'.repeat(26)}`;
  for (const [of, theirs, none] of [
    [(id) => `/assets/${id}`, asset.asset_id, nonsense('ast')],
    [(id) => `/assets/${id}/evidence`, asset.asset_id, nonsense('ast')],
    [(id) => `/scans/${id}`, scan.scan_id, nonsense('scn')],
    [(id) => `/findings?open=${id}&state=all`, finding.finding_id, nonsense('fnd')],
  ]) {
    const said = await saidAt(page, of(theirs));
    const title = await page.title();
    assert.deepEqual(await violations(page), [], of(theirs));
    assert.match(said, /There is no such/);
    assert.doesNotMatch(said, /blog\.acme\.test/);
    assert.equal(said, await saidAt(page, of(none)), of(theirs));
    assert.equal(await page.title(), title);
  }
  for (const [theirs, none] of [
    [`/api/assets/${asset.asset_id}`, `/api/assets/${nonsense('ast')}`],
    [`/api/assets/scans/${scan.scan_id}`, `/api/assets/scans/${nonsense('scn')}`],
    [`/api/findings/${finding.finding_id}`, `/api/findings/${nonsense('fnd')}`],
  ]) {
    const [one, other] = [await page.request.get(theirs), await page.request.get(none)];
    assert.deepEqual([one.status(), other.status()], [404, 404], theirs);
    const same = { request_id: '', path: '', timestamp: '' };
    assert.deepEqual({ ...(await one.json()), ...same }, { ...(await other.json()), ...same });
  }
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J16: the time of a schedule comes, the scan runs by itself, and the next run is planned', async () => {
  const { page, context, wrong } = await back(PLANNER, { timezoneId: ZONE });
  const scans = async () => (await get(page, '/api/assets/scans?domain=www.acme.test')).data;
  await until('a scan begins by itself', async () => (await scans()).length > 0, 4 * MINUTE_MS);
  const scan = (await scans()).at(-1);
  assert.equal(scan.trigger, 'schedule');
  assert.ok(new Date(scan.created_at) >= planned, `${scan.created_at} is not before ${planned.toISOString()}`);
  await page.goto(`/scans/${scan.scan_id}`);
  await completed(page);
  assert.deepEqual(await violations(page), []);

  await page.goto('/domains');
  await page.getByRole('link', { name: 'www.acme.test' }).click();
  await page.getByRole('region', { name: 'At a glance' }).locator('div').filter({ hasText: 'Last scan' }).getByRole('link').waitFor();
  const next = await nextRun(page);
  const wanted = new Date(planned.getTime() + HOUR_MS);
  assert.ok(next >= wanted && next - wanted <= late(23 * HOUR_MS), `${next.toISOString()} for ${wanted.toISOString()}`);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});
