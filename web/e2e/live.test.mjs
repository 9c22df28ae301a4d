// A scan that goes on, as its page shows it: by the event stream, and without it. The service's answers are made here, so
// that the scan is as far as the test wants.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { enter, launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { inEveryEngine } from './engines.mjs';

const ID = 'scn_01j9z8q4w2e5r7t9y1u3i5o7p9';

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

/** A scan of which nothing but the progress is of interest. */
async function scanOf(page, progress, status = 'running') {
  const known = (await (await page.request.get('/api/assets/scans?limit=1')).json()).data[0];
  return {
    ...known,
    scan_id: ID,
    scan_status: status,
    scan_progress: progress,
    current_phase: 'enrichment',
    completed_at: null,
    findings_by_severity: { info: 0, low: 0, medium: 0, high: 1, critical: 1 },
  };
}

const finding = (number, severity) => ({
  finding_id: `fnd_${number}`,
  asset_id: `ast_${number}`,
  asset_value: `host-${number}.acme.test`,
  type: 'http.hsts.missing',
  severity,
  title: `Finding ${number}`,
  is_new: true,
});

const asset = (number, risk_score) => ({
  asset_id: `ast_${number}`,
  asset_value: `host-${number}.acme.test`,
  risk_score,
  risk_level: risk_score > 85 ? 'critical' : 'low',
  open_ports: [443],
  open_findings: 1,
  findings_count: 1,
});

const page1 = (data) => ({
  data,
  pagination: { current_page: 1, total_pages: 1, total_items: data.length, items_per_page: 50 },
});

const events = (list) => list.map(([id, name, data]) => `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join('');

/** Answers for the scan; `state.stream` is what its stream says before it is cut, or nothing where it cannot be opened. */
async function answer(page, state) {
  await page.route(`**/api/assets/scans/${ID}/events*`, (route) => {
    state.opened.push(new URL(route.request().url()).searchParams.get('last_event_id'));
    return state.stream === undefined
      ? route.abort()
      : route.fulfill({ contentType: 'text/event-stream', body: state.stream });
  });
  await page.route(`**/api/assets/scans/${ID}`, async (route) => {
    state.asked++;
    await route.fulfill({ json: { data: state.scan } });
  });
  await page.route(/\/api\/assets\?.*scan_id=/, (route) => route.fulfill({ json: page1(state.assets) }));
  await page.route(/\/api\/findings\?.*scan_id=/, (route) => route.fulfill({ json: page1(state.findings) }));
}

test('J3: without its event stream a scan is asked for, until the stream works again', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await enter(page, at.email, at.password);
  const state = {
    opened: [],
    asked: 0,
    stream: undefined,
    scan: await scanOf(page, 20),
    assets: [asset(1, 12), asset(2, 91)],
    findings: [finding(1, 'high')],
  };
  await answer(page, state);
  await page.goto(`/scans/${ID}`);
  await page.getByText('asked for every few seconds').waitFor();
  await page.getByText('20 %').waitFor();
  await page.getByText(/^Going on for /).waitFor();
  await page.getByText('Finding 1').waitFor();
  const hosts = page.getByRole('region', { name: 'Hosts as they are judged' }).getByRole('row');
  await hosts.nth(1).waitFor();
  assert.match(await hosts.first().textContent(), /host-2/, 'the worst one first');
  assert.deepEqual(await violations(page), []);

  state.scan = { ...state.scan, scan_progress: 40 };
  state.findings = [finding(2, 'critical'), finding(1, 'high')];
  await page.getByText('40 %').waitFor();
  await page.getByText('Finding 2').waitFor();
  assert.equal(await page.getByText('Finding 1').count(), 1, 'nothing twice');

  state.stream = events([
    [7, 'scan', { ...state.scan, scan_progress: 30 }],
    [8, 'finding', finding(3, 'low')],
    [9, 'end', { ...state.scan, scan_progress: 100, scan_status: 'completed' }],
  ]);
  await page.getByText('100 %').waitFor({ timeout: 40_000 });
  await page.getByText('Reconnecting').waitFor({ state: 'detached' });
  const [opened, asked] = [state.opened.length, state.asked];
  assert.ok(asked >= 3, `asked ${asked} times`);
  await page.waitForTimeout(4_000); // longer than it waits between two questions
  assert.equal(state.opened.length, opened, 'the end is the end');
  assert.deepEqual(wrong.filter((line) => !line.includes('ERR_FAILED')), []);
  await context.close();
});

inEveryEngine('J3: a stream that is cut goes on after its last event', async (browser) => {
  const { page, context } = await open(browser, at.origin);
  await enter(page, at.email, at.password);
  const scan = await scanOf(page, 50);
  const state = { opened: [], asked: 0, scan, assets: [], findings: [], stream: events([[41, 'scan', scan], [42, 'finding', finding(1, 'high')]]) };
  await answer(page, state);
  await page.goto(`/scans/${ID}`);
  await page.getByText('Finding 1').waitFor();
  for (let waited = 0; state.opened.length < 2 && waited < 100; waited++) {
    await page.waitForTimeout(100);
  }
  assert.deepEqual(state.opened.slice(0, 2), [null, '42']);
  await context.close();
});

test('what goes on is told to every page as it happens', async () => {
  const { page, context, wrong } = await open(browser, at.origin);
  await enter(page, at.email, at.password);
  const scan = await scanOf(page, 20);
  let isOver = false;
  let opened = 0;
  await page.route('**/api/assets/scans?status=pending,running*', (route) => route.fulfill({ json: page1(isOver ? [] : [scan]) }));
  await page.route('**/api/events*', async (route) => {
    opened++;
    isOver = opened > 1;
    const told = isOver ? { ...scan, scan_progress: 100, scan_status: 'completed' } : { ...scan, scan_progress: 70 };
    await route.fulfill({ contentType: 'text/event-stream', body: events([[opened, 'scan', told]]) });
  });
  await page.goto('/help');
  const chip = page.getByRole('button', { name: /^1 running scan, 70 percent done/ });
  await chip.waitFor({ timeout: 4_000 }); // before it is asked for again, which says 20
  await chip.waitFor({ state: 'detached' });
  assert.ok(opened >= 2, `opened ${opened} times`);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('the findings stand still while somebody points at them, and when told to', async () => {
  const { page, context } = await open(browser, at.origin);
  await enter(page, at.email, at.password);
  const state = { opened: [], asked: 0, stream: undefined, scan: await scanOf(page, 20), assets: [], findings: [finding(1, 'high')] };
  await answer(page, state);
  await page.goto(`/scans/${ID}`);
  const ticker = page.getByRole('list', { name: 'The newest findings' });
  await ticker.getByText('Finding 1').hover();
  state.findings = [finding(2, 'critical'), finding(1, 'high')];
  await page.getByText('Stands still; 1 newer').waitFor();
  assert.equal(await ticker.getByText('Finding 2').count(), 0);
  await page.getByRole('heading', { level: 1 }).hover();
  await ticker.getByText('Finding 2').waitFor();

  await page.getByRole('button', { name: 'Pause' }).click();
  state.findings = Array.from({ length: 20 }, (_, number) => finding(number + 3, 'low'));
  await page.getByText('Stands still; 20 newer').waitFor();
  assert.equal(await ticker.getByText('Finding 2').count(), 1);
  await page.getByRole('button', { name: 'Go on' }).click();
  await ticker.getByText('Finding 3', { exact: true }).waitFor();
  assert.equal(await ticker.getByRole('listitem').count(), 8);
  await context.close();
});
