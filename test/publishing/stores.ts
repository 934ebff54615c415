import { openFolder } from '@pv-actions/testkit/harness/folder.ts';
import { openStore, STORES, type TestStore as Store } from '@pv-actions/testkit/harness/store.ts';

export { STORES };

/** A store, and a folder for what the runs leave on this machine. */
export interface TestStore extends Omit<Store, 'uploads'> {
  readonly folder: string;
  /** Multipart uploads that were neither completed nor aborted: `<key> <upload id>`. */
  uploads(prefix: string): Promise<string[]>;
}

/** Starts one of `STORES` by its name, with an empty bucket and a folder of its own. */
export async function openTestStore(name: string): Promise<TestStore> {
  const folder = await openFolder('pv-publishing');
  const store = await openStore('releases', STORES.find((each) => each.name === name)?.kind);
  return {
    ...store,
    folder: folder.path,
    uploads: async (prefix) => (await store.uploads(prefix)).map(({ key, uploadId }) => `${key} ${uploadId}`),
    async close() {
      await Promise.all([store.close(), folder.close()]);
    },
  };
}
