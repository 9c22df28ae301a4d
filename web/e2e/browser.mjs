// The browser of the tests: a headless Chromium that comes with an npm package, with the libraries it needs, so that
// nothing has to be installed on the system.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

/** For what a busy machine does late; what never comes is told no sooner by less. */
const PATIENCE_MS = 40_000;

/** Longer than anything fades in. */
const MOVING_MS = 1_000;

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Starts the browser; CHROMIUM_PATH names another one. */
export async function launch() {
  const own = process.env.CHROMIUM_PATH;
  if (own && existsSync(own)) {
    return chromium.launch({ executablePath: own, args: ['--no-sandbox'] });
  }
  unpacked ??= unpack();
  return chromium.launch({ ...(await unpacked), args: ['--no-sandbox', '--disable-gpu'] });
}

let unpacked;

/** The package leads to its libraries and fonts by variables of the environment, which are no good for other browsers. */
async function unpack() {
  const before = { ...process.env };
  // The package unpacks its libraries only where it believes to be in this environment.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  const { default: packed } = await import('@sparticuz/chromium');
  packed.setGraphicsMode = false;
  const executablePath = await packed.executablePath();
  const env = { ...process.env };
  process.env = before;
  return { executablePath, env };
}

/** A fresh window that writes down what must not happen: errors in the console, failed or foreign requests. */
export async function open(browser, origin, options = {}) {
  const context = await browser.newContext({ baseURL: origin, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) {
      wrong.push(`console: ${message.text()}`);
    }
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) {
      wrong.push(`foreign request: ${request.url()}`);
    }
  });
  page.on('response', (answer) => {
    if (answer.status() >= 500) {
      wrong.push(`${answer.status()} from ${answer.url()}`);
    }
  });
  return { page, context, wrong };
}

/** What axe finds on the page as it is now (WCAG 2.2 A and AA), in short. */
export async function violations(page) {
  await page.evaluate(axeSource);
  const found = await seen(page);
  if (found.length === 0) {
    return found;
  }
  await page.waitForTimeout(MOVING_MS); // something that fades in has another contrast on its way
  return seen(page);
}

async function seen(page) {
  const found = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
  );
  return found.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`,
  );
}

/** Cookies of those who signed in: signing in often is refused, as it should be. */
const sessions = new Map();

/** Signs in, or goes on with the sign-in of an earlier test, and waits for the overview. */
export async function enter(page, email, password) {
  const overview = page.getByRole('heading', { name: 'Overview', exact: true, level: 1 });
  const field = page.locator('input[name=email]');
  await page.context().addCookies(sessions.get(email) ?? []);
  await page.goto('/');
  await overview.or(field).first().waitFor();
  if (await field.isVisible()) {
    await field.fill(email);
    await page.locator('input[name=password]').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await overview.waitFor();
  }
  sessions.set(email, await page.context().cookies());
}

/** Goes on with the sign-in of an earlier test without a look at the overview, which costs a dozen requests. */
export async function goOn(page, email) {
  await page.context().addCookies(sessions.get(email));
}

/** Waits for the page of this heading. */
export async function heading(page, name) {
  await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
}
