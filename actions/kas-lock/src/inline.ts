import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { shortList } from '@pv-actions/core/action/wording.ts';
import type { Finder } from '@pv-actions/core/git/remote.ts';
import { findTags } from '@pv-actions/core/git/tags.ts';
import { readPins } from '@pv-actions/core/kas/kas-pins.ts';
import { type KasRepo, kasReposAlong } from '@pv-actions/core/kas/kas-repos.ts';
import { shortSha } from '@pv-actions/core/updates/look-up.ts';
import { eachTarget, readOwn, textOf } from './files.ts';
import { kasFiles, lockFileOf, readIfThere, readSources, repositoryPath, type Sources } from './sources.ts';
import type {
  Checkout,
  Layer,
  PlannedFile,
  PlannedFiles,
  PlannedLayer,
  Target,
  TargetFailure,
} from './types.ts';

/** A commit that a kas file of the layer pins in place, and what the configurations say of its repository. */
interface Place {
  readonly key: string;
  readonly revision: string;
  /** Of the configurations in which this commit counts, or of all where another file overrides it in each. */
  readonly repos: readonly { readonly name: string; readonly repo: KasRepo | undefined }[];
}

interface KasFile {
  readonly path: string;
  readonly before: Buffer;
  readonly names: Set<string>;
  readonly seen: {
    readonly name: string;
    readonly isInForce: boolean;
    readonly key: string;
    readonly repo: KasRepo | undefined;
  }[];
}

/**
 * Takes the kas files of the configurations as they stand: the commits in them are to change in place. What stands beside a commit says
 * what it follows: a branch, its own or the one of `defaults` or of another file of the configuration. A commit with a tag goes
 * where the tag is. kas is not run.
 *
 * @throws UserError for what is no failure of a single target.
 */
export async function planInline(
  targets: readonly Target[],
  checkout: Checkout,
  remotes: Pick<Finder, 'tags'>,
): Promise<PlannedFiles> {
  const known = new Map<string, KasFile>();
  const notes: string[] = [];
  const found = await eachTarget(
    targets,
    checkout,
    (target) => kasFiles(target, checkout),
    async ({ name, config }) => {
      const sources = await readSources(config, checkout);
      const along = kasReposAlong(sources.texts);
      notes.push(...(await unmovedNotes(name, sources, along.at(-1) ?? [], checkout)));
      for (const [at, source] of sources.texts.entries()) {
        const file = await kasFile(source.path, known, checkout);
        file.names.add(name);
        for (const { key, revision } of readPins(source)) {
          const last = along.at(-1)?.find((repo) => repo.key === key);
          const isInForce = last?.commit === revision;
          const repo = isInForce ? last : (along[at]?.find((each) => each.key === key) ?? last);
          file.seen.push({ name, isInForce, key, repo });
        }
      }
      return [];
    },
  );
  const failures: TargetFailure[] = [...found.failures];
  const files: PlannedFile[] = [];
  for (const file of known.values()) {
    const planned = plannedFile(file);
    if (planned.file.layers.length === 0) continue;
    const settled = await withTags(planned.file, planned.tagged, remotes);
    files.push(settled.file);
    notes.push(...planned.notes);
    failures.push(...settled.failures);
  }
  return { files, failures, fixed: [], warnings: [], notes: [...new Set(notes)] };
}

/** Of a link within the repository it is the file that it leads to. */
async function kasFile(path: string, known: Map<string, KasFile>, checkout: Checkout): Promise<KasFile> {
  const full = await realpath(join(checkout.repository, path));
  const real = repositoryPath(full, checkout);
  const file = known.get(real) ?? {
    path: real,
    before: (await readOwn(full, checkout)) ?? Buffer.from(''),
    names: new Set(),
    seen: [],
  };
  textOf(real, file.before);
  known.set(real, file);
  return file;
}

interface Tagged extends Layer {
  readonly url: string;
  readonly tag: string;
}

function plannedFile({ path, before, names, seen }: KasFile) {
  const text = textOf(path, before);
  const notes: string[] = [];
  const tagged: Tagged[] = [];
  const pins = readPins({ path, text });
  const made = pins.map(({ key, revision }): PlannedLayer => {
    const all = seen.filter((each) => each.key === key);
    const inForce = all.filter((each) => each.isInForce);
    const { repo, note } = decided({ key, revision, repos: inForce.length === 0 ? all : inForce }, path);
    if (note !== undefined) notes.push(note);
    const layer = { key, url: repo?.url, branch: repo?.branch, revision, old: revision };
    if (repo === undefined || note !== undefined) return { ...layer, follows: 'fixed' };
    if (repo.tag === undefined) return { ...layer, follows: 'branch' };
    tagged.push({ ...layer, url: repo.url, tag: repo.tag });
    return { ...layer, branch: undefined, follows: 'fixed' };
  });
  const layers = made.map((layer, at): PlannedLayer => {
    const sharing = made.filter((_, other) => pins[other]?.start === pins[at]?.start);
    const isOne = sharing.every(
      ({ url, branch, follows }) => url === layer.url && branch === layer.branch && follows === layer.follows,
    );
    if (isOne) return layer;
    const keys = shortList(
      sharing.map(({ key }) => key),
      ', ',
    );
    notes.push(
      `${path} pins ${keys} by one value, which an anchor shares, but they follow different places. They stay: give each a value of its own.`,
    );
    return { ...layer, follows: 'fixed' };
  });
  const file: PlannedFile = { names: [...names], path, before, oldLayers: layers, text, layers };
  return { file, notes, tagged };
}

