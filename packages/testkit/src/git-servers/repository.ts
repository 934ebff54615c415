import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { git } from '../sample-layer/git.ts';
import { serverEnvironment } from './environment.ts';

/** A commit that is still to be made. */
export interface NewCommit {
  /** What its children and refs call it. */
  readonly name: string;
  /** Names of commits that stand before it, or digests of those that are there. */
  readonly parents: readonly string[];
  /** Any bytes. Its name where it is left out. */
  readonly message?: string | Buffer;
}

/** Commits and where refs point then. */
export interface Growth {
  readonly commits?: readonly NewCommit[];
  /** `refs/heads/main` -> the name or the digest of a commit. A ref may also be forced back. */
  readonly refs?: Readonly<Record<string, string>>;
}

export interface BareRepository {
  readonly folder: string;
  /** Adds commits, each with another tree, then sets refs. @returns the digest of each name. @throws what git says. */
  grow(growth: Growth): Promise<ReadonlyMap<string, string>>;
  /** Runs git in it. @returns stdout. */
  git(...args: readonly string[]): Promise<string>;
}

export interface RepositoryOptions {
  /** Whether it serves a part of its objects (`--filter`). True by default. */
  readonly filters?: boolean;
  /** Whether it gives commits to who knows their digest, as GitHub does. True by default. */
  readonly anyDigest?: boolean;
  readonly format?: 'sha1' | 'sha256';
}

/** Makes an empty bare repository, and the folders above it. */
export async function makeBareRepository(
  folder: string,
  options: RepositoryOptions = {},
): Promise<BareRepository> {
  const { filters = true, anyDigest = true, format = 'sha1' } = options;
  await mkdir(folder, { recursive: true });
  const run = (...args: readonly string[]): Promise<string> => git(folder, ...args);
  await run('init', '--quiet', '--bare', '--template=', '--initial-branch=main', `--object-format=${format}`);
  await run('config', 'uploadpack.allowFilter', String(filters));
  await run('config', 'uploadpack.allowAnySHA1InWant', String(anyDigest));
  return {
    folder,
    git: run,
    grow: (growth) => grow(folder, growth, '0'.repeat(format === 'sha1' ? 40 : 64)),
  };
}

/** `count` commits in a row, of which the first has the given parents: `c1`, `c2`, … for the prefix `c`. */
export function chain(prefix: string, count: number, parents: readonly string[] = []): NewCommit[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `${prefix}${at + 1}`,
    parents: at === 0 ? parents : [`${prefix}${at}`],
  }));
}

async function grow(folder: string, growth: Growth, noCommit: string): Promise<ReadonlyMap<string, string>> {
  const { commits = [] } = growth;
  const marks = new Map(commits.map(({ name }, at) => [name, `:${at + 1}`]));
  const env = { ...serverEnvironment(), HOME: folder };
  const child = spawn('git', ['fast-import', '--quiet', '--force', '--done', '--date-format=raw'], {
    cwd: path.resolve(folder),
    env,
  });
  const [[code], digests, said] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
    // Where git gives up early its own words say more.
    pipeline(Readable.from(importStream(growth, marks, noCommit)), child.stdin).catch(() => undefined),
  ]);
  if (code !== 0) throw new Error(`git fast-import: ${said}`);
  const lines = digests.split('\n');
  return new Map(commits.map(({ name }, at) => [name, lines[at] ?? '']));
}

const START = 1_780_000_000;
const WORK = 'refs/fast-import/work';

/** The format of git-fast-import(1), which answers with the digest of each commit. `noCommit`, of zeros, takes a ref away. */
function* importStream(
  { commits = [], refs = {} }: Growth,
  marks: ReadonlyMap<string, string>,
  noCommit: string,
): Generator<Buffer> {
  const markOf = (name: string): string => marks.get(name) ?? name;
  const data = (content: string | Buffer): Buffer => {
    const bytes = Buffer.from(content);
    return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
  };
  for (const [at, { name, parents, message = name }] of commits.entries()) {
    const [first, ...others] = parents.map(markOf);
    // Without it a commit would be a child of the one before.
    if (first === undefined) yield Buffer.from(`reset ${WORK}\n\n`);
    yield Buffer.concat([
      Buffer.from(
        `commit ${WORK}\nmark ${markOf(name)}\ncommitter Test <test@example.com> ${START + at * 60} +0000\n`,
      ),
      data(message),
      Buffer.from(first === undefined ? '' : `from ${first}\n`),
      ...others.map((other) => Buffer.from(`merge ${other}\n`)),
      Buffer.from('M 100644 inline CHANGES\n'),
      data(`${name} ${at}\n`),
      Buffer.from(`get-mark ${markOf(name)}\n`),
    ]);
  }
  for (const [ref, name] of Object.entries(refs)) yield Buffer.from(`reset ${ref}\nfrom ${markOf(name)}\n\n`);
  if (commits.length > 0) yield Buffer.from(`reset ${WORK}\nfrom ${noCommit}\n\n`);
  yield Buffer.from('done\n');
}
