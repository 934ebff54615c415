import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Source } from '@pv-actions/core/action/source.ts';
import { readManifestState } from '@pv-actions/core/release/claim.ts';
import { layerFolder, manifestKey, publishedKey, tagFolder } from '@pv-actions/core/release/keys.ts';
import type { Manifest } from '@pv-actions/core/release/manifest.ts';
import { checkMachine, checkTag } from '@pv-actions/core/release/names.ts';
import { isNoObject } from '@pv-actions/core/release/object-text.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import type { Layer } from '../release.ts';

/** As a problem names the manifest.json of a folder: who shows the problem says which. */
const WHERE = 'Its manifest.json';

/** A folder `<tag>/<machine>/` of the bucket that has a manifest.json. */
export interface StagedFolder {
  readonly tag: string;
  readonly machine: string;
  /** Whether a published.json is there. */
  readonly marked: boolean;
}

/** What is staged, or published, in such a folder. */
export interface StagedMachine extends StagedFolder {
  readonly manifestKey: string;
  readonly state: StagedState;
}

type StagedState =
  | { readonly kind: 'complete'; readonly manifest: Manifest; readonly text: string }
  /** A run uploads it, or died while it did. */
  | {
      readonly kind: 'claim';
      readonly source: Source;
      /** The complete manifest that stood here, where nothing that it names was touched. */
      readonly replaces: Manifest | undefined;
      readonly text: string;
    }
  /** Its manifest.json cannot be used. The problem is one line of full sentences. What is no object may not be what is stored. */
  | { readonly kind: 'unreadable'; readonly problem: string; readonly isNoObject: boolean };

/**
 * Finds the machines of a tag in the bucket, or of all tags, by their manifest.json.
 *
 * @throws UserError when the bucket cannot be listed.
 */
export async function findStaged(
  store: Store,
  { prefix }: Layer,
  tag: string | undefined,
): Promise<StagedFolder[]> {
  const root = layerFolder(prefix);
  const manifests: { tag: string; machine: string }[] = [];
  const marked = new Set<string>();
  for await (const { key } of store.list(tag === undefined ? root : tagFolder(prefix, tag))) {
    const [folder = '', machine = '', file, ...deeper] = key.slice(root.length).split('/');
    if (deeper.length > 0 || checkTag(folder) !== undefined || checkMachine(machine) !== undefined) continue;
    if (file === 'manifest.json') manifests.push({ tag: folder, machine });
    if (file === 'published.json') marked.add(key);
  }
  return manifests.map((each) => ({
    ...each,
    marked: marked.has(publishedKey(prefix, each.tag, each.machine)),
  }));
}

/**
 * Reads the manifests. A folder whose manifest.json is gone by now is left out.
 *
 * @param isAbsent Whether a failure to read one also means that it is not there.
 * @throws UserError when the store does not give them. One of another form is no error here.
 */
export async function readStaged(
  store: Store,
  { prefix }: Layer,
  folders: readonly StagedFolder[],
  isAbsent: (thrown: unknown) => boolean = () => false,
): Promise<StagedMachine[]> {
  const machines = await inParallel(folders, async (folder): Promise<StagedMachine[]> => {
    const key = manifestKey(prefix, folder.tag, folder.machine);
    const text = await store.text(key).catch((thrown: unknown) => {
      if (isAbsent(thrown)) return undefined;
      throw thrown;
    });
    if (text === undefined) return [];
    return [{ ...folder, manifestKey: key, state: stateOf(text, folder) }];
  });
  return machines.flat();
}

function stateOf(text: string, { tag, machine }: StagedFolder): StagedState {
  try {
    const state = readManifestState(text, WHERE);
    if (state.kind === 'claim')
      return { kind: 'claim', source: state.source, replaces: state.replaces, text };
    const { manifest } = state;
    if (manifest.tag === tag && manifest.name === machine) return { kind: 'complete', manifest, text };
    const problem = `${WHERE} is of ${manifest.name} ${manifest.tag}, not of ${machine} ${tag}.`;
    return { kind: 'unreadable', problem, isNoObject: false };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { kind: 'unreadable', problem: asSentence(messageOf(thrown)), isNoObject: isNoObject(text) };
  }
}

/** A message that may have a line for each problem. */
function asSentence(message: string): string {
  const [first = '', ...problems] = message.split('\n').map((line) => line.trim().replace(/\.$/, ''));
  return `${[first, problems.join('; ')].filter((text) => text !== '').join(' ')}.`;
}
