import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cpuTime } from '@pv-actions/testkit/cpu-time.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { historyLine, noticeOfShallow } from '../src/shallow-checkout.ts';

describe('a line that asks git for its history', () => {
  test.each([
    [`DISTRO_VERSION = "\${@bb.process.run('git describe --tags')[0].strip()}"`, 'git describe'],
    ["res = bb.process.run('git --git-dir=%s describe --tags --exact-match' % top)", 'git describe'],
    [
      "    v = subprocess.check_output(['git', 'describe', '--tags'], cwd=d.getVar('LAYERDIR'))",
      'git describe',
    ],
    ["        version_id = run_git(d, 'describe --dirty --long')", 'git describe'],
    ['    repo.git.describe("--always")', 'git describe'],
    [`VERSION := "\${@os.popen('git -C \${LAYERDIR} describe').read()}"`, 'git describe'],
    ['    v=$(git -C "$top" describe 2>/dev/null || echo unknown)', 'git describe'],
    ['    v=`git describe HEAD`', 'git describe'],
    [`N = "\${@oe.utils.run('git rev-list --count HEAD')}"`, 'git rev-list --count'],
    ["run(['git', 'rev-list', 'HEAD', '--count'])", 'git rev-list --count'],
    [`PV = "1.0+\${@bb.process.run('git -C \${THISDIR} describe')[0]} for \${BPN}"`, 'git describe'],
  ])('%s', (line, asks) => expect(historyLine(`# one\n${line}\n`)).toEqual({ line: 2, asks }));

  test.each([
    '# PV comes from git describe --tags',
    '    # git describe',
    'DESCRIPTION = "Tools that describe a digital image"',
    'SRC_URI = "git://example.com/describe.git;branch=main"',
    'SUMMARY = "git tools that describe what is there"',
    'SRC_URI += "git://example.com/x.git;name=describe file://describe.patch"',
    'git rev-parse HEAD',
    'SUMMARY = "describes git"',
    'SUMMARY = "A replacement of git describe"',
    'DESCRIPTION:append = " (see git describe)"',
    `    version=$(git -C \${S} describe --tags)`,
    `    git -C "\${UNPACKDIR}/git" describe --tags`,
    `    cd \${S} && git describe --tags > \${B}/version`,
    `    n=$(git --git-dir=\${STAGING_KERNEL_DIR}/.git rev-list --count HEAD)`,
    "    v = subprocess.check_output(['git', '-C', d.getVar('S'), 'describe'])",
    "    run(['git', 'describe'], cwd=d.getVar(\"WORKDIR\"))",
  ])('not %s', (line) => expect(historyLine(line)).toBeUndefined());
});

test.each([
  [['do_compile() {', '    v=$(git describe --tags)', '}'], undefined],
  [['do_install:append () {', '    git describe > v', '}', `V = "\${@run('git describe')}"`], 4],
  [['do_compile() {', `    cd \${LAYERDIR_acme}`, '    v=$(git describe)', '}'], 3],
  [['do_compile() {', `    cd \${S}`, '    v=$(git describe)', '}'], undefined],
  [['fakeroot do_install() {', `    git -C \${THISDIR} describe`, '}'], 2],
  [['stamp_version() {', '    git describe', '}'], 2],
  [['python do_x() {', "    bb.process.run('git describe')", '}'], 2],
])('of the lines %j, the one about the repository itself', (lines, line) =>
  expect(historyLine(lines.join('\n'))?.line).toBe(line),
);

test.each(['git ', 'git describe-x ', "'describe  ", ' ', 'git.describe ', 'rev-list '])(
  'a long line of %j takes no longer than a moment',
  (piece) => {
    const line = piece.repeat(2 ** 20 / piece.length);
    expect(cpuTime(1_500, () => void historyLine(line))).toBeLessThan(1_500);
  },
);

describe('a checkout', () => {
  let folder: string;
  let origin: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shallow-'));
    origin = join(folder, 'origin');
    await mkdir(origin);
    git(origin, 'init', '--quiet');
    for (const name of ['one', 'two']) await commit(name, name);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const USE = `PV = "1\${@bb.process.run('git describe --tags')[0]}"\n`;

  function git(cwd: string, ...args: readonly string[]): void {
    const identity = ['-c', 'user.name=n', '-c', 'user.email=e@example.com'];
    execFileSync('git', [...identity, ...args], { cwd, stdio: 'ignore' });
  }

  async function commit(file: string, text: string): Promise<void> {
    await write(join(origin, file), text);
    git(origin, 'add', '--all');
    git(origin, 'commit', '--quiet', '--message', file);
  }

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }

  function clone(...options: readonly string[]): string {
    git(folder, 'clone', '--quiet', ...options, `file://${origin}`, 'clone');
    return join(folder, 'clone');
  }

  async function notices(repoDir: string) {
    const log = keptLog();
    await noticeOfShallow(
      { repoDir, buildDir: join(repoDir, 'build') },
      { log, env: { GITHUB_WORKSPACE: repoDir } },
    );
    return log.said;
  }

  test('that is shallow, of a layer that asks for its history: a notice at the line', async () => {
    await commit('meta/classes/version.bbclass', `# version\n${USE}`);
    expect(await notices(clone('--depth', '1'))).toEqual([
      {
        level: 'notice',
        text:
          'This checkout has only a part of its history, and "meta/classes/version.bbclass" asks for it in line 2 (git describe): a version that is made of it may be wrong. ' +
          'Where it is about this repository, set `fetch-depth: 0` in the `with:` of actions/checkout.',
        where: { file: 'meta/classes/version.bbclass', startLine: 2 },
      },
    ]);
  });

  test('a worktree of a shallow one', async () => {
    await commit('conf/distro/d.conf', USE);
    git(clone('--depth', '1'), 'worktree', 'add', '--quiet', '../tree');
    expect(await notices(join(folder, 'tree'))).toHaveLength(1);
  });

  test('in a kas file', async () => {
    await commit('kas/a.yml', `header:\n  version: 12\nlocal_conf_header:\n  v: |\n    ${USE}`);
    expect((await notices(clone('--depth', '1')))[0]?.where).toEqual({ file: 'kas/a.yml', startLine: 5 });
  });

  test('in the Python of the layer', async () => {
    await commit('scripts/release.py', USE);
    await commit('meta/lib/acme/version.py', `\n${USE}`);
    expect((await notices(clone('--depth', '1')))[0]?.where?.file).toBe('meta/lib/acme/version.py');
  });

  test('with all of its history', async () => {
    await commit('conf/layer.conf', USE);
    expect(await notices(clone())).toEqual([]);
  });

  test('of a layer that asks for nothing in what bitbake and kas read', async () => {
    await commit('README.md', USE);
    await commit('ci.yml', USE);
    await commit('.github/workflows/a.yml', `header:\n${USE}`);
    const repo = clone('--depth', '1');
    await write(join(repo, 'build/conf/local.conf'), USE);
    await write(join(repo, 'poky/meta/a.bb'), USE);
    await mkdir(join(repo, 'poky/.git'));
    expect(await notices(repo)).toEqual([]);
  });

  test('that is no repository', async () => expect(await notices(folder)).toEqual([]));
});
