import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pv-actions-dist-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function contents(at: string): Record<string, string> {
  const names = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]),
  );
}

/** The folders of the packages that the bundle is made of, relative to the root. */
function shippedPackages(): string[] {
  const args = ['ls', '--omit=dev', '--all', '--parseable', '-w', 'packages/core', '-w', 'actions'];
  const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((path) => path.includes('/node_modules/') && !path.includes('/@pv-actions/'))
    .map((path) => relative(root, path));
}

/** What the build itself needs, and supports-color, which `debug` takes where it is installed. */
const OTHERS = ['@vercel/ncc', 'typescript', 'supports-color', 'has-flag'].map(
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
  for (const folder of [...shippedPackages(), ...OTHERS]) {
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  }
  mkdirSync(join(copy, 'node_modules', '@pv-actions'));
  symlinkSync('../../packages/core', join(copy, 'node_modules', '@pv-actions', 'core'));
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
  const { stdout } = spawnSync(
    'npm',
    ['ls', '--omit=dev', '--all', '--json', '-w', 'packages/core', '-w', 'actions'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  interface Tree {
    readonly version?: string;
    readonly resolved?: string;
    readonly dependencies?: Readonly<Record<string, Tree>>;
  }
  const expected = new Set<string>();
  const walk = (tree: Tree): void => {
    for (const [name, child] of Object.entries(tree.dependencies ?? {})) {
      if (!name.startsWith('@pv-actions/') && child.version !== undefined)
        expected.add(`${name} ${child.version}`);
      walk(child);
    }
  };
  const { dependencies } = JSON.parse(stdout) as Tree;
  for (const workspace of ['@pv-actions/core', '@pv-actions/actions']) walk(dependencies?.[workspace] ?? {});
  expect(expected.size).toBeGreaterThan(20);
  const lines = new Set(readFileSync(join(root, 'dist', 'licenses.txt'), 'utf8').split('\n'));
  expect([...expected].filter((name) => !lines.has(name))).toEqual([]);
});

test('a stage that needs no AWS SDK does not load it', () => {
  const script = `
    const { registerHooks } = await import('node:module');
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    process.argv[1] = '';
    await import(process.env.STUB);
    process.stderr.write(loaded.join('\\n'));
  `;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env['PATH'], STUB: join(root, 'dist', 'kas-build.js') },
    encoding: 'utf8',
  });
  const chunks = stderr
    .split('\n')
    .filter((url) => url.includes('/dist/'))
    .map((url) => url.slice(url.lastIndexOf('/') + 1));
  expect(chunks).toContain('kas-build.js');
  const text = chunks.map((chunk) => readFileSync(join(root, 'dist', chunk), 'utf8')).join('');
  expect(text).toContain('kas was not found');
  expect(text).not.toContain('CompleteMultipartUpload');
  expect(Object.values(contents(join(root, 'dist'))).join('')).toContain('CompleteMultipartUpload');
});
