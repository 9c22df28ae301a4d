// The browsers in which the journeys of most weight are made: Chromium, which comes with npm, and with ENGINES=all also
// Firefox and WebKit where Debian's packages of them are installed.
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { firefox } from 'playwright-core';
import { launch } from './browser.mjs';
import * as webkit from './webkit/browser.mjs';

const NOT_ASKED = process.env.ENGINES !== 'all' && 'only with ENGINES=all';

/** FIREFOX_PATH names another one; it has to be of 2026 or later, as what speaks with it is young. */
const FIREFOX = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';

const ENGINES = [
  { name: 'Chromium', launch },
  {
    name: 'Firefox',
    launch: launchFirefox,
    skip: NOT_ASKED || (!existsSync(FIREFOX) && 'firefox-esr is not installed'),
  },
  {
    name: 'WebKit',
    launch: webkit.launch,
    skip: NOT_ASKED || (!webkit.isInstalled && 'webkit2gtk-driver and xvfb are not both installed'),
  },
];

/** A test for each engine. The journey is given a browser of its own and the engine's name. */
export function inEveryEngine(what, journey) {
  for (const { name, launch, skip = false } of ENGINES) {
    test(`${what} (${name})`, { skip }, async () => {
      const browser = await launch();
      try {
        await journey(browser, name);
      } finally {
        await browser.close();
      }
    });
  }
}

/** By this channel Playwright takes a Firefox as it is given out, by WebDriver BiDi, and not one of its own build. */
async function launchFirefox() {
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath: FIREFOX });
  const newContext = async (options) => {
    const context = await browser.newContext(options);
    await context.addInitScript(insertAsTyped);
    return context;
  };
  return { newContext, close: () => browser.close() };
}

/**
 * Runs in the page. By itself Playwright fills a field over BiDi by assigning its value, which React notices and therefore
 * takes the event that follows for old news: nothing was typed as far as it knows. This inserts as the keyboard does.
 */
function insertAsTyped() {
  Object.defineProperty(window, '__pw_bidiInsertText', {
    get: () => (text) => void document.execCommand('insertText', false, text),
    set: () => undefined, // Playwright's own
  });
}
