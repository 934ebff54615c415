import type { Deps } from '@pv-actions/core/action/stage.ts';
import { parseObjectTags } from '@pv-actions/core/release/object-tags.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import { openStore } from '@pv-actions/core/store/store.ts';
import type { PutOptions, Store } from '@pv-actions/core/store/types.ts';
import type { Inputs } from './inputs.ts';

/** What the inputs say about every object that is written. */
export interface ObjectOptions {
  /** For the files of a machine, its manifest and what else lies beside them. */
  readonly machine: PutOptions;
  /** For the index, which all machines share. */
  readonly index: PutOptions;
}

/** Headers of the index, of manifest.json and of published.json: what may change is not to be kept by caches. */
export const JSON_FILE = { contentType: 'application/json', cacheControl: 'no-cache' } as const;

/** The store of the inputs. Nothing is sent before it is used. */
export function storeOf(given: Inputs, settings: StoreSettings, deps: Deps): Store {
  return openStore(settings, {
    ...deps,
    acl: given.acl,
    requestTimeoutMs: given['request-timeout-seconds'] * 1000,
  });
}

/** What `acl` and `object-tags` ask for. */
export function optionsOf(given: Inputs): ObjectOptions {
  const index = given.acl === undefined ? {} : { acl: given.acl };
  const tags = given['object-tags'];
  return { index, machine: tags === undefined ? index : { ...index, tags: parseObjectTags(tags) } };
}
