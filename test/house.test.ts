import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

function run(command: string, args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return { status, output: status === 0 ? '' : `${stdout}${stderr}` };
}

test('Biome finds nothing', () => {
  expect(run(bin('biome'), ['ci', '--colors=off', '.'])).toEqual({ status: 0, output: '' });
});

test('the types hold', () => {
  expect(run(bin('tsc'), [])).toEqual({ status: 0, output: '' });
});

const sources = spawnSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs'],
  { cwd: root, encoding: 'utf8' },
)
  .stdout.split('\n')
  .filter((file) => /^(actions|packages|scripts|bench|test)\//.test(file));

/** The modules that a file imports, as they are written. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport\(|\bimport)\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

describe('who may know whom', () => {
  const under = (folder: string): string[] => sources.filter((file) => file.startsWith(folder));

  test('there are sources to look at', () => expect(under('packages/core/src/').length).toBeGreaterThan(20));

  test('a stage imports core and its own files, never another stage or the testkit', () => {
    for (const file of under('actions/')) {
      const stage = /^actions\/([^/]+)\/src\//.exec(file)?.[1];
      if (stage === undefined) continue;
      for (const module of importsOf(file)) {
        const own =
          !module.startsWith('.') || join(dirname(file), module).startsWith(`actions/${stage}/src/`);
        expect({ file, module, own, testkit: module.startsWith('@pv-actions/testkit') }).toEqual({
          file,
          module,
          own: true,
          testkit: false,
        });
      }
    }
  });

  test('core imports no stage and no testkit', () => {
    for (const file of under('packages/core/src/')) {
      for (const module of importsOf(file)) {
        expect(`${file}: ${module}`).not.toMatch(/: (?:@pv-actions\/testkit|(?:\.\.\/)+actions\/)/);
      }
    }
  });

  test('release/, yocto/ and pvtest/ are pure: no clock, network, files or environment', () => {
    for (const file of ['release', 'yocto', 'pvtest'].flatMap((folder) =>
      under(`packages/core/src/${folder}/`),
    )) {
      for (const module of importsOf(file)) {
        expect(`${file}: ${module}`).toMatch(
          /: (?:\.\/|\.\.\/action\/(?:errors|inputs|log|markdown|progress|source|wording)\.ts|\.\.\/release\/(?:names|schema|text-order)\.ts|yaml$|zod$|semver$|node:crypto$|node:path$|node:util$)/,
        );
      }
      const text = readFileSync(join(root, file), 'utf8');
      expect(`${file}: ${/process\.env|Date\.now|new Date\(\)|fetch\(/.exec(text)?.[0] ?? 'pure'}`).toBe(
        `${file}: pure`,
      );
    }
  });

  test('the AWS SDK is reached through store/ only', () => {
    for (const file of [...under('packages/core/src/'), ...under('actions/')]) {
      if (file.startsWith('packages/core/src/store/') || file.includes('/test/')) continue;
      for (const module of importsOf(file)) expect(`${file}: ${module}`).not.toMatch(/: @aws-sdk\//);
    }
  });
});

test('a file has one subject: none is longer than 400 lines', () => {
  const long = sources.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 400);
  expect(long).toEqual([]);
});
