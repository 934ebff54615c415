import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { parseReport } from '@pv-actions/core/pvtest/report-file.ts';
import { type ArtifactService, startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { type Host, openHost } from './host.ts';
import { unpack } from './unpack.ts';

let host: Host;
let service: ArtifactService;
let folder: string;
beforeAll(async () => {
  host = await openHost();
});
afterAll(() => host.close());
beforeEach(async () => {
  service = await startArtifactService();
  folder = await mkdtemp(join(tmpdir(), 'pvtest-kept-'));
});
afterEach(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

const PASSWORD = 'p&ss-of-hub/9';

test('logs, diffs, valgrind logs, the report and the JUnit file are kept, and nothing of the storage', async () => {
  await host.write({
    tests: [
      {
        id: 'local/core/a',
        behaviour: { steps: [{ file: 'trails/0/state', text: 'x' }], leaks: [{ bytes: 8, blocks: 1 }] },
      },
      { id: 'local/core/b', behaviour: { end: 'fail', diff: '1c1\n< a\n---\n> b\n' } },
    ],
  });
  const result = await host.runBundle(
    { 'test-path': 'local/core', retries: '1', 'retention-days': '7' },
    { env: service.env, github: { sha: '0123456789abcdef0123456789abcdef01234567', run_attempt: '2' } },
  );
  const [artifact, ...others] = await service.artifacts();
  expect(others).toEqual([]);
  expect(artifact?.name).toBe('pvtest-workspace-0123456-local-core-2');
  expect((artifact?.files ?? []).map((file) => file.replace(/log\.\d+$/, 'log.<pid>')).sort()).toEqual([
    'junit.xml',
    'local/core/a/test.log',
    'local/core/a/valgrind/valgrind.log.<pid>',
    'local/core/b.1/diff',
    'local/core/b.1/test.log',
    'local/core/b.1/valgrind/valgrind.log.<pid>',
    'local/core/b/diff',
    'local/core/b/test.log',
    'local/core/b/valgrind/valgrind.log.<pid>',
    'report.json',
    'run.log',
  ]);
  expect(((artifact?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000).toBeCloseTo(7, 1);
  const report = await host.report(result);
  expect(report).toMatchObject({
    runAttempt: 2,
    job: 'job',
    distro: 'distro',
    ending: 'completed',
    paths: ['local/core'],
  });
});

test('a secret that a test prints is in nothing that is shown, kept or left', async () => {
  const shown = [
    PASSWORD,
    encodeURIComponent(PASSWORD),
    Buffer.from(`tester:${PASSWORD}`).toString('base64'),
  ];
  await host.write({
    tests: [
      {
        id: 'remote/hub/r',
        behaviour: {
          end: 'fail',
          diff: `< ${PASSWORD}\n`,
          steps: [{ print: 'password {env:PH_PASS}' }, ...shown.map((print) => ({ print }))],
        },
      },
    ],
  });
  const result = await host.runBundle(
    { 'test-path': 'remote', retries: '0', 'ph-user': 'tester', 'ph-pass': PASSWORD },
    { env: service.env },
  );
  const [artifact] = await service.artifacts();
  await unpack(await service.read(artifact?.name ?? ''), folder);
  const kept = await contents(folder);
  const left = await contents(join(result.outputs['report'] ?? '', '..'));
  expect(Object.keys(kept)).toEqual(
    expect.arrayContaining(['run.log', 'remote/hub/r/test.log', 'report.json']),
  );
  for (const text of [
    ...Object.values(kept),
    ...Object.values(left),
    result.log,
    result.summary,
    result.rawStderr,
  ]) {
    for (const form of shown) expect(text).not.toContain(form);
  }
  expect(kept['remote/hub/r/test.log']).toContain('password ***');
  expect(kept['remote/hub/r/diff']).toBe('< ***\n');
  expect(result.log).toMatch(
    /These logs held a secret, which was replaced by \*\*\*: .*remote\/hub\/r\/test\.log/,
  );
  for (const { argv, env } of await host.docker.calls()) {
    expect(argv[0] === 'run' || !argv.join(' ').includes(PASSWORD)).toBe(true);
    expect(Object.keys(env).filter((name) => /^(INPUT|ACTIONS)_/.test(name))).toEqual([]);
  }
});

test('a secret that is a common word does not break the report', async () => {
  await host.write({ tests: [{ id: 'remote/hub/test', behaviour: { end: 'fail', diff: '< test\n' } }] });
  const inputs = { 'test-path': 'remote', retries: '0', 'ph-user': 'tester', 'ph-pass': 'verdict' };
  const result = await host.run(inputs);
  const report = parseReport(await readFile(result.outputs['report'] ?? '', 'utf8'), 'report.json');
  expect(report.tests).toMatchObject([{ id: 'remote/hub/test', verdict: 'failed' }]);
});

test('without an artifact service the results count all the same', async () => {
  await host.write({ tests: [{ id: 'local/core/a' }] });
  const result = await host.run({ 'test-path': 'local' });
  expect(result.outcome).toBe('success');
  expect(result.log).toContain(
    'Nothing was uploaded: there is no artifact service here for pvtest-workspace-0000000-local.',
  );
});

test('an artifact of that name fails the stage, and says what to do', async () => {
  await host.write({ tests: [{ id: 'local/core/a' }] });
  const inputs = { 'test-path': 'local', 'artifact-name': 'mine' };
  expect((await host.runBundle(inputs, { env: service.env })).outcome).toBe('success');
  expect((await service.artifacts()).map(({ name }) => name)).toEqual(['mine']);
  const again = await host.runBundle(inputs, { env: service.env });
  expect(again).toMatchObject({ outcome: 'failure', outputs: { total: '1', passed: '1' } });
  expect(again.log).toContain('Give each job that runs these tests another `artifact-name`');
});

test('with upload: false nothing is kept but the workspace', async () => {
  await host.write({ tests: [{ id: 'local/core/a' }] });
  const workspace = join(folder, 'ws');
  const result = await host.run({ 'test-path': 'local', upload: 'false', workspace }, { env: service.env });
  expect(await service.artifacts()).toEqual([]);
  expect(result.outputs).toMatchObject({
    junit: join(workspace, 'junit.xml'),
    report: join(workspace, 'report.json'),
  });
});

/** Path -> text of every file below a folder. */
async function contents(root: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file.slice(root.length + 1), await readFile(file, 'utf8')])),
  );
}
