import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import { formatBytes, formatDuration, transferLine, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { DocsEntry } from '@pv-actions/core/release/device.ts';
import { type ObjectInfo, type PutOptions, partSizeFor, type Store } from '@pv-actions/core/store/types.ts';
import type { DocsFile } from './docs-file.ts';
import type { Place } from './place.ts';

/** Metadata of an object: the SHA-256 of its bytes. */
const SHA256 = 'pv-sha256';

/** What there is to do in the bucket. */
export interface StorePlan {
  readonly action: 'upload' | 'replace' | 'keep';
  readonly entry: DocsEntry;
  /** Whether `entry` is to be named. */
  readonly names: boolean;
}

/**
 * Looks at what is in the bucket. Reads only.
 *
 * @throws UserError when the docs cannot be named as things stand.
 */
export async function planPublication(store: Store, place: Place, file: DocsFile): Promise<StorePlan> {
  const entry: DocsEntry = { name: file.name, sha256: file.sha256, url: place.url };
  const there = await store.head(place.key);
  const { changes } = await place.look(entry);
  if (there === undefined) return { action: 'upload', entry, names: changes };
  const kept = await holds(store, place.key, there, file);
  return { action: kept ? 'keep' : 'replace', entry, names: changes };
}

/**
 * Brings the docs to the bucket and has them named. Docs of the same name with another content are named by nothing while they
 * are replaced: they are taken out right before the new ones become visible.
 *
 * @returns Whether the naming was a change.
 * @throws UserError when they are not there and named in the end. What was named before is named again where it is still there.
 */
export async function publishDocs(
  store: Store,
  place: Place,
  file: DocsFile,
  { action, entry }: StorePlan,
  options: PutOptions,
  deps: Deps,
): Promise<boolean> {
  let withdrawn: DocsEntry | undefined;
  async function withdraw(): Promise<void> {
    const { named } = await place.look(entry);
    if (named?.url !== place.url || named.sha256 === entry.sha256) return;
    withdrawn = named;
    await place.unname(named);
    deps.log.info(`Took ${file.name} out of ${place.namedBy}, to replace it.`);
  }
  if (action !== 'keep') {
    await store.requireConditions();
    try {
      await upload(store, place.key, file, withdraw, options, deps);
    } catch (thrown) {
      throw withdrawn === undefined ? thrown : await nameAgain(store, place, withdrawn, thrown);
    }
  }
  const kept = withdrawn?.more === undefined ? entry : { ...entry, more: withdrawn.more };
  try {
    if (!(await place.name(kept, () => requireOurs(store, place.key, file)))) return false;
  } catch (thrown) {
    if (withdrawn === undefined || !(thrown instanceof UserError)) throw thrown;
    const state = `${place.namedBy} names no docs of ${file.name} until then.`;
    throw new UserError(thrown.message, `${thrown.advice} ${state} Run this job again.`, { cause: thrown });
  }
  try {
    // Another run may have looked at what is named before this one named its own, and not have made its file visible yet.
    await discardUploads(store, place.key, deps);
    await requireOurs(store, place.key, file);
  } catch (thrown) {
    await place.unname(kept);
    throw thrown;
  }
  return true;
}

async function upload(
  store: Store,
  key: string,
  file: DocsFile,
  guard: () => Promise<void>,
  options: PutOptions,
  deps: Deps,
): Promise<void> {
  let sent = 0;
  const body = file.open((count) => {
    sent += count;
  });
  const start = deps.clock.now().getTime();
  await withProgress(
    deps,
    (elapsed) => transferLine(file.name, sent, file.size, elapsed),
    () =>
      store.upload(key, body, {
        ...options,
        contentType: file.mediaType,
        metadata: { [SHA256]: file.sha256 },
        partSize: partSizeFor(file.size),
        guard,
      }),
  );
  const seconds = (deps.clock.now().getTime() - start) / 1000;
  deps.log.info(`Uploaded ${file.name}: ${formatBytes(file.size)} in ${formatDuration(seconds)}.`);
}

/** Aborts the unfinished uploads of an object: of runs that were killed, and of such that have to look again at what is named. */
async function discardUploads(store: Store, key: string, { log }: Deps): Promise<void> {
  try {
    for await (const upload of store.uploads(key)) {
      if (upload.key === key) await store.abortUpload(upload);
    }
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    log.warning(`Unfinished uploads of other runs may be left: ${thrown.text}`);
  }
}

/** Names the old docs again after a failure, if their object is still what it was. */
async function nameAgain(store: Store, place: Place, old: DocsEntry, thrown: unknown): Promise<unknown> {
  let state = `${place.namedBy} names the docs that were there before`;
  try {
    const there = await store.digest(place.key);
    if (there?.sha256 === old.sha256) await place.name(old, async () => {});
    else state = `${place.key} is another file by now, which another run brought`;
  } catch (failure) {
    state = `${place.namedBy} names no docs until then (${messageOf(failure)})`;
  }
  if (!(thrown instanceof UserError)) return thrown;
  return new UserError(
    thrown.message,
    `${thrown.advice} ${state}. Run this job again to publish the new ones.`,
    { cause: thrown },
  );
}

async function requireOurs(store: Store, key: string, file: DocsFile): Promise<void> {
  const there = await store.head(key);
  if (there !== undefined && (await holds(store, key, there, file))) return;
  throw new UserError(
    `Another run put other docs at ${store.describe(key)} while this one published them.`,
    'What this run brought is not named. See what the other run did, and run this job again if its docs are the right ones.',
  );
}

/** Whether an object holds the file. What another program uploaded is read. */
async function holds(store: Store, key: string, there: ObjectInfo, file: DocsFile): Promise<boolean> {
  if (there.size !== file.size) return false;
  const known = there.metadata[SHA256];
  if (known !== undefined) return known === file.sha256;
  return (await store.digest(key))?.sha256 === file.sha256;
}
