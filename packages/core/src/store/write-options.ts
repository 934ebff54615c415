import type { InputsOf } from '../action/inputs.ts';
import { parseObjectTags } from '../release/object-tags.ts';
import type { fileInputs, storeInputs } from './inputs.ts';
import type { StoreSettings } from './settings.ts';
import { openStore } from './store.ts';
import type { PutOptions, Store, StoreDeps } from './types.ts';

/** Headers of JSON that may change: it is not to be kept by caches. */
export const JSON_FILE = { contentType: 'application/json', cacheControl: 'no-cache' } as const;

/** The store of the inputs. Nothing is sent before it is used. */
export function storeOf(
  given: Pick<InputsOf<typeof storeInputs>, 'acl' | 'request-timeout-seconds'>,
  settings: StoreSettings,
  deps: Pick<StoreDeps, 'clock' | 'log'>,
): Store {
  return openStore(settings, {
    ...deps,
    acl: given.acl,
    requestTimeoutMs: given['request-timeout-seconds'] * 1000,
  });
}

/** What `acl` asks for: the options of every object that is written. */
export function aclOptions(given: Pick<InputsOf<typeof storeInputs>, 'acl'>): PutOptions {
  return given.acl === undefined ? {} : { acl: given.acl };
}

/** What `acl` and `object-tags` ask for: the options of published files, and of what lies beside them. */
export function fileOptions(
  given: Pick<InputsOf<typeof storeInputs & typeof fileInputs>, 'acl' | 'object-tags'>,
): PutOptions {
  const tags = given['object-tags'];
  return tags === undefined ? aclOptions(given) : { ...aclOptions(given), tags: parseObjectTags(tags) };
}

/** What `cache-control` asks for: an option of published files. */
export function cacheOptions(given: Pick<InputsOf<typeof fileInputs>, 'cache-control'>): PutOptions {
  const cacheControl = given['cache-control'];
  return cacheControl === undefined ? {} : { cacheControl };
}
