import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checksumsText } from '@pv-actions/core/release/checksums.ts';

const A = 'aa'.repeat(32);
const B = 'bb'.repeat(32);

test('a line per file, sorted by name', () => {
  const files = [
    { name: 'b-029.zip', sha256: B },
    { name: 'B.sh', sha256: A },
    { name: 'a b.tar.gz', sha256: A },
  ];
  expect(checksumsText(files)).toBe(`${A}  B.sh\n${A}  a b.tar.gz\n${B}  b-029.zip\n`);
  expect(files.map((each) => each.name)).toEqual(['b-029.zip', 'B.sh', 'a b.tar.gz']);
  expect(checksumsText([])).toBe('');
});

test('names with a backslash or a line break are escaped', () => {
  expect(checksumsText([{ name: 'a\\b\nc\rd', sha256: A }])).toBe(`\\${A}  a\\\\b\\nc\\rd\n`);
});

describe('sha256sum of this system', () => {
  const names = ['a', '*b', ' c', 'd\\', 'e\nf', 'é+1', '-g', '\\h\ni'];
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'checksums-'));
    for (const name of names) writeFileSync(path.join(folder, name), `content of ${name}`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const sha256sum = (args: string[], input?: string): string =>
    execFileSync('sha256sum', args, { cwd: folder, input, encoding: 'utf8', env: { LC_ALL: 'C' } });
  const digest = (name: string): string =>
    execFileSync('sha256sum', { cwd: folder, input: `content of ${name}`, encoding: 'utf8' }).slice(0, 64);

  test('reads our text, and prints the same', () => {
    const ours = checksumsText(names.map((name) => ({ name, sha256: digest(name) })));
    expect(
      sha256sum(['--check', '--strict'], ours)
        .split('\n')
        .filter((line) => line.endsWith(': OK')),
    ).toHaveLength(names.length);
    expect(sha256sum(['--', ...[...names].sort()])).toBe(ours);
  });

  test('finds what differs', () => {
    const wrong = checksumsText([{ name: 'a', sha256: digest('b') }]);
    expect(() => sha256sum(['--check', '--status'], wrong)).toThrow('Command failed');
  });
});
