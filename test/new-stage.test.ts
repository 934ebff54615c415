import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openFolder, type TestFolder } from '@pv-actions/testkit/harness/folder.ts';

const root = resolve(import.meta.dirname, '..');
const NAME = 'image-size';
let copy: TestFolder;

function run(command: string, args: readonly string[]): { status: number | null; output: string } {
  const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy.path, encoding: 'utf8', env });
  return { status, output: `${stdout}${stderr}` };
}
const script = (name: string, ...args: readonly string[]) =>
  run(process.execPath, [join('scripts', name), ...args]);
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

/** A copy of what git knows or would add, without fixtures and dist/, on the packages that are installed here. */
beforeAll(async () => {
  copy = await openFolder('new-stage');
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = stdout
    .split('\0')
    .filter((file) => !/^$|^dist\/|\/fixtures\/|\/test\/.*(?<!\.ts)$/.test(file));
  for (const file of files.filter((path) => existsSync(join(root, path)))) {
    mkdirSync(dirname(copy.at(file)), { recursive: true });
    cpSync(join(root, file), copy.at(file));
  }
  symlinkSync(join(root, 'node_modules'), copy.at('node_modules'));
});
afterAll(() => copy.close());

test.each(['', 'Kas-Build', '../x', 'a--b', '-a', 'kas_build', 'a b'])('%j names no stage', (name) => {
  expect(script('new-stage.ts', name)).toMatchObject({
    status: 1,
    output: expect.stringContaining('is no name'),
  });
});

test('a stage is not laid out over another one', () => {
  expect(script('new-stage.ts', 'kas-build')).toEqual({
    status: 1,
    output: 'There is an actions/kas-build already. Choose another name.\n',
  });
});

test('a stage that is laid out holds the contract of all stages, and its own tests', () => {
  const made = script('new-stage.ts', NAME);
  expect(made).toMatchObject({ status: 0, output: expect.stringContaining(`actions/${NAME}/action.yml`) });
  expect(readFileSync(copy.at('README.md'), 'utf8')).toContain(
    `| [${NAME}](actions/${NAME}/README.md) | Says how large a file is. |`,
  );
  writeFileSync(
    copy.at('tsconfig.stage.json'),
    JSON.stringify({ extends: './tsconfig.json', include: [`actions/${NAME}`] }),
  );
  const tsc = join(root, 'node_modules/typescript-native/bin/tsc');
  expect(run(process.execPath, [tsc, '--project', 'tsconfig.stage.json'])).toEqual({ status: 0, output: '' });
  expect(
    run(bin('biome'), ['check', '--vcs-enabled=false', '--colors=off', `actions/${NAME}`]),
  ).toMatchObject({
    status: 0,
  });
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  // dist/ is built by whoever runs the tests of a stage; here there is none.
  const only = `${NAME}|READMEs|same in each|has a size|error says so`;
  const tested = run(process.execPath, [
    jest,
    '--testNamePattern',
    only,
    `actions/${NAME}`,
    'test/contracts',
  ]);
  expect(tested.output).toMatch(/Test Suites: +2 passed/);
  expect(tested.output).toMatch(/Tests: .* 9 passed/);
});
