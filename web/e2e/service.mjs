// Runs `./reconai lab` and `./reconai serve` beside it: a service whose settings a test chooses.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPost } from './post.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const PATIENCE_MS = 8 * 60_000; // the first start builds
const PAUSE_MS = 300;

function start(command, variables, input = 'ignore') {
  const running = spawn(join(ROOT, 'reconai'), command, {
    cwd: ROOT,
    env: { ...process.env, ...variables },
    stdio: [input, 'pipe', 'pipe'],
  });
  const child = { running, said: '' };
  const hear = (chunk) => (child.said += chunk);
  running.stdout.on('data', hear);
  running.stderr.on('data', hear);
  child.ended = new Promise((resolve) => running.on('exit', (code) => resolve(code)));
  child.ended.then((code) => (child.code = code ?? 'a signal'));
  return child;
}

async function until(child, what, isSo) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (child.code !== undefined || Date.now() > end) {
      throw new Error(`${what}:\n${child.said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** A port that is free, for services whose address is known before they start. It is below those of outgoing connections, which come and go. */
export function freePort() {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(freePort()));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  });
}

/** Starts the service on a port, with settings beside those of the lab. */
export async function startService(port, variables) {
  const folder = mkdtempSync(join(tmpdir(), 'reconai-e2e-'));
  const lab = start(['lab', '--changes'], {}, 'pipe');
  await until(lab, 'the lab did not start', () => lab.said.includes('# the lab is running'));
  const around = Object.fromEntries([...lab.said.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]));
  const origin = `http://127.0.0.1:${port}`;
  const server = start(['serve', '--port', String(port), '--data-dir', folder], { ...around, ...variables });
  const isReady = () => fetch(`${origin}/health/ready`).then((answer) => answer.ok, () => false);
  /** Changes the lab as its administrators would: a line of `reconai lab --changes`. */
  const change = async (line) => {
    const heard = lab.said.length;
    lab.running.stdin.write(`${line}\n`);
    const answer = () => /# (not )?done: .*\n/.exec(lab.said.slice(heard))?.[0];
    await until(lab, `the lab does not answer to ${line}`, answer);
    if (answer().startsWith('# not')) {
      throw new Error(answer());
    }
  };
  const stop = async () => {
    for (const child of [server, lab]) {
      child.running.kill('SIGINT');
      await child.ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until(server, 'the service did not start', isReady);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, change, stop };
}

/** The same on a port of its own, with a mail server beside it, which is `post`. */
export async function startMailedService(variables = {}) {
  const port = await freePort();
  const post = await startPost();
  try {
    const service = await startService(port, {
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(post.port),
      FROM_EMAIL: 'reconai@acme.example',
      RECONAI_PUBLIC_URL: `http://127.0.0.1:${port}`,
      ...variables,
    });
    const stop = async () => {
      await service.stop();
      await post.close();
    };
    return { ...service, post, stop };
  } catch (error) {
    await post.close();
    throw error;
  }
}
