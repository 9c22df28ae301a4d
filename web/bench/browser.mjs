// How fast the app is in a browser: what is loaded first, when the overview is there, how lists and the map move. The
// service's own time is not in the figures of lists and map: their answers are made here, of as many rows as asked for.
//
//   DEMO_AT="http://127.0.0.1:8000 e-mail password" node bench/browser.mjs      (from web/, with a built server running)
//
// "Usable" is when the main thread has done the last task of over 50 ms, looked for until a second after the rows or
// numbers were there. Where `bench/peer` is built (npm install, npx vite build), its list is measured in the same way.
//
// Each figure is the median of RUNS, with the least and the most. The processor is slowed down 4 times by the browser
// where it says so.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { enter, launch, open } from '../e2e/browser.mjs';
import { startDemo } from '../e2e/demo.mjs';

const RUNS = Number(process.env.RUNS ?? 5);
const SLOWER = 4;
const SIZES = [100, 10_000, 100_000];
const NODES = 2_000;
const QUIET_MS = 1_000;
const PEER = fileURLToPath(new URL('peer/dist', import.meta.url));

const demo = startDemo();
const at = await demo.ready;
const browser = await launch();
try {
  await firstLoad();
  for (const slower of [1, SLOWER]) {
    for (const count of SIZES) {
      await overview(count, slower);
      await list(count, slower);
    }
    await map(slower);
  }
  if (existsSync(PEER)) {
    await peer();
  }
} finally {
  await browser.close();
  await demo.stop();
}

/** Scripts that the first page names, and those that the overview fetches on top. */
async function firstLoad() {
  const html = await (await fetch(`${at.origin}/`, { headers: { Accept: 'text/html' } })).text();
  const shell = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => new URL(match[1], at.origin).href);
  const { page, context } = await open(browser, at.origin);
  const scripts = new Set();
  await enter(page, at.email, at.password);
  page.on('response', (answer) => new URL(answer.url()).pathname.endsWith('.js') && scripts.add(answer.url()));
  await page.reload();
  await page.locator('.plot svg').first().waitFor();
  await page.waitForLoadState('networkidle');
  await context.close();
  say('first load: scripts of the shell, KB gzipped', await kilobytes(shell));
  say('first load: scripts until the overview with its charts is there, KB gzipped', await kilobytes([...scripts]));
}

async function kilobytes(urls) {
  let bytes = 0;
  for (const url of urls) {
    bytes += gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
  }
  return `${(bytes / 1024).toFixed(0)} in ${urls.length} files`;
}

/** From the start of the navigation: first paint, and the tiles with their numbers; the longest task after it. */
async function overview(count, slower) {
  const times = [];
  await repeat(slower, async (page) => {
    await page.route('**/api/analytics/dashboard*', async (route) => {
      const answer = await (await route.fetch()).json();
      await route.fulfill({ json: { data: { ...answer.data, discovered_assets: count } } });
    });
    await page.goto('/');
    await page.locator('.tile strong', { hasText: count.toLocaleString('en') }).first().waitFor();
    times.push(await timed(page));
  });
  sayTimes(`overview, ${count.toLocaleString('en')} assets${slow(slower)}`, 'numbers there', times);
}

/** The first rows, then a scroll through all of them by frames: how long the frames were. */
async function list(count, slower) {
  const times = [];
  const frames = [];
  await repeat(slower, async (page) => {
    await answerRows(page, count);
    await page.goto('/assets');
    await page.locator('tr[data-row]').first().waitFor();
    times.push(await timed(page));
    frames.push(...(await page.evaluate(scrollThrough)));
  });
  const ranked = frames.sort((left, right) => left - right);
  const name = `list of ${count.toLocaleString('en')} assets${slow(slower)}`;
  sayTimes(name, 'first rows', times);
  say(`${name}: frames while scrolling, ms`, `median ${part(ranked, 0.5)}, 95 of 100 ${part(ranked, 0.95)}, longest ${part(ranked, 1)}`);
}

/** When it was first painted, when what was waited for is there, and when the page is usable; ms since its navigation. */
async function timed(page) {
  const there = await page.evaluate(() => performance.now());
  return page.evaluate(
    async ({ there, quiet }) => {
      const long = [];
      new PerformanceObserver((list) => long.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });
      await new Promise((done) => setTimeout(done, quiet));
      const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
      const usable = Math.max(there, ...long.map((task) => task.startTime + task.duration));
      return { painted, there, usable };
    },
    { there, quiet: QUIET_MS },
  );
}

function sayTimes(name, there, times) {
  say(`${name}: first paint, ms`, middle(times.map((time) => time.painted)));
  say(`${name}: ${there}, ms`, middle(times.map((time) => time.there)));
  say(`${name}: usable, ms`, middle(times.map((time) => time.usable)));
}

