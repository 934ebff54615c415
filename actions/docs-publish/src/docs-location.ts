import { isDeepStrictEqual } from 'node:util';
import { channelOf } from '@pv-actions/core/release/channels.ts';
import type { DocsEntry } from '@pv-actions/core/release/device.ts';
import { LATEST, nameLatestDocs, readLatestDocs, unnameLatestDocs } from '@pv-actions/core/release/docs.ts';
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
interface NamedDocs {
  readonly named: DocsEntry | undefined;
  readonly changes: boolean;
}

/** Where docs are published, and what names them to their readers. */
export interface DocsLocation {
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
  look(entry: DocsEntry): Promise<NamedDocs>;
  /**
   * Names `entry`, unless `check`, which is called in each round with what is named then, says otherwise or throws.
   *
   * @returns Whether that was a change.
   */
  name(entry: DocsEntry, check: (named: DocsEntry | undefined) => Promise<boolean>): Promise<boolean>;
  /** Has nothing named where `entry` is named. */
  unname(entry: DocsEntry): Promise<void>;
}

/**
 * The place of the docs of a tag: named by the index, or for `latest` by `docs/latest.json`.
 *
 * @throws UserError when neither the tag nor `channel` says to which channel the release belongs.
 */
export function docsLocation(
  given: Inputs,
  settings: StoreSettings,
  store: Store,
  name: string,
  options: PutOptions,
): DocsLocation {
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
          { tag, channel: channelOf(tag, given.channel), form: given['index-form'] },
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

type Naming = Pick<DocsLocation, 'look' | 'name' | 'unname'>;

function indexEntry(
  store: Store,
  key: string,
  release: {
    readonly tag: string;
    readonly channel: string;
    readonly form: Inputs['index-form'];
  },
  options: PutOptions,
): Naming {
  const where = store.describe(key);
  const at = { ...release, where };
  return naming(store, key, options, {
    read: (text) =>
      readIndex(text, release.tag, where).find(({ channel }) => channel === release.channel)?.docs,
    name: (text, docs) => upsertDocs(text, { ...at, date: store.now(), docs }),
    unname: (text) => removeDocs(text, at),
  });
}

function latestPointer(store: Store, key: string, options: PutOptions): Naming {
  const where = store.describe(key);
  return naming(store, key, options, {
    read: (text) => readLatestDocs(text, where),
    name: (text, docs) => nameLatestDocs(text, docs, where),
    unname: (text) => unnameLatestDocs(text, where),
  });
}

/** How a text names docs. `undefined` is one that is not there. */
interface Form {
  read(text: string | undefined): DocsEntry | undefined;
  name(text: string | undefined, entry: DocsEntry): string;
  unname(text: string): string;
}

/** Docs that are named by a text in the store, which is changed by compare-and-swap only. */
function naming(store: Store, key: string, options: PutOptions, form: Form): Naming {
  return {
    look: async (entry) => {
      const text = await store.text(key);
      return { named: form.read(text), changes: form.name(text, entry) !== text };
    },
    name: async (entry, check) => {
      const { changed } = await store.update(
        key,
        async (text) => ((await check(form.read(text))) ? form.name(text, entry) : text),
        options,
      );
      return changed;
    },
    unname: async (entry) => {
      const isNamed = (text: string): boolean => isDeepStrictEqual(form.read(text), entry);
      await store.update(
        key,
        (text) => (text !== undefined && isNamed(text) ? form.unname(text) : text),
        options,
      );
    },
  };
}
