import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '..');

interface Package {
  readonly link?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
}

test('every package of the lock is of the registry, and has the digest that it is held against', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, Package>>;
  };
  const installed = Object.entries(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && link !== true,
  );
  expect(installed.length).toBeGreaterThan(200);
  const loose = installed.filter(
    ([, { resolved, integrity }]) =>
      !(resolved ?? 'https://registry.npmjs.org/').startsWith('https://registry.npmjs.org/') ||
      !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('packages are named with exact versions', () => {
  for (const folder of ['.', 'packages/core', 'packages/testkit', 'actions']) {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(
      readFileSync(join(root, folder, 'package.json'), 'utf8'),
    ) as { [kind in 'dependencies' | 'devDependencies']?: Readonly<Record<string, string>> };
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([name, version]) => !name.startsWith('@pv-actions/') && !/^(npm:\S+@)?\d+\.\d+\.\d+$/.test(version),
    );
    expect({ folder, loose }).toEqual({ folder, loose: [] });
  }
});

const workflows = ['examples', '.github/workflows'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
);

test.each(workflows)('%s takes actions of others by commit, and images by digest', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const actions = [...text.matchAll(/\buses: (\S+)/g)].map((match) => match[1] ?? '');
  const foreign = actions.filter((action) => !action.startsWith('pantacor/pv-actions/'));
  for (const action of foreign) expect(action).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/);
  for (const [, image] of text.matchAll(/\b(?:container|image): (\S+)/g)) {
    expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
  }
});

test.each(workflows)('%s builds in no job that has a secret', (file) => {
  const jobs = readFileSync(join(root, file), 'utf8').split(/^ {2}(?=[\w-]+:$)/m);
  for (const job of jobs.filter((text) => /uses: \S*\/(?:kas-build|pvtest-runner)@/.test(text))) {
    const secrets = [...job.matchAll(/\$\{\{ secrets\.(\w+)/g)].map((match) => match[1]);
    expect(secrets.filter((name) => !/^PH_/.test(name ?? ''))).toEqual([]);
    expect(job).not.toMatch(/^ +[\w-]+: write$/m);
  }
});
