import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runAction } from '@pv-actions/testkit/runner/action.ts';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pv-release-'));
const repository = join(folder, 'repository');
const released = join(folder, 'released');
/** What a stage that requires no input says where it gets none. The others name the first that is missing. */
const WITHOUT_INPUTS: Readonly<Record<string, string>> = {
  'kas-lock': 'is not in a git repository with a commit',
  'pvtest-merge': 'There is no artifact service here',
  'pvtest-runner': 'Give one of the inputs `distro` and `artifact`.',
  'srcrev-bump': 'is not in a git repository with a commit',
};
/** The stages of the released commit. */
let stages: readonly string[];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: repository,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}

function releaseTree(version: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(root, 'scripts/release-tree.ts'), version], {
    cwd: repository,
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@example.org',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@example.org',
    },
  });
}

beforeAll(() => {
  const { status, stderr } = spawnSync('git', ['clone', '--quiet', root, repository], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  stages = git('ls-tree', '-r', '--name-only', 'HEAD', 'actions')
    .split('\n')
    .flatMap((file) => /^actions\/([^/]+)\/action\.yml$/.exec(file)?.[1] ?? []);
});

test('a release holds the stages at its root and what they need, and nothing else', () => {
  const head = git('rev-parse', 'HEAD');
  expect(releaseTree('1.2.3')).toMatchObject({ status: 0, stderr: '' });
  const files = git('ls-tree', '-r', '--name-only', 'v1').split('\n');
  const dist = git('ls-tree', '-r', '--name-only', 'HEAD', 'dist').split('\n');
  expect(files.sort()).toEqual(
    [
      'LICENSE',
      'README.md',
      'action.yml',
      ...stages.flatMap((stage) => [`${stage}/README.md`, `${stage}/action.yml`]),
      ...dist,
    ].sort(),
  );
  const commit = git('rev-parse', 'v1.2.3^{commit}');
  expect([git('rev-parse', 'v1.2'), git('rev-parse', 'v1'), git('rev-parse', 'v1^')]).toEqual([
    commit,
    commit,
    head,
  ]);
  expect(git('rev-parse', 'HEAD')).toBe(head);
  expect(git('status', '--porcelain')).toBe('');
});

test('what it says publishes the tags, and never moves that of a release that is there', () => {
  const remote = join(folder, 'remote.git');
  git('init', '--quiet', '--bare', remote);
  git('remote', 'set-url', 'origin', remote);
  const { stdout } = releaseTree('1.4.0');
  const command = /^Publish it: git (push .*)$/m.exec(stdout)?.[1]?.split(' ') ?? [];
  const tags = (): string => git('ls-remote', '--tags', remote);
  git('push', '--quiet', remote, 'HEAD:refs/tags/v1.4.0', 'HEAD:refs/tags/v1.4', 'HEAD:refs/tags/v1');
  const before = tags();
  expect(() => git(...command)).toThrow('rejected');
  expect(tags()).toBe(before);

  git('push', '--quiet', '--delete', remote, 'refs/tags/v1.4.0');
  git(...command);
  const commit = git('rev-parse', 'v1.4.0^{commit}');
  expect(tags().split('\n')).toEqual(['v1', 'v1.4', 'v1.4.0'].map((tag) => `${commit}\trefs/tags/${tag}`));
});

test('a stage of it runs from its folder, without any package around it', async () => {
  git('worktree', 'add', '--quiet', '--detach', released, 'v1');
  for (const stage of stages) {
    const { inputs } = parse(readFileSync(join(released, stage, 'action.yml'), 'utf8')) as {
      inputs: Readonly<Record<string, { readonly required?: boolean }>>;
    };
    const required = Object.keys(inputs).find((name) => inputs[name]?.required === true);
    const said = WITHOUT_INPUTS[stage] ?? `Input "${required}" is missing.`;
    const result = await runAction({
      actionDir: join(released, stage),
      folder: join(folder, stage),
      inputs: {},
    });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toContain(said);
  }
});

test('the links of its READMEs lead somewhere', () => {
  const readmes = ['README.md', ...stages.map((stage) => `${stage}/README.md`)];
  const links = readmes.flatMap((file) => {
    const text = readFileSync(join(released, file), 'utf8');
    return [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => ({ file, target: match[1] ?? '' }));
  });
  expect(links.length).toBeGreaterThan(5);
  const sources = `https://github.com/pantacor/pv-actions/blob/${git('rev-parse', 'v1^')}/`;
  for (const { file, target } of links) {
    if (target.startsWith(sources))
      expect(() => git('show', `v1^:${target.slice(sources.length)}`)).not.toThrow();
    else if (!target.startsWith('https://'))
      expect(() => readFileSync(join(released, dirname(file), target))).not.toThrow();
  }
});

test('a version is released once, and 1.2.4 moves v1.2 and v1', () => {
  expect(releaseTree('1.2.3')).toMatchObject({
    status: 1,
    stderr: 'The tag v1.2.3 exists. A release is never made twice.\n',
  });
  const first = git('rev-parse', 'v1.2.3');
  git('commit', '--quiet', '--allow-empty', '--message', 'more');
  expect(releaseTree('1.2.4').status).toBe(0);
  expect(git('rev-parse', 'v1.2.3')).toBe(first);
  expect(git('rev-parse', 'v1')).toBe(git('rev-parse', 'v1.2.4'));
});

test('what is no version is refused', () => {
  expect(releaseTree('v1')).toMatchObject({ status: 1, stderr: '"v1" is not a version such as 1.2.3.\n' });
});
