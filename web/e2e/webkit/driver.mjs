// WebDriver (W3C) as WebKitGTK speaks it, and the screen in memory that its browser needs.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../service.mjs';

const DRIVER = '/usr/bin/WebKitWebDriver';
const SCREEN = '/usr/bin/Xvfb';
const POLL_MS = 100;

/** What has to be installed. */
export const PROGRAMS = [DRIVER, SCREEN];

/** By this key WebDriver knows an element (section 12.2 of the standard). */
export const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** No card that draws, no bus of a desktop. */
const BARE = { WEBKIT_DISABLE_DMABUF_RENDERER: '1', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1', DBUS_SESSION_BUS_ADDRESS: 'disabled:' };

/** What the driver answers when it will not; `kind` is the standard's word for why. */
export class DriverError extends Error {
  constructor(command, { error, message }) {
    super(`${command}: ${error}: ${message}`);
    this.kind = error;
  }
}

export async function startScreen() {
  const running = spawn(SCREEN, ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await new Promise((resolve, reject) => {
    running.on('exit', (code) => reject(new Error(`${SCREEN} ended with ${code}`)));
    running.stdout.on('data', (chunk) => resolve(String(chunk).trim()));
  });
  return { display: `:${number}`, stop: () => end(running) };
}

/** Starts a driver and its browser on a screen, with a proxy. What it gives sends commands, their path without the session. */
export async function startSession(display, proxy) {
  const port = await freePort();
  const driver = spawn(DRIVER, [`--port=${port}`], {
    env: { ...process.env, ...BARE, DISPLAY: display },
    stdio: 'ignore',
  });
  try {
    await answering(port, driver);
    const { sessionId } = await command(port, 'POST', '/session', { capabilities: { alwaysMatch: capabilities(proxy) } });
    const session = `/session/${sessionId}`;
    return {
      get: (path) => command(port, 'GET', session + path),
      post: (path, body = {}) => command(port, 'POST', session + path, body),
      stop: async () => {
        await command(port, 'DELETE', session);
        await end(driver);
      },
    };
  } catch (error) {
    await end(driver);
    throw error;
  }
}

function capabilities(proxy) {
  return {
    timeouts: { implicit: 0, pageLoad: 120_000, script: 120_000 },
    proxy: { proxyType: 'manual', httpProxy: proxy, sslProxy: proxy },
  };
}

async function answering(port, driver) {
  while (!(await command(port, 'GET', '/status').then(() => true, () => false))) {
    if (hasEnded(driver)) {
      throw new Error(`${DRIVER} ended with ${driver.exitCode ?? driver.signalCode}`);
    }
    await pause(POLL_MS);
  }
}

async function command(port, method, path, body) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const { value } = await answer.json();
  if (!answer.ok) {
    throw new DriverError(`${method} ${path}`, value);
  }
  return value;
}

function hasEnded(running) {
  return running.exitCode !== null || running.signalCode !== null;
}

async function end(running) {
  if (!hasEnded(running)) {
    const ended = new Promise((resolve) => running.on('exit', resolve));
    running.kill();
    await ended;
  }
}
