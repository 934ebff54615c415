import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { indexKey } from '@pv-actions/core/release/keys.ts';
import { type Place, publish, type Staged, stageImages } from './bundle.ts';
import { writeImage } from './image.ts';
import { addingDevice, LARGE, type Shape, SMALL, sampleIndex } from './sample-index.ts';
import { type BenchServer, benchStore, serverKinds, startServer, timeAlone } from './server.ts';
import { megabytes, milliseconds, type Row, type Table, times } from './table.ts';

export interface IndexSizes {
  /** Of the small index, and of the large one. */
  readonly tags: { readonly few: number; readonly many: number };
  /** Updates of each index by one store. */
  readonly updates: number;
  /** Runs of the stage with each index, and of processes that update it. */
  readonly runs: number;
  /** How many shapes of its tags, the largest always. */
  readonly shapes: number;
  /** How many kinds of servers, where they can be started. */
  readonly servers: number;
}

/** What happened to one index. */
interface Measured {
  /** Of its text, at the beginning. */
  readonly bytes: number;
  /** Seconds of each run of the stage. */
  readonly stage: number[];
  /** Seconds of an update in each process, from the opening of the store on. */
  readonly first: number[];
  /** Seconds of each further update by one store. */
  readonly further: number[];
}

interface Pair {
  /** The server and the shape of the tags, as the table calls them. */
  readonly name: string;
  readonly few: Measured;
  readonly many: Measured;
}

const TARGET = { text: 'at most 4 times', met: (value: number) => value <= 4 };

/** Updates of an index: with few and with many tags, as a part of the stage and alone. */
export async function benchIndex(sizes: IndexSizes, dist: string, folder: string): Promise<Table> {
  await mkdir(folder, { recursive: true });
  const image = join(folder, 'image.wic');
  const sha256 = await writeImage(image, 64 * 1024);
  const staged = await stageImages(join(folder, 'staged'), image, sha256, ['image.wic']);
  const pairs: Pair[] = [];
  for (const kind of serverKinds(sizes.servers)) {
    const server = await startServer(kind, join(folder, 'buckets'));
    try {
      for (const shape of [SMALL, LARGE].slice(-sizes.shapes)) {
        pairs.push(await measure(shape, sizes, staged, { dist, server, folder }));
      }
    } finally {
      await server.close();
    }
  }
  const [few, many] = [sizes.tags.few, sizes.tags.many].map((tags) => tags.toLocaleString('en'));
  return {
    title: `An update of an index with ${many} tags, against one with ${few}`,
    rows: [...pairs.flatMap(ratiosOf), ...pairs.flatMap((pair) => detailsOf(pair, few ?? '', many ?? ''))],
    notes: [
      'The stage is a whole run of it, with a machine of 64 KiB. The first update of a process is what the stage does of it:',
      'from the opening of the store on, with the probe for conditional writes. Each further one is by a store in use.',
    ],
  };
}

/** The small index and the large one in turn. Each update and each run adds a tag. */
async function measure(shape: Shape, sizes: IndexSizes, staged: Staged, place: Place): Promise<Pair> {
  const begin = async (tags: number) => {
    const { settings } = place.server;
    const prefix = `${settings.prefix}-${shape.devices}-${tags}`;
    const server: BenchServer = { ...place.server, settings: { ...settings, prefix } };
    const store = benchStore(server.settings);
    const text = sampleIndex(tags, shape);
    await store.put(indexKey(prefix), text);
    const update = async (tag: string): Promise<number> => {
      const change = addingDevice(tag, shape);
      const start = performance.now();
      const { changed } = await store.update(indexKey(prefix), change);
      if (!changed) throw new Error(`The update with ${tag} changed nothing.`);
      return (performance.now() - start) / 1000;
    };
    await update('begin-1');
    await update('begin-2');
    return {
      measured: { bytes: Buffer.byteLength(text), stage: [], first: [], further: [] } as Measured,
      stage: async (tag: string): Promise<number> =>
        (await publish(staged, tag, 'tar.gz', { ...place, server })).seconds,
      first: (tag: string): Promise<number> => timeAlone(server, ['update', tag], place.folder),
      further: update,
    };
  };
  const both = [await begin(sizes.tags.few), await begin(sizes.tags.many)] as const;
  for (let at = 0; at < sizes.runs; at++) {
    for (const { measured, stage } of both) measured.stage.push(await stage(`${900_000 + at}`));
    for (const { measured, first } of both) measured.first.push(await first(`first-${at}`));
  }
  for (let at = 0; at < sizes.updates; at++) {
    for (const { measured, further } of both) measured.further.push(await further(`further-${at}`));
  }
  const [few, many] = both.map(({ measured }) => measured) as [Measured, Measured];
  return { name: `${place.server.name}, ${shape.name}`, few, many };
}

const WAYS = [
  ['stage', 'the stage'],
  ['first', 'the first update of a process'],
  ['further', 'each further one'],
] as const;

function ratiosOf({ name, few, many }: Pair): Row[] {
  return WAYS.map(([way, what]) => ({
    what: `${name}: ${what}`,
    values: many[way].map((value, at) => value / (few[way][at] ?? Number.NaN)),
    show: times,
    target: TARGET,
  }));
}

function detailsOf({ name, few, many }: Pair, fewTags: string, manyTags: string): Row[] {
  const rows = (measured: Measured, tags: string): Row[] => [
    { what: `${name}, ${tags} tags`, values: [measured.bytes], show: megabytes },
    ...WAYS.map(([way, what]) => ({ what: `  ${what}`, values: measured[way], show: milliseconds })),
  ];
  return [...rows(few, fewTags), ...rows(many, manyTags)];
}
