// Large workspaces in a real browser: long lists, what is done with hundreds at once, long reports. The assets
// come as evidence files, made of what a scan of the lab saw of two hosts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';
import { enter, launch, open, violations } from './browser.mjs';
import { inEveryEngine } from './engines.mjs';
import { freePort, startService } from './service.mjs';

const EMAIL = 'many@acme.example';
const PASSWORD = 'a tunnel painted on rock';
const PATIENCE_MS = 240_000;
const ROWS = 'tr[data-row]';

/** As many rows of a list as may be in the document. */
const MOST_ROWS = 60;

const QUIET = 'magpie-50.acme.test'; // ssh
const OPEN = 'cache.acme.test'; // Redis and memcached, for everybody

/** How many hosts of which domains are like which. */
const DOMAINS = { 'thousand.test': { [QUIET]: 600, [OPEN]: 400 }, 'many.test': { [QUIET]: 9_000 } };

let at;
let browser;
let token;

before(async () => {
  at = await startService(await freePort(), { RECONAI_REQUIRE_OWNERSHIP: 'false' });
  browser = await launch();
  token = (await ask('POST', '/api/auth/register', { email: EMAIL, password: PASSWORD })).access_token;
  const seen = {};
  await Promise.all(
    [QUIET, OPEN].map(async (name) => {
      const scan = await ask('POST', '/api/assets/scan', { domain: name, mode: 'active', scan_subdomains: false });
      await completed(scan.scan_id);
      const lines = (await ask('GET', `/api/assets/scans/${scan.scan_id}/evidence`)).split('\n');
      seen[name] = lines.find((line) => line.startsWith('{"evidence"'));
    }),
  );
  for (const [domain, parts] of Object.entries(DOMAINS)) {
    const lines = Object.entries(parts).flatMap(([name, count]) =>
      Array.from({ length: count }, (_, number) => like(seen[name], name, `${name.slice(0, 2)}${String(number).padStart(5, '0')}`, domain)),
    );
    const scan = await ask('POST', '/api/assets/evidence', `${lines.join('\n')}\n`);
    await completed(scan.scan_id);
  }
});

after(async () => {
  await browser?.close();
  await at?.stop();
});

async function ask(method, path, body) {
  const isText = typeof body === 'string';
  const answer = await fetch(at.origin + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': isText ? 'application/x-ndjson' : 'application/json' }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text.slice(0, 400)}`);
  return answer.headers.get('content-type')?.includes('ndjson') ? text : JSON.parse(text);
}

async function completed(scanId) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { data } = await ask('GET', `/api/assets/scans/${scanId}`);
    if (data.completed_at !== null) {
      assert.equal(data.scan_status, 'completed', data.error_message);
      return;
    }
    assert.ok(Date.now() < end, `the scan is ${data.scan_status} still`);
    await pause(250);
  }
}

/** The same evidence, of another host; of DNS only its address, since an upload holds 50 MiB. */
function like(line, from, label, domain) {
  const name = `${label}.${domain}`;
  const { evidence } = JSON.parse(line.replaceAll(from, name));
  const dns = evidence.dns.filter((lookup) => lookup.name === name && lookup.type === 'A');
  return JSON.stringify({ evidence: { ...evidence, dns, host: { value: name, type: 'subdomain', domain } } });
}

async function total(filter) {
  return (await ask('GET', `/api/assets?limit=1&${filter}`)).pagination.total_items;
}

/** All names that fit, page by page. */
async function names(filter) {
  const all = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const answer = await ask('GET', `/api/assets?limit=100&sort=asset_value&page=${page}&${filter}`);
    all.push(...answer.data.map((asset) => asset.asset_value));
    pages = answer.pagination.total_pages;
  }
  return all;
}

/** The rows of a file of comma-separated values (RFC 4180). */
function parseCsv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') {
      rows.push([]);
    } else if (end === '') {
      break;
    }
  }
  return rows.filter((row) => row.length > 1);
}

const list = (page) => page.locator('.rows');

async function rowsInDocument(page) {
  const count = await page.locator(ROWS).count();
  assert.ok(count <= MOST_ROWS, `${count} rows in the document`);
}

