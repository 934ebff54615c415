import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes the tree that `uses: pantacor/pv-actions/<stage>@v1` resolves to, from the commit that is checked out:
 *
 *     node scripts/release-tree.ts 1.2.3
 *
 * A commit, child of the released one, that holds `<stage>/action.yml` and `<stage>/README.md` at the root, `dist/`,
 * LICENSE and README.md, and an action.yml that names the stages to who uses the root. The tags v1.2.3, v1.2 and
 * v1 then point at it. Nothing is pushed, and neither the work tree nor the branch is touched.
 *
 * v1.2.3 is made once and never moves: it is made and pushed without force. Where one is there already nothing is pushed, and v1.2
 * and v1, which move with each release, stay where they are.
 */
const REPOSITORY = 'https://github.com/pantacor/pv-actions';
const [version = ''] = process.argv.slice(2);
const parts = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(version);
if (parts === null) stop(`"${version}" is not a version such as 1.2.3.`);
const [, major, minor] = parts;
const folder = mkdtempSync(join(tmpdir(), 'pv-release-tree-'));
const index = { ...process.env, GIT_INDEX_FILE: join(folder, 'index') };
try {
  const source = git(['rev-parse', '--verify', 'HEAD']);
  if (git(['tag', '--list', `v${version}`]) !== '')
    stop(`The tag v${version} exists. A release is never made twice.`);
  const stages = git(['ls-tree', '-r', '--name-only', source, '--', 'actions/'])
    .split('\n')
    .flatMap((path) => /^actions\/([^/]+)\/action\.yml$/.exec(path)?.[1] ?? []);
  if (stages.length === 0)
    stop('There are no stages in this commit. Run it in the repository of pv-actions.');

  git(['read-tree', '--empty']);
  git(['read-tree', '--prefix=dist/', `${source}:dist`]);
  for (const stage of stages) {
    const action = show(source, `actions/${stage}/action.yml`);
    add(`${stage}/action.yml`, action.replaceAll('../../dist/', '../dist/'));
    add(`${stage}/README.md`, stageReadme(show(source, `actions/${stage}/README.md`), source));
  }
  add('LICENSE', show(source, 'LICENSE'));
  add('README.md', readme(show(source, 'README.md'), source));
  add('action.yml', rootAction(stages));
  const tree = git(['write-tree']);
  const commit = git(['commit-tree', tree, '-p', source, '-m', `Release v${version}`]);
  const moving = [`v${major}.${minor}`, `v${major}`];
  git(['tag', `v${version}`, commit]);
  for (const tag of moving) git(['tag', '--force', tag, commit]);
  say(`v${version} is ${commit}, with the stages ${stages.join(', ')}.`);
  const forced = moving.map((tag) => `+refs/tags/${tag}`).join(' ');
  say(`Publish it: git push --atomic origin refs/tags/v${version} ${forced}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function git(args: readonly string[], input?: string): string {
  return execFileSync('git', args, { env: index, encoding: 'utf8', input, maxBuffer: 2 ** 28 }).trimEnd();
}

function show(commit: string, path: string): string {
  return execFileSync('git', ['show', `${commit}:${path}`], { encoding: 'utf8' });
}

function add(path: string, content: string): void {
  const blob = git(['hash-object', '-w', '--stdin'], content);
  git(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`]);
}

/** The README with links that hold in the release tree; what is not in it is linked in the sources. */
function readme(text: string, commit: string): string {
  return text
    .replaceAll('](actions/', '](')
    .replace(/\]\((docs|examples|packages|scripts|test|bench)\//g, `](${REPOSITORY}/blob/${commit}/$1/`);
}

/** The same for the README of a stage. */
function stageReadme(text: string, commit: string): string {
  return text.replaceAll('](../../', `](${REPOSITORY}/blob/${commit}/`);
}

function rootAction(stages: readonly string[]): string {
  const uses = stages.map((stage) => `pantacor/pv-actions/${stage}@v${major}`).join(', ');
  return `name: 'pv-actions'
description: 'A suite of actions, one for each stage. Use one of: ${uses}.'
runs:
  using: 'composite'
  steps:
    - shell: bash
      run: |
        echo '::error::pv-actions is a suite of actions, one for each stage. Use one of: ${uses}.'
        exit 1
`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function stop(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
