import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parseInputs } from '@pv-actions/core/action/inputs.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { type Inputs, inputs } from '../src/inputs.ts';
import { makeWorkspace } from '../src/prepare.ts';
import { type Host, openHost, verdictsOf } from './host.ts';

let host: Host;
beforeEach(async () => {
  host = await openHost();
});
afterEach(() => host.close());

test('distro and workspace can be paths from the root of the checkout, and the distro a link', async () => {
  await host.write({
    tests: ['a', 'b', 'c'].map((name) => ({
      id: `local/core/${name}`,
      behaviour: { steps: [{ file: 'x', text: 'x' }] },
    })),
  });
  const checkout = join(host.folder, 'job', 'workspace');
  mkdirSync(join(checkout, 'build'), { recursive: true });
  symlinkSync(host.distro, join(checkout, 'build', 'pvtest-distro'));
  const before = await readdir(host.distro);
  await host.docker.command('load', '-i', join(host.distro, 'pantavisor-appengine-tester-docker.tar'));
  const result = await host.run({
    distro: 'build/pvtest-distro',
    workspace: 'build/results',
    'test-path': 'local/core/a local/core/c',
    upload: 'false',
    // A limit that is not reached keeps nothing waiting.
    'timeout-minutes': '2',
    'test-timeout-minutes': '2',
  });
  expect(result).toMatchObject({
    outcome: 'success',
    outputs: { report: join(checkout, 'build', 'results', 'report.json') },
  });
  const report = await host.report(result);
  expect(report.distro).toBe('pvtest-distro');
  expect(verdictsOf(report)).toEqual(['local/core/a passed', 'local/core/c passed']);
  expect((await readdir(join(checkout, 'build', 'results'))).sort()).toEqual([
    'junit.xml',
    'local',
    'report.json',
  ]);
  expect(await readdir(host.distro)).toEqual(before);
  // It was there before the run.
  expect((await host.docker.images()).flatMap(({ tags }) => tags)).toEqual([
    'pantavisor-appengine-tester:latest',
  ]);
});

const make = (workspace: string): Promise<string> => {
  const given: Inputs = parseInputs(inputs, { INPUT_WORKSPACE: workspace });
  return makeWorkspace(given, { env: { RUNNER_TEMP: host.temp } });
};

test('the workspace is a fresh folder of the runner, or the empty one that is given', async () => {
  expect(await make('')).not.toBe(await make(''));
  expect(await make('')).toMatch(new RegExp(`^${host.temp}/pvtest-`));
  const own = join(host.folder, 'a', 'b');
  expect(await make(relative(process.cwd(), own))).toBe(own);
  expect(await make(own)).toBe(own);
});

test('a file is no workspace', async () => {
  writeFileSync(join(host.folder, 'file'), '');
  const error = await userErrorOfWork(make(join(host.folder, 'file')));
  expect(error.message).toMatch(/^The workspace ".*file" cannot be used: .*EEXIST/);
});