inEveryEngine('J5: ten thousand assets are narrowed down, sorted and scrolled; coming back finds the same place', async (browser) => {
  const { page, context, wrong } = await open(browser, at.origin, { viewport: { width: 1440, height: 900 } });
  await enter(page, EMAIL, PASSWORD);
  await page.goto('/assets');
  const all = await total('');
  assert.ok(all > 10_000, `${all} assets`);
  await page.getByText(`${all.toLocaleString('en')} assets`).waitFor();
  await page.locator(ROWS).first().waitFor();
  await rowsInDocument(page);

  const level = (await ask('GET', `/api/assets?limit=1&search=ma00000.thousand.test`)).data[0].risk_level;
  // Not check(), which wants the mark at once: it comes with the address.
  await page.getByRole('checkbox', { name: new RegExp(`^${level}`, 'i') }).click();
  await page.waitForURL(new RegExp(`risk_level=${level}`));
  await page.getByRole('checkbox', { name: /^22\b/ }).click();
  await page.waitForURL(/open_port=22/);
  const fit = await total(`risk_level=${level}&open_port=22`);
  assert.ok(fit >= 9_600 && fit < all, `${fit} of ${all} fit`);
  await page.getByText(`${fit.toLocaleString('en')} assets`).waitFor();
  await page.getByRole('columnheader', { name: 'Asset' }).getByRole('button').click();
  await page.waitForURL(/sort=-?asset_value/);
  await page.locator('[aria-sort=ascending], [aria-sort=descending]').waitFor();
  assert.deepEqual(await violations(page), []);
  const address = await page.url();
  const sort = new URL(address).searchParams.get('sort');

  await page.getByRole('textbox', { name: /^Row, 1 to/ }).fill('5001');
  await page.getByRole('button', { name: 'Go to row' }).click();
  await page.locator('tr[data-row="5000"]:focus').waitFor();
  await rowsInDocument(page);

  const number = 9_000;
  const expected = (await ask('GET', `/api/assets?limit=1&page=${number + 1}&sort=${sort}&risk_level=${level}&open_port=22`)).data[0];
  await list(page).evaluate((box, part) => box.scrollTo(0, box.scrollHeight * part), (number - 5) / fit);
  const row = page.locator(`tr[data-row="${number}"]`);
  await row.getByRole('link', { name: expected.asset_value, exact: true }).waitFor();
  await rowsInDocument(page);
  assert.equal(await page.locator('table[aria-rowcount]').getAttribute('aria-rowcount'), String(fit + 1));
  assert.deepEqual(await violations(page), []);
  const top = await list(page).evaluate((box) => box.scrollTop);

  await row.getByRole('link', { name: expected.asset_value, exact: true }).click();
  await page.getByRole('heading', { name: expected.asset_value, level: 1 }).waitFor();
  await page.getByRole('heading', { name: 'Why this score' }).waitFor();
  await page.goBack();
  await row.getByRole('link', { name: expected.asset_value, exact: true }).waitFor();
  assert.equal(await page.url(), address);
  assert.ok(Math.abs((await list(page).evaluate((box) => box.scrollTop)) - top) < 60, 'the same place');
  await rowsInDocument(page);

  await page.reload();
  await page.getByText(`${fit.toLocaleString('en')} assets`).waitFor();
  assert.equal(await page.url(), address, 'all of it stands in the address');
  assert.equal(await page.getByRole('checkbox', { name: /^22\b/ }).isChecked(), true);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('J7: all that fit a filter, over several pages, are tagged and exported', async () => {
  const { page, context, wrong } = await open(browser, at.origin, { viewport: { width: 1440, height: 900 } });
  await enter(page, EMAIL, PASSWORD);
  const filter = 'parent_domain=thousand.test&open_port=6379';
  const expected = await names(filter);
  assert.equal(expected.length, 400);
  await page.goto(`/assets?${filter}`);
  await page.getByText('400 assets').waitFor();
  await page.locator(`${ROWS} input[type=checkbox]`).first().check();
  await page.getByText('1 selected').waitFor();
  const bar = page.getByRole('group', { name: 'Marked rows' });
  await bar.getByRole('button', { name: 'Select all 400' }).click();
  await page.getByText('400 selected').waitFor();
  await page.locator(`${ROWS} input[type=checkbox]`).first().uncheck();
  await page.getByText('399 selected').waitFor();
  await page.locator(`${ROWS} input[type=checkbox]`).first().check();
  await page.getByText('400 selected').waitFor();
  assert.deepEqual(await violations(page), []);
  await bar.getByRole('button', { name: 'Tag', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Tag: 400 assets' });
  await dialog.getByLabel('Tag').fill('open-to-all');
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: 'Tag', exact: true }).click();
  await page.getByText('400 assets tagged').waitFor();
  assert.deepEqual(await names('tag=open-to-all'), expected);

  await page.goto('/assets?tag=open-to-all&sort=asset_value');
  await page.getByText('400 assets').waitFor();
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /^CSV/ }).click()]);
  const [head, ...rows] = parseCsv(readFileSync(await file.path(), 'utf8').replace(/^\uFEFF/, ''));
  assert.ok(rows.every((row) => row.length === head.length), 'every row has every column');
  const column = head.indexOf('asset_value');
  assert.deepEqual(rows.map((row) => row[column]), expected);
  await page.keyboard.press('Escape');
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

