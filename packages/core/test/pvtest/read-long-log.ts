import { runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import { testLogReader } from '@pv-actions/core/pvtest/test-log.ts';

/** Reads a log of 200 MiB as a file is read, in blocks of 64 KiB, and prints how many tests it found. Run as a program. */
const MIB = 1024 * 1024;
const BLOCK = 64 * 1024;
const TESTS = 4_000;
const SIZE = 200 * MIB;

/** The next block of the log: one test runs and fails, and then its diff of ever new lines. */
function* blocks(): Generator<string> {
  for (let at = 0; at * BLOCK < SIZE; at++) {
    const id = `local/memory/a-name-of-some-length-${at % TESTS}`;
    const start = [
      `[pvtest] ${at} DEBUG -- [test.docker.sh]: launching '${id}'`,
      `[pvtest] ${at} ERROR -- [test.docker.sh]: 'local/memory/a-name-of-some-length-${at % TESTS}' FAILED (${at % 9} s)`,
      '',
      `--- diff: ${id} ---`,
    ].join('\n');
    const lines = Array.from(
      { length: 400 },
      (_, line) => `> 'local/fake/${at}-${line}' PASSED (1 s)\n[x] ${line} WARN -- [m]: ${at} ${line}`,
    ).join('\n');
    const rest = '> what is different, in many words that are of no use\n'.repeat(700);
    yield `${Buffer.from(`${start}\n${lines}\n${rest}`).toString('latin1', 0, BLOCK - 1)}\n`;
  }
}

const run = runLogReader();
const log = testLogReader();
let left = '';
for (const block of blocks()) {
  const lines = (left + block).split('\n');
  left = lines.pop() ?? '';
  for (const line of lines) {
    run.read(line);
    log.read(line);
  }
}
const { issues, moreIssues } = log.facts();
process.stdout.write(JSON.stringify({ tests: run.results().length, issues: issues.length, moreIssues }));
