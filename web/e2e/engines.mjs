// The browsers in which a journey can be made: Chromium, which comes with npm, and beside it Firefox and WebKit where
// Debian's packages of them are installed.
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { firefox } from 'playwright-core';
import { launch } from './browser.mjs';
import * as webkit from './webkit/browser.mjs';

/** FIREFOX_PATH names another one; it has to be of 2026 or later, as what speaks with it is young. */
const FIREFOX = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';

const ENGINES = [
  { name: 'Chromium', launch },
  {
    name: 'Firefox',
    // By this name Playwright takes a Firefox as it is given out, by WebDriver BiDi, and not one of its own build.
    launch: () => firefox.launch({ channel: 'moz-firefox', executablePath: FIREFOX }),
    skip: !existsSync(FIREFOX) && 'firefox-esr is not installed',
  },
  { name: 'WebKit', launch: webkit.launch, skip: !webkit.isInstalled && 'webkit2gtk-driver and xvfb are not both installed' },
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
