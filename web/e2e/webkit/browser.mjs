// WebKit behind as much of Playwright's browser, context and page as the journeys use that are made in every engine.
// Playwright itself drives only a WebKit of its own build; this one is the system's, WebKitGTK, by way of WebDriver.
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PROGRAMS, startScreen, startSession } from './driver.mjs';
import { Finder } from './locator.mjs';
import { complaints, looking } from './look.mjs';
import { fits, startRelay } from './relay.mjs';

const POLL_MS = 100;
const VIEWPORT = { width: 1280, height: 720 };

export const isInstalled = PROGRAMS.every((program) => existsSync(program));

export async function launch() {
  const screen = await startScreen();
  const contexts = new Set();
  return {
    newContext: async (options) => {
      const context = await newContext(screen.display, options);
      contexts.add(context);
      return context;
    },
    close: async () => {
      await Promise.all([...contexts].map((context) => context.close()));
      await screen.stop();
    },
  };
}

async function newContext(display, { baseURL, viewport = VIEWPORT }) {
  const events = new EventEmitter();
  const relay = await startRelay(baseURL);
  relay.heard.on('request', (request) => events.emit('request', request));
  relay.heard.on('response', (response) => events.emit('response', response));
  const session = await startSession(display, relay.address);
  const context = {
    cookies: async () => (await session.get('/cookie')).map(({ expiry, ...cookie }) => ({ ...cookie, expires: expiry ?? -1 })),
    addCookies: async (cookies) => {
      if (cookies.length > 0) {
        await session.post('/url', { url: `${baseURL}/health/live` }); // cookies are given to the site that is open
      }
      for (const { name, value, path, domain, secure, httpOnly, sameSite, expires } of cookies) {
        const cookie = { name, value, path, domain, secure, httpOnly, sameSite, ...(expires > 0 && { expiry: Math.floor(expires) }) };
        await session.post('/cookie', { cookie });
      }
    },
    close: async () => {
      context.close = async () => {};
      await session.stop();
      await relay.close();
    },
  };
  const page = new Page({ session, relay, events, context, baseURL });
  context.newPage = async () => page;
  await page.resize(viewport);
  return context;
}

class Page extends Finder {
  constructor({ session, relay, events, context, baseURL }) {
    super(undefined, []);
    this.page = this;
    this.session = session;
    this.relay = relay;
    this.events = events;
    this.context = () => context;
    this.baseURL = baseURL;
    this.patienceMs = 30_000;
    this.request = { get: (path) => this.ask(path) };
  }

  on(event, hear) {
    this.events.on(event, hear);
  }

  setDefaultTimeout(patienceMs) {
    this.patienceMs = patienceMs;
  }

  /** Makes the window so large that the page has this size in it. */
  async resize({ width, height }) {
    const around = await this.evaluate(() => [window.outerWidth - window.innerWidth, window.outerHeight - window.innerHeight]);
    await this.session.post('/window/rect', { width: width + around[0], height: height + around[1] });
  }

  async goto(address) {
    await this.session.post('/url', { url: new URL(address, this.baseURL).href });
  }

  async reload() {
    await this.session.post('/refresh');
  }

  async goBack() {
    await this.session.post('/back');
  }

  url() {
    return this.session.get('/url');
  }

  title() {
    return this.session.get('/title');
  }

  async waitForURL(pattern) {
    const end = Date.now() + this.patienceMs;
    while (!fits(pattern, await this.url())) {
      if (Date.now() > end) {
        throw new Error(`the address is ${await this.url()}, not ${pattern}`);
      }
      await pause(POLL_MS);
    }
  }

  /** Waits until nothing is loaded any more, the one state of loading that journeys ask for. */
  async waitForLoadState() {
    await this.relay.idle();
  }

  async waitForTimeout(milliseconds) {
    await pause(milliseconds);
  }

  async route(pattern, answer) {
    this.relay.route(pattern, answer);
  }

  async unroute(pattern) {
    this.relay.unroute(pattern);
  }

  /** Runs a script, or calls a function with an argument and waits for what it promises. */
  async evaluate(deed, argument) {
    return typeof deed === 'string' ? this.session.post('/execute/sync', { script: deed, args: [] }) : this.call(deed, argument);
  }

  /** The same with a function that looks for elements. */
  look(deed, steps) {
    return this.call(looking(deed), steps);
  }

  /** Elements among the arguments have to stand by themselves: the driver knows none within another value. */
  async call(deed, ...given) {
    const { value, error, said } = await this.session.post('/execute/async', {
      script: `const given = [...arguments];
        const done = given.pop();
        const said = (${complaints})();
        const answer = (outcome) => done({ ...outcome, said: said.splice(0) });
        (async () => (${deed})(...given))().then((value) => answer({ value }), (error) => answer({ error: String(error) }));`,
      args: given.map((argument) => argument ?? null),
    });
    said.forEach((text) => this.events.emit('console', { type: () => 'error', text: () => text }));
    if (error !== undefined) {
      throw new Error(error);
    }
    return value;
  }

  /** Asks with the cookies of the page. */
  async ask(path) {
    const cookies = (await this.context().cookies()).map(({ name, value }) => `${name}=${value}`);
    const answer = await fetch(new URL(path, this.baseURL), { headers: { Cookie: cookies.join('; ') } });
    return { status: () => answer.status, json: () => answer.json() };
  }
}
