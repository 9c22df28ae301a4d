// How pages look to whom: light or dark, with colours that the system chooses, without motion.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { enter, launch, open, violations } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { calm, walk } from './focus.mjs';
import { decode } from './picture.mjs';

let demo;
let at;
let browser;
let pages;

before(async () => {
  demo = startDemo();
  at = await demo.ready;
  browser = await launch();
  const { page, context } = await open(browser, at.origin);
  await enter(page, at.email, at.password);
  const first = async (path) => (await (await page.request.get(path)).json()).data[0];
  const asset = (await first('/api/assets?search=blog.acme.test&limit=1')).asset_id;
  await context.close();
  pages = [
    ['/', '.plot svg'],
    ['/assets', '[data-row]'],
    ['/findings', '[data-row]'],
    [`/assets/${asset}`, '.bars'],
    [`/assets/${asset}/tls`, '.validity'],
    ['/analytics', '.plot svg'],
    ['/domains', 'tbody tr'],
    ['/settings/profile', 'main form'],
  ];
});

after(async () => {
  await browser?.close();
  const { code } = await demo.stop();
  assert.ok([0, 130, 143].includes(code), `the demo ended with ${code}`);
});

const VIEWPORT = { width: 1440, height: 900 };

const MOST_PIXELS = 3;

/** What says something by being drawn, beside its words or without any. */
const MARKS = [
  '.level',
  '.state',
  '.score-fill',
  '.bars .bar',
  '.bar-track span',
  '.stack-bar > *',
  '.validity-gone',
  '.nav-link[aria-current=page]',
  '.mantine-SegmentedControl-label[data-active]',
];

async function look(options, judge) {
  const { page, context, wrong } = await open(browser, at.origin, { viewport: VIEWPORT, ...options });
  await enter(page, at.email, at.password);
  for (const [path, there] of pages) {
    await page.goto(path);
    await page.locator(there).first().waitFor();
    await page.waitForLoadState('networkidle');
    await judge(page, path);
  }
  assert.deepEqual(wrong, []);
  await context.close();
}

/** What the page says and where it stands, in its order. Times go on and are of ever other lengths: they are taken out. */
async function words(page) {
  await page.addStyleTag({ content: 'time { display: none !important; }' });
  return page.evaluate(() =>
    [...document.querySelectorAll('main h1, main h2, main th, main td, main dt, main dd, main button, main a')]
      .filter((element) => element.querySelector('time') === null && element.closest('time') === null)
      .map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return { text: element.textContent, box: [left, top, width, height] };
      }),
  );
}

/** The same words at the same places, but for what fractions of pixels make of each other. */
function assertSame(one, other, path) {
  assert.deepEqual(one.map(({ text }) => text), other.map(({ text }) => text), path);
  const moved = one.filter(({ box }, number) => box.some((edge, side) => Math.abs(edge - other[number].box[side]) > MOST_PIXELS));
  assert.deepEqual(moved, [], `${path}: stand elsewhere`);
}

/** How light a picture is, from 0 to 1 (relative luminance of WCAG, of gamma-coded values, which is near enough). */
function lightness({ rgb }) {
  let sum = 0;
  for (let at = 0; at < rgb.length; at += 3) {
    sum += 0.2126 * rgb[at] + 0.7152 * rgb[at + 1] + 0.0722 * rgb[at + 2];
  }
  return sum / (rgb.length / 3) / 255;
}

/** How many colours a part of a picture has. */
function colours({ width, height, rgb }, box) {
  const seen = new Set();
  for (let y = Math.max(0, Math.floor(box.y)); y < Math.min(height, box.y + box.height); y++) {
    for (let x = Math.max(0, Math.floor(box.x)); x < Math.min(width, box.x + box.width); x++) {
      seen.add(rgb.readUIntBE((y * width + x) * 3, 3));
    }
  }
  return seen.size;
}

test('J29: light and dark are the same pages in other colours', async () => {
  const light = {};
  await look({ colorScheme: 'light', reducedMotion: 'reduce', bypassCSP: true }, async (page, path) => {
    light[path] = { words: await words(page), lightness: lightness(decode(await page.screenshot())) };
  });
  await look({ colorScheme: 'dark', reducedMotion: 'reduce', bypassCSP: true }, async (page, path) => {
    assertSame(await words(page), light[path].words, path);
    const dark = lightness(decode(await page.screenshot()));
    assert.ok(light[path].lightness > 0.8 && dark < 0.25, `${path} is ${light[path].lightness} and ${dark} light`);
  });
});

test('J29: without motion nothing moves', async () => {
  await look({ reducedMotion: 'reduce', bypassCSP: true }, async (page, path) => {
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter((one) => one.playState === 'running' && Number(one.effect?.getComputedTiming().activeDuration) > 1)
        .map((one) => `${one.animationName ?? one.transitionProperty} of ${one.effect?.target?.className}`),
    );
    assert.deepEqual(moving, [], path);
    assert.ok(await rests(page), `${path} changes by itself`);
  });
});

/** True when a page looks the same twice in a row; what it shows may change once or twice meanwhile. */
async function rests(page) {
  await page.addStyleTag({ content: 'time { display: none !important; }' });
  let earlier = decode(await page.locator('main').screenshot());
  for (let look = 0; look < 4; look++) {
    await pause(300);
    const later = decode(await page.locator('main').screenshot());
    if (earlier.rgb.equals(later.rgb)) {
      return true;
    }
    earlier = later;
  }
  return false;
}

test('J29: with colours of the system every mark and the focus can be seen', async () => {
  const met = new Set();
  await look({ forcedColors: 'active', reducedMotion: 'reduce', bypassCSP: true }, async (page, path) => {
    assert.equal(await page.evaluate(() => matchMedia('(forced-colors: active)').matches), true);
    await calm(page);
    assert.deepEqual(await violations(page), []);
    const picture = decode(await page.screenshot());
    for (const mark of MARKS) {
      for (const element of await page.locator(mark).all()) {
        const box = await element.boundingBox();
        if (box && box.width >= 2 && box.y > 0 && box.y + box.height < VIEWPORT.height && box.x + box.width < VIEWPORT.width) {
          met.add(mark);
          const around = { x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6 };
          assert.ok(colours(picture, around) > 1, `${path}: ${mark} at ${JSON.stringify(box)} cannot be seen`);
        }
      }
    }
    const { stops, problems } = await walk(page, path);
    assert.ok(stops > 0, `${path} has ${stops} stops`);
    assert.deepEqual(problems, [], path);
  });
  assert.deepEqual(MARKS.filter((mark) => !met.has(mark)), [], 'marks that were met nowhere');
});
