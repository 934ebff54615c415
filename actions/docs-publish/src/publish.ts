import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { DocsEntry } from '@pv-actions/core/release/device.ts';
import { nameInKey } from '@pv-actions/core/release/keys.ts';
import { type Store, UploadAborted } from '@pv-actions/core/store/types.ts';
import type { DocsFile } from './docs-file.ts';
import type { DocsLocation } from './docs-location.ts';
import type { Content, DocsObject } from './docs-object.ts';

/** What there is to do in the bucket. */
export interface StorePlan {
  readonly action: 'upload' | 'replace' | 'keep';
  readonly entry: DocsEntry;
  /** Whether `entry` is to be named. */
  readonly names: boolean;
}

const ACTIONS: Readonly<Record<Content, StorePlan['action']>> = {
  nothing: 'upload',
  other: 'replace',
  ours: 'keep',
};

/**
 * Looks at what is in the bucket. Reads only.
 *
 * @throws UserError when the docs cannot be named as things stand.
 */
export async function planPublication(
  object: DocsObject,
  location: DocsLocation,
  file: DocsFile,
): Promise<StorePlan> {
  const entry: DocsEntry = { name: file.name, sha256: file.sha256, url: location.url };
  const { changes } = await location.look(entry);
  return { action: ACTIONS[await object.look()], entry, names: changes };
}

/**
 * Brings the docs to the bucket and has them named. Docs of the same name with another content are named by nothing while they
 * are replaced: they are taken out right before the new ones become visible.
 *
 * @returns Whether the naming was a change.
 * @throws UserError when they are not there and named in the end; it says what is there and named then.
 */
export async function publishDocs(
  store: Store,
  object: DocsObject,
  location: DocsLocation,
  plan: StorePlan,
  deps: Deps,
): Promise<boolean> {
  if (plan.action === 'keep') return nameDocs(object, location, plan.entry, undefined, deps);
  await store.requireConditions();
  const old = await replaceDocs(object, location, plan.entry, deps);
  return nameDocs(object, location, plan.entry, old, deps);
}

/** Uploads the docs. @returns The entry that was taken out for them. */
async function replaceDocs(
  object: DocsObject,
  location: DocsLocation,
  entry: DocsEntry,
  deps: Deps,
): Promise<DocsEntry | undefined> {
  let withdrawn: DocsEntry | undefined;
  async function withdraw(): Promise<void> {
    const { named } = await location.look(entry);
    if (named === undefined || named.sha256 === entry.sha256 || !namesFile(named, entry.name)) return;
    withdrawn = named;
    await location.unname(named);
    deps.log.info(`Took ${entry.name} out of ${location.namedBy}, to replace it.`);
  }
  try {
    await object.upload(withdraw);
    return withdrawn;
  } catch (thrown) {
    // A run with the same docs was faster, and aborted the uploads of all others.
    if (thrown instanceof UploadAborted && (await object.look()) === 'ours') return withdrawn;
    if (withdrawn === undefined || !(thrown instanceof UserError)) throw thrown;
    const state = await nameAgain(object, location, withdrawn);
    throw new UserError(
      thrown.message,
      `${thrown.advice} ${state} Run this job again to publish the new docs.`,
      {
        cause: thrown,
      },
    );
  }
}

/** Names the docs that were taken out, if they are still there and nothing else is named. @returns What is so now. */
async function nameAgain(object: DocsObject, location: DocsLocation, old: DocsEntry): Promise<string> {
  try {
    await location.name(old, async (named) => named === undefined && (await object.digest()) === old.sha256);
    const { named } = await location.look(old);
    if (named === undefined)
      return `${location.namedBy} names no docs: ${object.label} is not the old file any more.`;
    return named.sha256 === old.sha256
      ? `${location.namedBy} names the docs that were there before.`
      : `${location.namedBy} names the docs of another run.`;
  } catch (failure) {
    return `${location.namedBy} may name no docs now: what was named before could not be named again (${messageOf(failure)}).`;
  }
}

/** Has the docs named, if they are there. @returns Whether that was a change. */
async function nameDocs(
  object: DocsObject,
  location: DocsLocation,
  entry: DocsEntry,
  old: DocsEntry | undefined,
  deps: Deps,
): Promise<boolean> {
  const kept = old?.more === undefined ? entry : { ...entry, more: old.more };
  try {
    const changed = await location.name(kept, async () => {
      if ((await object.look()) === 'ours') return true;
      throw replaced(object);
    });
    if (!changed) return false;
  } catch (thrown) {
    if (old === undefined || !(thrown instanceof UserError)) throw thrown;
    const state = `${object.label} has the new docs, and ${location.namedBy} may name none.`;
    throw new UserError(thrown.message, `${thrown.advice} ${state} Run this job again: it has them named.`, {
      cause: thrown,
    });
  }
  // A run that looked at what is named before this one named its own may be about to make its file visible.
  await abortOthers(object, deps);
  if ((await object.look()) === 'ours') return true;
  await location.unname(kept);
  throw replaced(object);
}

async function abortOthers(object: DocsObject, { log }: Deps): Promise<void> {
  try {
    await object.abortUploads();
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    log.warning(`The docs are named, but unfinished uploads of other runs may be left. ${thrown.text}`);
  }
}

/** Whether an entry is about the file of that name, under whatever public URL it was published. */
function namesFile(named: DocsEntry, file: string): boolean {
  const path = URL.parse(named.url)?.pathname ?? '';
  return named.name === file || decoded(nameInKey(path)) === file;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function replaced(object: DocsObject): UserError {
  return new UserError(
    `Another run put other docs at ${object.label} while this one published them.`,
    'What this run brought is not named. See what the other run did, and run this job again if its docs are the right ones.',
  );
}