/** The list of the app made with a kit, of the same rows. */
async function peer() {
  const server = createServer(async (request, answer) => {
    const path = new URL(request.url, 'http://peer').pathname;
    const file = extname(path) ? path : '/index.html';
    answer.setHeader('Content-Type', { '.js': 'text/javascript', '.html': 'text/html' }[extname(file)] ?? 'text/plain');
    answer.end(await readFile(join(PEER, file)).catch(() => ''));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const scripts = [...(await readFile(join(PEER, 'index.html'), 'utf8')).matchAll(/(?:src|href)="([^"]+\.js)"/g)];
  say('react-admin: scripts of the shell, KB gzipped', await kilobytes(scripts.map((match) => origin + match[1])));
  for (const slower of [1, SLOWER]) {
    for (const count of SIZES) {
      const times = [];
      for (let run = 0; run < RUNS; run++) {
        const { page, context } = await open(browser, origin);
        await answerRows(page, count);
        await page.goto('/');
        await page.locator('tbody tr').first().waitFor(); // what it needs is in the browser's cache, as it is for ours
        await slowDown(context, page, slower);
        await page.goto('/');
        await page.locator('tbody tr').first().waitFor();
        times.push(await timed(page));
        await context.close();
      }
      sayTimes(`react-admin, list of ${count.toLocaleString('en')} assets${slow(slower)}`, 'first rows', times);
    }
  }
  server.close();
}

/** In the page: 120 steps of 600 px, one a frame. */
async function scrollThrough() {
  const box = document.querySelector('.rows');
  const times = [];
  let before = await new Promise(requestAnimationFrame);
  for (let step = 0; step < 120; step++) {
    box.scrollTop += 600;
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return times;
}

async function map(slower) {
  const there = [];
  await repeat(slower, async (page) => {
    await page.route('**/api/assets/graph*', (route) => route.fulfill({ json: graph() }));
    await page.goto('/map');
    await page.locator('canvas').first().waitFor();
    await page.locator('[role=treeitem]').first().waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    there.push(await page.evaluate(() => performance.now()));
  });
  say(`map of ${NODES.toLocaleString('en')} nodes${slow(slower)}: drawn, ms`, middle(there));
}

async function repeat(slower, measure) {
  for (let run = 0; run < RUNS; run++) {
    const { page, context } = await open(browser, at.origin);
    page.setDefaultTimeout(60_000);
    await enter(page, at.email, at.password);
    await slowDown(context, page, slower);
    await measure(page);
    await context.close();
  }
}

function answerRows(page, count) {
  return page.route(/\/api\/assets\?/, async (route) => {
    const wanted = new URL(route.request().url()).searchParams;
    await route.fulfill({ json: rows(count, Number(wanted.get('page') ?? 1), Number(wanted.get('limit') ?? 20)) });
  });
}

async function slowDown(context, page, slower) {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
}

function rows(count, page, limit) {
  const from = (page - 1) * limit;
  const data = Array.from({ length: Math.max(0, Math.min(limit, count - from)) }, (_, index) => asset(from + index));
  return {
    data,
    pagination: { current_page: page, total_pages: Math.ceil(count / limit), total_items: count, items_per_page: limit },
  };
}

function asset(number) {
  const score = 100 - (number % 100);
  return {
    asset_id: `ast_${number}`,
    asset_value: `host-${number}.example.test`,
    asset_type: 'subdomain',
    parent_domain: 'example.test',
    risk_score: score,
    risk_level: score > 80 ? 'critical' : score > 60 ? 'high' : score > 30 ? 'medium' : 'low',
    risk_factors: [],
    ip_addresses: [`203.0.113.${number % 256}`],
    open_ports: [80, 443],
    technologies: ['nginx/1.21.0'],
    ssl_cert_valid: true,
    ssl_days_until_expiry: number % 90,
    http_status: 200,
    title: `Host ${number}`,
    open_findings: 3,
    open_findings_by_severity: { info: 1, low: 1, medium: 1, high: 0, critical: 0 },
    state: 'active',
    tags: [],
    owner: null,
    discovered_via: 'list',
    discovered_at: '2026-01-01T00:00:00.000Z',
    last_seen_at: '2026-01-01T00:00:00.000Z',
    last_scanned_at: '2026-01-01T00:00:00.000Z',
    next_scan_at: null,
  };
}

function graph() {
  const hosts = Array.from({ length: NODES / 2 - 1 }, (_, number) => number);
  const node = (id, kind, label) => ({ id, kind, label, asset_id: null, risk_level: 'low', risk_score: 10, count: 1 });
  const nodes = [
    node('d:example.test', 'domain', 'example.test'),
    ...hosts.map((number) => node(`h:${number}`, 'host', `host-${number}.example.test`)),
    ...hosts.map((number) => node(`a:${number}`, 'address', `203.0.${number >> 8}.${number & 255}`)),
    node('n:1', 'network', '203.0.0.0/16'),
  ];
  const edges = hosts.flatMap((number) => [
    { from: 'd:example.test', to: `h:${number}`, kind: 'contains' },
    { from: `h:${number}`, to: `a:${number}`, kind: 'resolves_to' },
    { from: `a:${number}`, to: 'n:1', kind: 'in_network' },
  ]);
  return { data: { nodes, edges, truncated: false, total_nodes: nodes.length } };
}

function slow(slower) {
  return slower === 1 ? '' : `, processor ${slower} times slower`;
}

function part(ranked, share) {
  return ranked[Math.min(ranked.length - 1, Math.floor(ranked.length * share))].toFixed(0);
}

function middle(values) {
  const ranked = [...values].sort((left, right) => left - right);
  return `${part(ranked, 0.5)} (${part(ranked, 0)} to ${part(ranked, 1)})`;
}

function say(what, value) {
  console.log(`${what}: ${value}`);
}