/** The one repository that a commit is of, or a sentence why it cannot be followed. */
function decided(
  { key, revision, repos }: Place,
  path: string,
): { readonly repo?: KasRepo | undefined; readonly note?: string } {
  const different = new Map(
    repos.map((each) => [JSON.stringify([each.repo?.url, each.repo?.branch, each.repo?.tag]), each]),
  );
  const [first, ...others] = different.values();
  const repo = first?.repo;
  const stays = `${path} pins the layer ${key} to ${shortSha(revision)}`;
  if (others.length > 0) {
    const ways = [...different.values()].map((each) => `${each.name} ${followed(each.repo)}`);
    return {
      repo,
      note: `${stays} for configurations that want it from different places: ${shortList(ways, ', ', 5)}. It stays.`,
    };
  }
  if (repo === undefined) {
    return { note: `${stays}, and no file of the repository says its URL. It stays.` };
  }
  if (repo.type !== 'git') return { repo, note: `${stays}, and it is no git repository. It stays.` };
  if (repo.tag !== undefined) {
    return repo.branch === undefined ? { repo } : { repo: { ...repo, branch: undefined } };
  }
  if (repo.branch === undefined) {
    return {
      repo,
      note: `${stays}, and no branch says what it follows. It stays: a \`commit:\` with a \`branch:\` beside it is followed.`,
    };
  }
  return { repo };
}

function followed(repo: KasRepo | undefined): string {
  if (repo === undefined) return 'from nowhere';
  if (repo.tag !== undefined) return `the tag ${repo.tag} of ${repo.url}`;
  return `the branch ${repo.branch ?? 'unknown'} of ${repo.url}`;
}

/**
 * Moves commits to the tags that stand beside them, since kas takes a commit only with the tag that names it: as the commit, or as the
 * digest of the tag itself.
 *
 * @returns the file, and what is wrong with tags.
 */
async function withTags(
  file: PlannedFile,
  tagged: readonly Tagged[],
  remotes: Pick<Finder, 'tags'>,
): Promise<{ readonly file: PlannedFile; readonly failures: readonly TargetFailure[] }> {
  const answers = await findTags(remotes, tagged);
  const commits = new Map<string, string>();
  const failures = tagged.flatMap(({ key, url, tag, revision }, at): TargetFailure[] => {
    const answer = answers[at];
    if (answer?.kind === 'tag') {
      if (revision !== answer.object) commits.set(key, answer.commit);
      return [];
    }
    const failure = { name: key, files: [file.path] };
    if (answer?.kind === 'no-tag') {
      const near = shortList(answer.near, ', ');
      return [
        {
          ...failure,
          unreachable: false,
          cause: `${key}: ${url} has no tag "${tag}".`,
          advice:
            near === ''
              ? 'It has no tag at all. Check the URL.'
              : `Correct the tag. Tags with a name like it: ${near}.`,
        },
      ];
    }
    return [
      {
        ...failure,
        unreachable: true,
        cause: `${key}: ${url} could not be asked for its tags.`,
        detail: answer?.reason,
        advice: 'Check that the runner may connect to it. For a private repository, give `remote-token`.',
      },
    ];
  });
  const layers = file.layers.map((layer): PlannedLayer => {
    const commit = commits.get(layer.key);
    return commit === undefined ? layer : { ...layer, revision: commit, follows: 'tag' };
  });
  return { file: { ...file, layers }, failures };
}

/** What of a configuration is not changed: its lock files, which count more than commits, and layers that neither of them pins. */
async function unmovedNotes(
  name: string,
  { texts }: Sources,
  repos: readonly KasRepo[],
  checkout: Checkout,
): Promise<string[]> {
  const notes: string[] = [];
  const locked = new Set<string>();
  for (const path of new Set(texts.map((source) => lockFileOf(source.path)))) {
    const bytes = await readIfThere(join(checkout.repository, path), checkout);
    if (bytes === undefined) continue;
    for (const { key } of readPins({ path, text: textOf(path, bytes) })) locked.add(key);
    notes.push(`${path} is a lock file. It is not changed: \`mode: lock\` does that.`);
  }
  const floating = repos.filter(
    ({ key, type, commit, tag }) =>
      type === 'git' && commit === undefined && tag === undefined && !locked.has(key),
  );
  if (floating.length > 0) {
    const layers = floating.map(({ key }) => key);
    notes.push(
      `${name}: no commit pins ${shortList(layers, ', ', 5)}. Each build takes what is there then: \`mode: lock\` pins it.`,
    );
  }
  return notes;
}
