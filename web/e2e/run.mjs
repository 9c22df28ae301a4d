// Runs the journeys, a file after the other, each against a demo or server of its own. A file that fails is played
// once more at the end, when the machine has had time to calm down; one that passes only then is called flaky.
//
// node e2e/run.mjs [FILE…]

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = dirname(fileURLToPath(import.meta.url));

const files = process.argv.length > 2
  ? process.argv.slice(2)
  : readdirSync(FOLDER)
      .filter((name) => name.endsWith('.test.mjs'))
      .sort()
      .map((name) => join(FOLDER, name));

/** True when every journey of the file went well. */
function play(file) {
  return new Promise((resolve) => {
    spawn(process.execPath, ['--test', file], { stdio: 'inherit' }).on('exit', (code) => resolve(code === 0));
  });
}

async function failedAmong(chosen) {
  const failed = [];
  for (const file of chosen) {
    if (!(await play(file))) {
      failed.push(file);
    }
  }
  return failed;
}

const failedOnce = await failedAmong(files);
const failedTwice = await failedAmong(failedOnce);
for (const file of failedOnce) {
  console.log(`${failedTwice.includes(file) ? 'failed' : 'flaky'}: ${file}`);
}
process.exitCode = failedTwice.length > 0 ? 1 : 0;
