import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { readMetadata } from '@pv-actions/testkit/runner/metadata.ts';
import { stageNames } from '../scripts/stage-names.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pv-actions-dist-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function contents(at: string): Record<string, string> {
  const names = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]),
  );
}

interface Tree {
  readonly version?: string;
  readonly path?: string;
  readonly resolved?: string;
  /** In node_modules, but of no package: `node`, which installs itself, leaves one behind. */
  readonly extraneous?: boolean;
  readonly dependencies?: Readonly<Record<string, Tree>>;
}

/** The packages that can be in the bundle: the folder of each, relative to the root, with its name and version. */
function shippedPackages(): ReadonlyMap<string, string> {
  const args = ['ls', '--omit=dev', '--all', '--json', '--long', '-w', 'packages/core', '-w', 'actions'];
  const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const found = new Map<string, string>();
  const walk = (tree: Tree): void => {
    for (const [name, child] of Object.entries(tree.dependencies ?? {})) {
      if (child.extraneous === true) continue;
      // Packages of our own are links.
      if (child.resolved?.startsWith('file:') !== true && child.path !== undefined) {
        found.set(relative(root, child.path), `${name} ${child.version}`);
      }
      walk(child);
    }
  };
  walk(JSON.parse(stdout) as Tree);
  return found;
}
const SHIPPED = shippedPackages();

/** What the build itself needs, and supports-color, which `debug` takes where it is installed. */
const OTHERS = ['@vercel/ncc', '@swc', 'typescript', 'supports-color', 'has-flag'].map(
  (name) => `node_modules/${name}`,
);

test('dist/ is what a clean build in another folder makes', () => {
  const copy = join(folder, 'elsewhere', 'pv-actions');
  const filter = (from: string): boolean => !/\/(?:node_modules|dist|\.git|\.local)$/.test(from);
  for (const part of [
    'actions',
    'packages',
    'scripts',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ]) {
    cpSync(join(root, part), join(copy, part), { recursive: true, filter });
  }
  for (const folder of [...SHIPPED.keys(), ...OTHERS]) {
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  }
  mkdirSync(join(copy, 'node_modules', '@pv-actions'));
  symlinkSync('../../packages/core', join(copy, 'node_modules', '@pv-actions', 'core'));
  symlinkSync('../packages/no-unzip-stream', join(copy, 'node_modules', 'unzip-stream'));
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.ts'], {
    cwd: copy,
    encoding: 'utf8',
  });
  expect({ status, stderr: stderr.slice(0, 2000) }).toEqual({ status: 0, stderr: '' });
  const built = contents(join(copy, 'dist'));
  const committed = contents(join(root, 'dist'));
  expect(Object.keys(committed).sort()).toEqual(Object.keys(built).sort());
  for (const [name, text] of Object.entries(built)) {
    expect(`${name}: ${text === committed[name] ? 'same' : 'differs'}`).toBe(`${name}: same`);
    expect(
      `${name}: ${text.includes(root) || text.includes(copy) ? 'names a folder of this machine' : 'clean'}`,
    ).toBe(`${name}: clean`);
  }
});

test('licenses.txt names every package that can be in the bundle', () => {
  expect(SHIPPED.size).toBeGreaterThan(20);
  const lines = new Set(readFileSync(join(root, 'dist', 'licenses.txt'), 'utf8').split('\n'));
  expect([...SHIPPED.values()].filter((name) => !lines.has(name))).toEqual([]);
});

test('nothing that can be in the bundle is abandoned, or of an unknown licence', () => {
  const names = [...SHIPPED.values()].map((name) => name.replace(/ [^ ]*$/, ''));
  const abandoned = ['unzip-stream', 'binary', 'buffers', 'chainsaw', 'traverse'];
  expect(names.filter((name) => abandoned.includes(name))).toEqual([]);
  expect(readFileSync(join(root, 'dist', 'licenses.txt'), 'utf8')).not.toContain(
    'Licence unknown\n\nLicence unknown',
  );
});

/** Where the modules are from that a stage evaluates: files of our own, and folders of packages. */
function evaluated(stage: string, inputs: Readonly<Record<string, string>>): string[] {
  const cache = 'var module = __webpack_module_cache__[moduleId] =';
  const script = `
    const { registerHooks } = await import('node:module');
    globalThis.evaluated = [];
    registerHooks({
      load(url, context, next) {
        const loaded = next(url, context);
        if (!url.endsWith('/dist/index.js')) return loaded;
        const source = loaded.source.toString();
        return { ...loaded, source: source.replace('${cache}', 'globalThis.evaluated.push(moduleId); ${cache}') };
      },
    });
    process.on('exit', () => process.stderr.write(JSON.stringify(globalThis.evaluated)));
    process.argv[1] = '';
    await import(process.env.STUB);
  `;
  const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      PATH: process.env['PATH'],
      STUB: join(root, 'dist', `${stage}.js`),
      ...Object.fromEntries(variables),
    },
    encoding: 'utf8',
  });
  const ids: readonly number[] = JSON.parse(stderr);
  return [...new Set(ids.flatMap((id) => ORIGINS.get(id) ?? []))].sort();
}

/** Of each module, by its number. scripts/chunk.ts writes it there. */
const ORIGINS = new Map(
  [
    ...Object.values(contents(join(root, 'dist')))
      .join('')
      .matchAll(/(\d+):\s*\/\*! ([^*]+) \*\//g),
  ].map(([, id, names = '']) => [Number(id), names.split(', ')]),
);

/** The packages that every stage evaluates until it has refused its inputs. Whatever is added here slows down each step. */
const AT_START = ['node_modules/zod'];

test.each(stageNames)('%s evaluates little before its inputs are right', async (stage) => {
  const { inputs } = await readMetadata(join(root, 'actions', stage));
  const wrong = Object.fromEntries(Object.keys(inputs).map((name) => [name, '?']));
  const origins = evaluated(stage, wrong);
  expect(origins).toContain(`actions/${stage}/src/inputs.ts`);
  expect(origins).not.toContain(`actions/${stage}/src/main.ts`);
  expect(origins.filter((origin) => origin.startsWith('node_modules/'))).toEqual(AT_START);
});

test('a stage that needs no AWS SDK does not load it', () => {
  const origins = evaluated('kas-build', { config: 'kas/missing.yaml' });
  expect(origins).toContain('actions/kas-build/src/main.ts');
  expect(origins.filter((origin) => /aws|smithy/.test(origin))).toEqual([]);
  expect([...ORIGINS.values()].flat()).toContain('node_modules/@aws-sdk/client-s3');
});

test('the runner has little to download', () => {
  const text = Object.values(contents(join(root, 'dist'))).join('');
  expect(Buffer.byteLength(text)).toBeLessThan(7_000_000);
  expect(gzipSync(text).length).toBeLessThan(2_000_000);
});
