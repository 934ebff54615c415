import { appendFile, chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBelow } from './folder.ts';

/** A repository with settings of somebody else, in which every program that git can be told to run leaves a mark. */
export interface TrappedRepository {
  /** Names of the programs that have run since the last look. */
  sprung(): Promise<readonly string[]>;
  /** Removes an object of the repository, which git may then get from a remote that is a program. */
  lose(digest: string): Promise<void>;
}

const HOOKS = [
  'fsmonitor-watchman',
  'post-checkout',
  'post-index-change',
  'pre-auto-gc',
  'query-watchman',
  'reference-transaction',
];

/**
 * Sets every setting of git-config(1) that names a program.
 *
 * @param gitFolder the `.git` of a repository, or what stands for it in a submodule
 * @param marks a folder for the marks, outside of the repository
 */
export async function trapRepository(gitFolder: string, marks: string): Promise<TrappedRepository> {
  await mkdir(marks, { recursive: true });
  const program = join(marks, 'program');
  await writeFile(program, `#!/bin/sh\n: > '${marks}/sprung-'"$1"\nexit 1\n`);
  await chmod(program, 0o755);
  const hooks = join(gitFolder, 'hooks');
  for (const name of HOOKS) {
    await writeBelow(hooks, name, `#!/bin/sh\nexec ${program} hook-${name}\n`);
    await chmod(join(hooks, name), 0o755);
  }
  await writeBelow(gitFolder, 'info/attributes', '* filter=trap diff=trap merge=trap\n');
  await writeFile(join(marks, 'included'), `[core]\n\tfsmonitor = ${program} included-fsmonitor\n`);
  await appendFile(join(gitFolder, 'config'), settings(program, join(marks, 'included'), hooks));
  return {
    async sprung() {
      const found = (await readdir(marks)).filter((name) => name.startsWith('sprung-')).sort();
      for (const name of found) await rm(join(marks, name));
      return found.map((name) => name.slice('sprung-'.length));
    },
    lose: (digest) => rm(join(gitFolder, 'objects', digest.slice(0, 2), digest.slice(2))),
  };
}

function settings(program: string, included: string, hooks: string): string {
  const run = (name: string): string => `"${program} ${name}"`;
  const shell = (name: string): string => `"!${program} ${name}"`;
  return `
[core]
	fsmonitor = ${run('fsmonitor')}
	hooksPath = ${hooks}
	sshCommand = ${run('ssh')}
	gitProxy = ${run('proxy')}
	askPass = ${run('askpass')}
	pager = ${run('pager')}
	editor = ${run('editor')}
	alternateRefsCommand = ${run('alternate-refs')}
[sequence]
	editor = ${run('sequence')}
[pager]
	ls-files = ${run('pager-ls-files')}
	ls-tree = ${run('pager-ls-tree')}
	rev-parse = ${run('pager-rev-parse')}
[alias]
	ls-files = ${shell('alias-ls-files')}
	ls-tree = ${shell('alias-ls-tree')}
	rev-parse = ${shell('alias-rev-parse')}
[credential]
	helper = ${shell('credential')}
[diff]
	external = ${run('diff')}
[diff "trap"]
	command = ${run('diff-driver')}
	textconv = ${run('textconv')}
[merge "trap"]
	driver = ${run('merge')}
[filter "trap"]
	clean = ${run('clean')}
	smudge = ${run('smudge')}
	process = ${run('process')}
	required = true
[gpg]
	program = ${run('gpg')}
[log]
	showSignature = true
[uploadpack]
	packObjectsHook = ${run('pack-objects')}
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[remote "trap"]
	url = "ext::${program} promisor"
	fetch = +refs/heads/*:refs/remotes/trap/*
	uploadpack = ${run('uploadpack')}
	promisor = true
	partialclonefilter = tree:0
[include]
	path = ${included}
`;
}
