// Every page by keyboard alone, from the skip link on: what has the focus shows it and can be seen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { enter, launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';

/** Long lists bring new rows as one goes on; so many stops are enough to have met each kind of part. */
const MOST_STOPS = 150;

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

/** What has the focus: its name, and what is wrong with how it shows. Runs in the page. */
function look() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) {
    return undefined;
  }
  const label = element.getAttribute('aria-label') ?? element.innerText ?? '';
  const name = `${element.tagName.toLowerCase()}${element.name ? `[${element.name}]` : ''} ${label.slice(0, 40)}`.trim();
  const isSkip = element.classList.contains('skip-link');
  const first = element.dataset.stopSeen === undefined;
  element.dataset.stopSeen = '';

  // The ring may be drawn by what stands around or beside a control, where a design replaces the control's own box.
  const row = element.closest('label') ?? element.parentElement;
  const around = [element, ...element.children, element.parentElement, element.parentElement?.parentElement, row, ...(row?.children ?? [])];
  const drawn = () =>
    around
      .filter(Boolean)
      .map((one) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, textDecorationLine } = getComputedStyle(one);
        const outline = outlineStyle === 'none' || outlineWidth === '0px' ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
        return [outline, boxShadow, borderColor, backgroundColor, textDecorationLine].join('|');
      })
      .join('\n');
  const focused = drawn();
  element.blur();
  const plain = drawn();
  element.focus({ preventScroll: true });
  const problems = [];
  if (focused === plain) {
    problems.push('shows no focus');
  }

  // Of a control that is drawn by another element, that one is looked at.
  let box = element;
  while (box && (box.getBoundingClientRect().width < 4 || getComputedStyle(box).opacity === '0')) {
    box = box.parentElement;
  }
  const { left, top, right, bottom, width, height } = box.getBoundingClientRect();
  const inset = 2;
  const spots = [
    [(left + right) / 2, (top + bottom) / 2],
    [left + inset, top + inset],
    [right - inset, top + inset],
    [left + inset, bottom - inset],
    [right - inset, bottom - inset],
    [left + inset, (top + bottom) / 2],
    [left + width / 4, (top + bottom) / 2],
  ];
  const isOn = ([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there !== null && (box.contains(there) || there.contains(box));
  };
  const sightable = spots.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  if (height === 0 || sightable.length === 0) {
    problems.push('is out of sight');
  } else if (!sightable.some(isOn)) {
    problems.push('is covered');
  }
  return { name, isSkip, first, problems };
}

/** Goes through the page by Tab, from where the focus is. */
async function walk(page, path) {
  const problems = [];
  let stops = 0;
  for (; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(look);
    if (stop === undefined || !stop.first) {
      break; // the end of the page, or its beginning again
    }
    problems.push(...stop.problems.map((problem) => `${path}: ${stop.name} ${problem}`));
  }
  return { stops, problems };
}

/** Nothing fades in, so that what shows the focus is there at once. */
async function calm(page) {
  await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; animation: none !important; }' });
}

test('J30: every page by keyboard from the skip link, the focus always in sight', async () => {
  const { page, context, wrong } = await open(browser, at.origin, { reducedMotion: 'reduce', bypassCSP: true, viewport: { width: 1440, height: 900 } });
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
});