/** The text that a PDF shows, in its order: what its streams draw with fonts of one octet a letter. */
function textOf(pdf) {
  const raw = pdf.toString('latin1');
  const parts = [];
  for (const { index } of raw.matchAll(/\bstream\r?\n/g)) {
    const begin = index + raw.slice(index).indexOf('\n') + 1;
    const dictionary = raw.slice(raw.lastIndexOf(' obj', index), index);
    if (!dictionary.includes('/FlateDecode')) {
      continue;
    }
    const content = inflateSync(pdf.subarray(begin, raw.indexOf('endstream', begin))).toString('latin1');
    for (const [shown] of content.matchAll(/\((?:[^()\\]|\\.)*\)(?=\s*Tj)|\[(?:[^\]\\]|\\.)*\](?=\s*TJ)/g)) {
      parts.push([...shown.matchAll(/\(((?:[^()\\]|\\.)*)\)/g)].map(([, text]) => text.replace(/\\(.)/g, '$1')).join(''));
    }
  }
  return parts.join('\n');
}

test('J24: the detailed report of a thousand assets is a tagged PDF whose totals are those on the screen', async () => {
  const { page, context, wrong } = await open(browser, at.origin, { viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(60_000);
  await enter(page, EMAIL, PASSWORD);
  await page.goto('/assets?parent_domain=thousand.test');
  await page.getByText('1,000 assets').waitFor();
  await page.getByRole('checkbox', { name: /^critical/i }).waitFor();
  const levels = {};
  for (const level of ['critical', 'high', 'medium', 'low']) {
    const box = page.getByRole('checkbox', { name: new RegExp(`^${level}`, 'i') });
    levels[level] = (await box.count()) === 0 ? 0 : Number(/[\d,]+$/.exec((await box.locator('xpath=ancestor::label[1]').innerText()).trim())?.[0].replaceAll(',', '') ?? 0);
    assert.equal(levels[level], await total(`parent_domain=thousand.test&risk_level=${level}`), level);
  }
  assert.equal(Object.values(levels).reduce((sum, count) => sum + count, 0), 1_000);
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Detailed PDF of thousand.test' }).click(),
  ]);
  assert.match(file.suggestedFilename(), /^detailed_security_report_.*\.pdf$/);
  const pdf = readFileSync(await file.path());
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  const end = pdf.subarray(-1_024).toString('latin1');
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(end)?.[1]);
  assert.match(pdf.subarray(table, table + 20).toString('latin1'), /^(xref|\d+ 0 obj)/, 'its table of objects is where it says');
  const objects = pdf.toString('latin1');
  assert.match(objects, /\/MarkInfo\s*<<\s*\/Marked true\s*>>/, 'it is tagged');
  assert.match(objects, /\/StructTreeRoot \d+ 0 R/);
  assert.match(objects, /\/Type\s*\/StructTreeRoot/);
  const text = textOf(pdf);
  assert.match(text, /1,?000 hosts/);
  for (const [level, count] of Object.entries(levels)) {
    assert.match(text, new RegExp(`^${level}\\s+${count}$`, 'im'), `${level}: ${count}`);
  }
  await page.keyboard.press('Escape');
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});
