import { join } from 'node:path';
import { indexKey } from '@pv-actions/core/release/keys.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { addingDevice, SMALL, sampleIndex } from './sample-index.ts';
import { type BenchServer, benchStore, serverKinds, startServer } from './server.ts';
import { type Row, seconds, type Table, times } from './table.ts';

export interface WritersSizes {
  readonly writers: number;
  /** Tags of the index before: one run of each. */
  readonly tags: readonly number[];
  readonly runs: number;
  /** How many kinds of servers, where they can be started. */
  readonly servers: number;
}

const TARGET = { text: 'at most 3 times', met: (value: number) => value <= 3 };

/** Many writers of one index in one process, at the same time, against one that makes the same updates in turn. */
export async function benchWriters(
  { writers, tags, runs, servers }: WritersSizes,
  folder: string,
): Promise<Table> {
  const ratios: Row[] = [];
  const details: Row[] = [];
  for (const kind of serverKinds(servers)) {
    const server = await startServer(kind, join(folder, 'buckets'));
    try {
      for (const count of tags) {
        const measured = { turn: [] as number[], together: [] as number[] };
        for (let run = 0; run < runs; run++) {
          const at = { server, tags: count, writers };
          measured.turn.push(await inTurn({ ...at, name: `turn-${run}` }));
          measured.together.push(await together({ ...at, name: `together-${run}` }));
        }
        const name = `${server.name}, ${count.toLocaleString('en')} tags`;
        const values = measured.together.map((value, at) => value / (measured.turn[at] ?? Number.NaN));
        ratios.push({ what: name, values, show: times, target: TARGET });
        details.push(
          { what: `${name}: one after the other`, values: measured.turn, show: seconds },
          { what: '  at the same time', values: measured.together, show: seconds },
        );
      }
    } finally {
      await server.close();
    }
  }
  return {
    title: `${writers} writers of one index at the same time, against ${writers} updates one after the other`,
    rows: [...ratios, ...details],
    notes: ['From the first GET to the last PUT. Each run ended with all entries in the index.'],
  };
}

interface Setting {
  readonly server: BenchServer;
  readonly tags: number;
  readonly writers: number;
  readonly name: string;
}

/** Seconds of one store that makes all updates, each after the one before. */
async function inTurn(setting: Setting): Promise<number> {
  return withIndex(setting, 1, async ([store], key, changes) => {
    for (const change of changes) await store?.update(key, change);
  });
}

/** Seconds of updates that begin at once, each by a store of its own. */
async function together(setting: Setting): Promise<number> {
  return withIndex(setting, setting.writers, async (open, key, changes) => {
    await Promise.all(changes.map((change, at) => open[at]?.update(key, change)));
  });
}

async function withIndex(
  { server, tags, writers, name }: Setting,
  stores: number,
  work: (
    stores: readonly Store[],
    key: string,
    changes: readonly ((text: string | undefined) => string)[],
  ) => Promise<void>,
): Promise<number> {
  const prefix = `${server.settings.prefix}-${tags}-${name}`;
  const key = indexKey(prefix);
  const open = Array.from({ length: stores }, () => benchStore({ ...server.settings, prefix }));
  await open[0]?.put(key, sampleIndex(tags, SMALL));
  // As the stage does, which probes the store long before it writes the index.
  for (const store of open) await store.requireConditions();
  const added = Array.from({ length: writers }, (_, at) => `w${at}`);
  const changes = added.map((tag) => addingDevice(tag, SMALL));
  const start = performance.now();
  await work(open, key, changes);
  const taken = (performance.now() - start) / 1000;
  const index = JSON.parse((await open[0]?.text(key)) ?? '{}') as { stable?: Record<string, unknown> };
  const lost = added.filter((tag) => index.stable?.[tag] === undefined);
  if (lost.length > 0) throw new Error(`The index has lost ${lost.join(', ')}.`);
  return taken;
}
