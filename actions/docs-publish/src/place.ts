import { isDeepStrictEqual } from 'node:util';
import { channelOf } from '@pv-actions/core/release/channels.ts';
import type { DocsEntry } from '@pv-actions/core/release/device.ts';
import { LATEST, latestDocsText, parseLatestDocs } from '@pv-actions/core/release/docs.ts';
import { type Index, openIndex } from '@pv-actions/core/release/index-document.ts';
import { readIndex } from '@pv-actions/core/release/index-reading.ts';
import {
  docsKey,
  indexKey,
  latestDocsKey,
  latestDocsPointerKey,
  layerFolder,
  publicUrl,
} from '@pv-actions/core/release/keys.ts';
import { removeDocs, upsertDocs } from '@pv-actions/core/release/releases-index.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import type { PutOptions, Store } from '@pv-actions/core/store/types.ts';
import { JSON_FILE } from '@pv-actions/core/store/write-options.ts';
import type { Inputs } from './inputs.ts';

/** What is known of what names the docs. */
export interface Look {
  readonly named: DocsEntry | undefined;
  readonly changes: boolean;
}

/** Where docs are published, and what names them to their readers. */
export interface Place {
  readonly key: string;
  readonly url: string;
  /** What names them: `releases.json` or `docs/latest.json`. */
  readonly namedBy: string;
  readonly namedByUrl: string;
  /**
   * What is named now, and whether naming `entry` would change that.
   *
   * @throws UserError when `entry` cannot be named as things stand.
   */
  look(entry: DocsEntry): Promise<Look>;
  /** Names `entry`, after `check` of each round. @returns whether that was a change */
  name(entry: DocsEntry, check: () => Promise<void>): Promise<boolean>;
  /** Takes `entry` out again, unless something else is named by now. */
  unname(entry: DocsEntry): Promise<void>;
}

/**
 * The place of the docs of a tag: named by the index, or for `latest` by `docs/latest.json`.
 *
 * @throws UserError when neither the tag nor `channel` says to which channel the release belongs.
 */
export function placeOf(
  given: Inputs,
  settings: StoreSettings,
  store: Store,
  name: string,
  date: Date,
  options: PutOptions,
): Place {
  const { prefix } = settings;
  const { tag } = given;
  const key = tag === LATEST ? latestDocsKey(prefix, name) : docsKey(prefix, tag, name);
  const json = { ...options, ...JSON_FILE };
  const pointer = tag === LATEST ? latestDocsPointerKey(prefix) : indexKey(prefix);
  const naming =
    tag === LATEST
      ? latestPointer(store, pointer, json)
      : indexEntry(
          store,
          pointer,
          { tag, channel: channelOf(tag, given.channel), date, form: given['index-form'] },
          json,
        );
  return {
    key,
    url: publicUrl(settings.publicUrl, prefix, key),
    namedBy: pointer.slice(layerFolder(prefix).length),
    namedByUrl: publicUrl(settings.publicUrl, prefix, pointer),
    ...naming,
  };
}

type Naming = Pick<Place, 'look' | 'name' | 'unname'>;

function indexEntry(
  store: Store,
  key: string,
  release: {
    readonly tag: string;
    readonly channel: string;
    readonly date: Date;
    readonly form: Inputs['index-form'];
  },
  options: PutOptions,
): Naming {
  const where = store.describe(key);
  const at = { ...release, where };
  const inIndex = (index: Index): DocsEntry | undefined =>
    readIndex(index, release.tag, where).find(({ channel }) => channel === release.channel)?.docs;
  return {
    look: async (docs) => {
      const index = openIndex(await store.text(key), where);
      return { named: inIndex(index), changes: upsertDocs(index, { ...at, docs }) !== index.text };
    },
    name: async (docs, check) => {
      const { changed } = await store.update(
        key,
        async (text) => {
          await check();
          return upsertDocs(text, { ...at, docs });
        },
        options,
      );
      return changed;
    },
    unname: async (docs) => {
      await store.update(
        key,
        (text = '{}\n') => (isDeepStrictEqual(inIndex(text), docs) ? removeDocs(text, at) : text),
        options,
      );
    },
  };
}

function latestPointer(store: Store, key: string, options: PutOptions): Naming {
  const where = store.describe(key);
  const read = (text: string | undefined): DocsEntry | undefined =>
    text === undefined ? undefined : parseLatestDocs(text, where);
  const named = async (): Promise<DocsEntry | undefined> => read(await store.text(key));
  return {
    look: async (docs) => {
      const there = await named();
      return { named: there, changes: !isDeepStrictEqual(there, docs) };
    },
    name: async (docs, check) => {
      const { changed } = await store.update(
        key,
        async (text) => {
          await check();
          return text !== undefined && isDeepStrictEqual(read(text), docs) ? text : latestDocsText(docs);
        },
        options,
      );
      return changed;
    },
    unname: async (docs) => {
      if (isDeepStrictEqual(await named(), docs)) await store.remove(key);
    },
  };
}
