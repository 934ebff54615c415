import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
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
  const tsc = join(root, 'node_modules/typescript-native/bin/tsc');
  expect(run(process.execPath, [tsc, '--singleThreaded'])).toEqual({ status: 0, output: '' });
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

/** The folders of core from the ground up, each with those that it may import. */
const FLOORS: ReadonlyMap<string, readonly string[]> = new Map([
  ['action', []],
  ['json', []],
  ['git', ['action']],
  ['release', ['action', 'json']],
  ['kas', ['action', 'git']],
  ['bitbake', ['action', 'kas']],
  ['recipes', ['action', 'git']],
  ['pvtest', ['action', 'release']],
  ['store', ['action', 'release']],
  ['github', ['action', 'git']],
  ['artifacts', ['action', 'github']],
  ['proposal', ['action', 'git', 'github']],
  ['updates', ['action', 'git', 'github', 'proposal', 'recipes', 'release']],
]);

/** Folders of functions over values. kas/find-kas.ts, which looks for the program, is the one exception. */
const PURE = ['json', 'release', 'kas', 'bitbake', 'recipes', 'pvtest'];

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

  test('core imports no stage and no testkit, and the testkit no stage', () => {
    for (const file of [...under('packages/core/src/'), ...under('packages/testkit/src/')]) {
      const testkit = file.startsWith('packages/testkit/') ? '$^' : '@pv-actions/testkit';
      for (const module of importsOf(file)) {
        expect(`${file}: ${module}`).not.toMatch(new RegExp(`: (?:${testkit}|(?:\\.\\./)+actions/)`));
      }
    }
  });

  test.each(PURE)('%s/ is pure: no clock, network, files or environment', (folder) => {
    const files = under(`packages/core/src/${folder}/`).filter((file) => !file.endsWith('/find-kas.ts'));
    expect(files).not.toEqual([]);
    for (const file of files) {
      for (const module of importsOf(file)) {
        expect(`${file}: ${module}`).toMatch(
          /: (?:\.\/|\.\.\/(?:json|release|kas)\/|\.\.\/git\/digest\.ts$|\.\.\/action\/(?:child-environment|errors|glob|inputs|limits|lines|log|markdown|progress|secrets|source|wording)\.ts$|yaml$|zod$|semver$|node:crypto$|node:path$|node:util$)/,
        );
      }
      const text = readFileSync(join(root, file), 'utf8');
      expect(`${file}: ${/process\.env|Date\.now|new Date\(\)|fetch\(/.exec(text)?.[0] ?? 'pure'}`).toBe(
        `${file}: pure`,
      );
    }
  });

  test('core has floors: a folder imports those below it that the table names', () => {
    const roomOf = (file: string): string => file.split('/')[3] ?? '';
    const files = under('packages/core/src/');
    expect([...new Set(files.map(roomOf))].sort()).toEqual([...FLOORS.keys()].sort());
    const floors = [...FLOORS.keys()];
    for (const [floor, [room, below]] of [...FLOORS].entries()) {
      expect({ room, above: below.filter((other) => floors.indexOf(other) >= floor) }).toEqual({
        room,
        above: [],
      });
    }
    for (const file of files) {
      for (const module of importsOf(file).filter((name) => name.startsWith('.'))) {
        const to = roomOf(join(dirname(file), module));
        const known = to === roomOf(file) || FLOORS.get(roomOf(file))?.includes(to) === true;
        expect(`${file} imports ${module}: ${known ? 'allowed' : 'not in the table'}`).toMatch(/: allowed$/);
      }
    }
  });

  test('the AWS SDK is reached through store/ only', () => {
    for (const file of [...under('packages/core/src/'), ...under('actions/')]) {
      if (file.startsWith('packages/core/src/store/') || file.includes('/test/')) continue;
      for (const module of importsOf(file)) expect(`${file}: ${module}`).not.toMatch(/: @aws-sdk\//);
    }
  });
});

describe('what stages show goes through one place', () => {
  const shown = sources.filter((file) => /^(?:packages\/core|actions\/[^/]+)\/src\//.test(file));
  const withoutComments = (file: string): string =>
    readFileSync(join(root, file), 'utf8').replace(/^ *(?:\/?\*|\/\/).*$/gm, '');
  const holding = (pattern: RegExp): string[] => shown.filter((file) => pattern.test(withoutComments(file)));

  test('the log alone writes to stdout and stderr, beside the commands of the runner', () => {
    expect(holding(/\bstdout\.write|\bstderr\.write|\bconsole\.(?:log|error|warn|info|debug)\(/)).toEqual([
      'packages/core/src/action/log.ts',
      'packages/core/src/action/runner-commands.ts',
    ]);
  });

  test('only markdown.ts makes Markdown, in one place', () => {
    expect(holding(/\bas (?:readonly )?Markdown\b|\bis Markdown\b|<Markdown>\w/)).toEqual([
      'packages/core/src/action/markdown.ts',
    ]);
    const text = withoutComments('packages/core/src/action/markdown.ts');
    expect(text.match(/\bas Markdown\b/g)).toHaveLength(1);
  });
});

test('a file has one subject: none is longer than 400 lines', () => {
  const long = sources.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 400);
  expect(long).toEqual([]);
});

describe('docs/architecture.md', () => {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const core = join(root, 'packages/core/src');
  const codes = [...page.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
  const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');

  test('its paths exist', () => {
    const paths = codes.filter((code) => /^[\w.-]+\/[\w./-]*$/.test(code));
    expect([paths.length > 30, links.length > 20]).toEqual([true, true]);
    const below = [root, core, join(root, 'packages/testkit/src')];
    expect(
      paths
        .filter((path) => path !== 'src/inputs.ts' && path !== 'src/main.ts')
        .filter((path) => !below.some((at) => existsSync(join(at, path)))),
    ).toEqual([]);
    expect(links.filter((link) => !existsSync(join(root, 'docs', link)))).toEqual([]);
  });

  test('it names every folder of the repository that holds sources', () => {
    const rooms = sources.map((file) => /^(?:packages\/)?[^/]+\//.exec(file)?.[0] ?? file);
    expect([...new Set(rooms)].filter((room) => !codes.includes(room))).toEqual([]);
  });

  test('its table of core is the one that the imports obey', () => {
    const rows = page.matchAll(/^\| `([a-z]+)\/`( \(pure\))? \| [^|]+ \| ([^|]*)\|$/gm);
    const table = [...rows].map(([, room, pure, below]) => ({
      room,
      pure: pure !== undefined,
      below: [...(below ?? '').matchAll(/`([a-z]+)\/`/g)].map((match) => match[1]),
    }));
    expect(table).toEqual([...FLOORS].map(([room, below]) => ({ room, pure: PURE.includes(room), below })));
  });

  test('none of its flows needs more than five files', () => {
    const flows = page
      .split(/^###? /m)
      .filter((part) => part.startsWith('A ') || part.startsWith('artifacts.json'));
    expect(flows.map((flow) => flow.match(/\]\(/g)?.length)).toEqual([5, 5, 5, 5]);
  });
});
