import { NETWORK_LIMITS } from '../action/limits.ts';
import { probeKey } from '../release/keys.ts';
import { makeClient } from './client.ts';
import { probeConditions } from './conditions.ts';
import { digestObject } from './digest.ts';
import { type Doing, failureOf, storeAddress } from './failures.ts';
import { discardUpload, listUploads } from './multipart.ts';
import {
  getObject,
  headObject,
  isVersioned,
  listObjects,
  type Objects,
  putObject,
  removeObject,
  textOf,
} from './objects.ts';
import type { StoreSettings } from './settings.ts';
import { storeClock } from './store-clock.ts';
import type { ObjectText, PutOptions, Store, StoreDeps } from './types.ts';
import { makeUpdater } from './update.ts';
import { uploadStream } from './upload.ts';

const BODY_ATTEMPTS = 5;
const BODY_WAIT_MS = 200;

/**
 * Opens the bucket of `settings`. Nothing is sent before the first call. All methods throw a UserError for what the store, the
 * network or the credentials caused.
 */
export function openStore(settings: StoreSettings, deps: StoreDeps): Store {
  const { bucket, prefix } = settings;
  const random = deps.random ?? Math.random;
  const probeOptions = deps.acl === undefined ? {} : { acl: deps.acl };
  const time = storeClock(deps.clock, deps.log);
  const client = makeClient(settings, { ...deps, onDate: time.heard }, deps.log);
  const label = `s3://${prefix === '' ? bucket : `${bucket}/${prefix}`} at ${storeAddress(settings)}`;
  const describe = (key: string): string => `s3://${bucket}/${key} at ${storeAddress(settings)}`;
  const objects: Objects = {
    client,
    bucket,
    limits: deps.limits ?? NETWORK_LIMITS,
    async again(attempt) {
      if (attempt >= BODY_ATTEMPTS) return false;
      await deps.clock.sleep(random() * BODY_WAIT_MS * 2 ** attempt);
      return true;
    },
  };

  async function explained<T>(
    doing: Doing,
    key: string,
    work: () => Promise<T>,
    written?: PutOptions,
  ): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw failureOf(thrown, doing, key, settings, written);
    }
  }

  async function* explainedChunks<T>(doing: Doing, key: string, chunks: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* chunks;
    } catch (thrown) {
      throw failureOf(thrown, doing, key, settings);
    }
  }

  const read = (key: string): Promise<ObjectText | undefined> =>
    explained('read', key, async () => {
      const found = await getObject(objects, key);
      return found && { text: textOf(found.body, describe(key)), etag: found.etag };
    });

  const updater = makeUpdater(
    {
      describe,
      read,
      etag: (key) => explained('look at', key, async () => (await headObject(objects, key))?.etag),
      put: (key, text, options, condition) => putObject(objects, key, text, options, condition),
      probe: () =>
        probeConditions(
          {
            put: async (key, body, condition) =>
              void (await putObject(objects, key, body, probeOptions, condition)),
            remove: (key) => explained('remove', key, () => removeObject(objects, key)),
            isVersioned: () => isVersioned(objects),
          },
          { label, prefix, runId: settings.runId },
          deps.log,
        ),
    },
    { clock: deps.clock, log: deps.log, random, unconditional: settings.unconditionalIndex },
  );

  return {
    bucket,
    label,
    describe,
    now: time.now,
    head: (key) => explained('look at', key, () => headObject(objects, key)),
    text: async (key) => (await read(key))?.text,
    read,
    requireConditions: () =>
      explained('write', probeKey(prefix, settings.runId), () => updater.requireConditions(), probeOptions),
    digest: (key) => explained('read', key, () => digestObject(objects, key)),
    digestOfSize: (key, size) => explained('read', key, () => digestObject(objects, key, size)),
    list: (below) => explainedChunks('list', below, listObjects(objects, below)),
    put: (key, body, options = {}) =>
      explained('write', key, async () => void (await putObject(objects, key, body, options)), options),
    upload: (key, body, given = {}) => {
      const options = settings.unconditionalIndex ? { ...given, ifAbsent: false } : given;
      return uploadStream(
        {
          objects,
          key,
          where: describe(key),
          log: deps.log,
          explain: (thrown, doing) => failureOf(thrown, doing, key, settings, options),
        },
        body,
        options,
      );
    },
    uploads: (below) => explainedChunks('list the uploads of', below, listUploads(objects, below)),
    abortUpload: (upload) =>
      explained('abort an upload of', upload.key, async () => void (await discardUpload(objects, upload))),
    remove: (key) => explained('remove', key, () => removeObject(objects, key)),
    update: (key, change, options = {}, known) =>
      explained('write', key, () => updater.update(key, change, options, known), options),
  };
}
