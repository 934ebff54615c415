import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parseInputs } from '@pv-actions/core/action/inputs.ts';
import { startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { userErrorOf, userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { inputs } from '../src/inputs.ts';
import { readReadme } from '../src/readme-file.ts';
import { type Bench, errorOf, openBench, pointer } from './bench.ts';
import { badgesHere } from './here.ts';

const START = '<!-- BADGES_START -->';
const END = '<!-- BADGES_END -->';
const BASE = 'https://ci.example.org/meta-sample/latest/stable/badges';
const EMPTY = `# Sample\n\n${START}\n${END}\n\nMore.\n`;
const FULL = [
  '# Sample',
  '',
  START,
  '',
  `![latest stable](${BASE}/tag.svg)`,
  '',
  '| Machine | Build |',
  '| --- | --- |',
  `| a | ![a](${BASE}/a.svg) |`,
  `| b | ![b](${BASE}/b.svg) |`,
  '',
  END,
  '',
  'More.',
  '',
];

let bench: Bench;
let run: string;
let workspace: string;
let file: string;
let count = 0;
beforeAll(async () => {
  bench = await openBench();
  run = await bench.seed(['build (a)', { name: 'build (b)', conclusion: 'failure' }]);
});
afterAll(() => bench.close());
beforeEach(async () => {
  count += 1;
  workspace = join(bench.folder, `work-${count}`);
  await mkdir(workspace);
  file = join(workspace, 'README.md');
  await writeFile(file, EMPTY);
  bench.requests();
});

const prefix = (): string => `layer-${count}`;
const badges = (inputs: Readonly<Record<string, string>> = {}, id = run) =>
  badgesHere(bench, id, { prefix: prefix(), readme: 'README.md', ...inputs }, { workspace });
const read = (path = file): Promise<string> => readFile(path, 'utf8');

test('the table is written, the mode and all else stay; again, nothing is', async () => {
  await chmod(file, 0o640);
  const result = await badges();
  expect(errorOf(result)).toBe('');
  expect(await read()).toBe(FULL.join('\n'));
  expect((await stat(file)).mode & 0o777).toBe(0o640);
  expect(await readdir(workspace)).toEqual(['README.md']);
  expect(result.log).toContain('README.md was rewritten.');

  const { mtimeMs, ino } = await stat(file);
  const again = await badges();
  expect(again.outputs['changed']).toBe('false');
  expect(await stat(file)).toMatchObject({ mtimeMs, ino });

  // Only the file differs: it alone is written.
  await writeFile(file, EMPTY);
  bench.requests();
  expect((await badges()).outputs['changed']).toBe('true');
  expect(bench.written()).toEqual([]);
  expect(await read()).toBe(FULL.join('\n'));
});

test('another result and another tag change nothing in it; CRLF stays', async () => {
  await writeFile(file, FULL.join('\r\n'));
  const other = await bench.seed([{ name: 'build (a)', conclusion: 'cancelled' }, 'build (b)']);
  const result = await badges({ tag: '030' }, other);
  expect(result.log).not.toContain('README.md was rewritten');
  expect(await read()).toBe(FULL.join('\r\n'));
});

test('an older tag leaves it alone', async () => {
  await bench.put(`${prefix()}/latest/stable/badges/tag.json`, pointer('030'));
  expect(errorOf(await badges())).toBe('');
  expect(await read()).toBe(EMPTY);
});

test('a run that gives way to a newer tag leaves it alone', async () => {
  const way = await startFaultProxy(bench.s3.endpoint, async ({ method, path }) => {
    const last = method === 'PUT' && path.endsWith('/tag.json');
    if (last) await bench.put(`${prefix()}/latest/stable/badges/tag.json`, pointer('030'));
    return undefined;
  });
  try {
    const result = await badges({ endpoint: way.endpoint });
    expect(result.log).toContain('latest/stable shows 030: the run of that newer tag was faster');
    expect(result.outputs['changed']).toBe('true');
    expect(await read()).toBe(EMPTY);
  } finally {
    await way.close();
  }
});

test('dry-run says that it would be rewritten, and leaves it', async () => {
  const result = await badges({ 'dry-run': 'true' });
  expect(result.log).toContain('Dry run: README.md would be rewritten.');
  expect(result.outputs['changed']).toBe('false');
  expect(await read()).toBe(EMPTY);
});

test('a link inside the work tree is followed, and stays a link', async () => {
  await mkdir(join(workspace, 'docs'));
  await writeFile(join(workspace, 'docs/index.md'), EMPTY);
  await symlink('docs/index.md', join(workspace, 'LINK.md'));
  expect(errorOf(await badges({ readme: 'LINK.md' }))).toBe('');
  expect(await read(join(workspace, 'docs/index.md'))).toBe(FULL.join('\n'));
  expect(await readdir(join(workspace, 'docs'))).toEqual(['index.md']);
});

describe('refused before anything is written', () => {
  const refusals: [string, string, string | Buffer, string][] = [
    [
      'no markers',
      'README.md',
      '# Sample\n',
      `The file "README.md" has no ${START} and no ${END}.\nPut these two lines`,
    ],
    ['reversed markers', 'README.md', `${END}\n${START}\n`, `has ${END} before ${START}.`],
    ['not there', 'docs/README.md', EMPTY, 'The file "docs/README.md" cannot be read in '],
    [
      'a link that leaves',
      'link/hostname',
      EMPTY,
      'The file "link/hostname" is a link that leaves the work tree.',
    ],
    ['a folder', 'link', EMPTY, 'The file "link" is a link that leaves the work tree.'],
  ];
  test.each(refusals)('%s', async (_, readme, content, message) => {
    await writeFile(file, content);
    await symlink('/etc', join(workspace, 'link'));
    expect((await userErrorOfWork(readReadme(workspace, readme, []))).text).toContain(message);
    expect(await readFile(file)).toEqual(Buffer.from(content));
  });

  test('a pipe, which is not waited for, and a file of 5 MiB', async () => {
    const text = async (): Promise<string> =>
      (await userErrorOfWork(readReadme(workspace, 'README.md', []))).text;
    await writeFile(file, ''.padEnd(5 * 1024 * 1024));
    expect(await text()).toContain('cannot be read: it has 5 MiB, and at most 4 MiB are read.');
    await rm(file);
    spawnSync('mkfifo', [file]);
    expect(await text()).toContain('The file "README.md" cannot be read: it is not a regular file.');
  });

  test.each(['../README.md', '/etc/hostname'])('the input %s', (readme) => {
    const env = { INPUT_TAG: '029', INPUT_BUCKET: 'b-1', INPUT_README: readme };
    expect(userErrorOf(() => parseInputs(inputs, env)).message).toContain(
      `Input "readme" is "${readme}". A path `,
    );
  });

  test('the stage: nothing is written, there or in the bucket', async () => {
    await writeFile(file, Buffer.from([0x23, 0xff, 0xfe]));
    const inputs = { prefix: prefix(), readme: 'README.md' };
    const result = await bench.badges(run, inputs, { workspace });
    expect(result.exitCode).toBe(1);
    expect(errorOf(result)).toContain('The file "README.md" cannot be read: it is not UTF-8 text.');
    expect(result.outputs['changed']).toBe('false');
    expect(bench.requests()).toEqual([]);
    expect(`${result.rawStderr}${errorOf(result)}`).not.toMatch(/^ +at /m);
    expect(result.summary).toContain('1 passing, 1 failing of 2 machines, as the jobs say.');
  });
});

test('a file that is gone when it is to be written: the badges are published, and the step says that it wrote', async () => {
  const way = await startFaultProxy(bench.s3.endpoint, async ({ method, path }) => {
    if (method === 'PUT' && path.endsWith('/tag.json')) await rm(file, { force: true });
    return undefined;
  });
  try {
    const result = await badges({ endpoint: way.endpoint });
    expect(errorOf(result)).toMatch(
      /^The badges are published, but the file "README.md" could not be written: /,
    );
    expect(result.outputs['changed']).toBe('true');
  } finally {
    await way.close();
  }
});
