import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { inputVariable, parseInputs } from '@pv-actions/core/action/inputs.ts';
import { storeInputs } from '@pv-actions/core/store/inputs.ts';
import { storeSettings } from '@pv-actions/core/store/settings.ts';
import { openStore } from '@pv-actions/core/store/store.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { layerOf } from '../src/release.ts';
import { leftoverUploads } from '../src/verify/leftover-uploads.ts';
import { type Bench, BUCKET, openBench, PREFIX } from './release.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

test('an upload is as old as the clock of the store says, however wrong that of the runner is', async () => {
  const given = {
    bucket: BUCKET,
    prefix: PREFIX,
    endpoint: bench.s3.endpoint,
    'access-key-id': bench.s3.accessKeyId,
    'secret-access-key': bench.s3.secretAccessKey,
  };
  const variables = Object.entries(given).map(([name, value]) => [inputVariable(name), value]);
  const settings = storeSettings(parseInputs(storeInputs, Object.fromEntries(variables)), {});
  const log = keptLog();
  const now = (): Date => new Date(Date.now() + 400 * 24 * 3600_000);
  const store = openStore(settings, { log, clock: { ...systemClock, now } });
  let found: unknown;
  // While the guard runs, all parts are there and the upload is not finished.
  await store.upload(`${PREFIX}/029/rpi/x.wic`, Readable.from([Buffer.alloc(9 * 1024 * 1024)]), {
    guard: async () => {
      expect(await bench.unfinished()).toEqual([`${PREFIX}/029/rpi/x.wic`]);
      found = await leftoverUploads(store, layerOf(settings), undefined);
    },
  });
  expect(found).toEqual({ uploads: [], unknown: undefined });
  expect(log.said.map(({ text }) => text)).toEqual([
    expect.stringContaining('The clock of this runner is 400 days ahead of that of the store.'),
  ]);
});
