// Runs `./reconai demo` as its user would, and reads from its output where to look.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const PATIENCE_MS = 8 * 60_000; // the first start builds

/** Resolves when the demo says that it is ready. DEMO_AT ("address e-mail password") names one that runs already. */
export function startDemo() {
  if (process.env.DEMO_AT) {
    const [origin, email, password] = process.env.DEMO_AT.split(' ');
    return { ready: Promise.resolve({ origin, email, password }), stop: async () => ({ code: 0 }) };
  }
  const demo = spawn(join(ROOT, 'reconai'), ['demo', '--port', '0'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ended = new Promise((resolve) => demo.on('exit', (code, signal) => resolve({ code, signal })));
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the demo did not start:\n${said}`)), PATIENCE_MS);
    const hear = (chunk) => {
      said += chunk;
      const found = /Open\s+(http:\S+?)\/?\s+E-mail\s+(\S+)\s+Password\s+(\S+)/.exec(said);
      if (found) {
        clearTimeout(timer);
        resolve({ origin: found[1], email: found[2], password: found[3] });
      }
    };
    demo.stdout.on('data', hear);
    demo.stderr.on('data', hear);
    ended.then(({ code }) => {
      clearTimeout(timer);
      reject(new Error(`the demo ended with ${code}:\n${said}`));
    });
  });
  const stop = async () => {
    demo.kill('SIGINT');
    return ended;
  };
  return { ready, stop };
}
