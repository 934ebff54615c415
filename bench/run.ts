import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import type { BuildSizes } from './build.ts';
import { machineFacts } from './facts.ts';
import type { IndexSizes } from './index-update.ts';
import type { ParserSizes } from './parser.ts';
import type { PublishSizes } from './publish.ts';
import type { PublishMemorySizes } from './publish-memory.ts';
import type { ReadersSizes } from './readers.ts';
import type { ReportsSizes } from './reports.ts';
import type { StagingSizes } from './staging.ts';
import type { StartSizes } from './start.ts';
import { showTable, type Table } from './table.ts';
import type { UpdatesSizes } from './updates.ts';
import type { WritersSizes } from './writers.ts';

const USAGE = `npm run bench -- [OPTIONS] [parser] [build] [staging] [publish] [index] [writers] [reports] [updates] [readers] [start]

Measures what the suite adds to what users would run instead, and holds it against its targets.

  --quick        small sizes, Ceph for one image alone: shows that everything runs, the numbers say nothing
  --folder DIR   where the files of the measurements are made, and removed again; 4 GiB (.local)
  --dist DIR     the bundle whose stages are measured (dist)`;

const MIB = 1024 * 1024;
const root = resolve(import.meta.dirname, '..');

interface Sizes {
  readonly parser: ParserSizes;
  readonly build: BuildSizes;
  readonly staging: StagingSizes;
  readonly publish: PublishSizes;
  readonly memory: PublishMemorySizes;
  readonly index: IndexSizes;
  readonly writers: WritersSizes;
  readonly reports: ReportsSizes;
  readonly updates: UpdatesSizes;
  readonly readers: ReadersSizes;
  readonly start: StartSizes;
}

const FULL: Sizes = {
  parser: { lines: 1_000_000, runs: 5 },
  build: { lines: 200_000, pairs: 9, warmUps: 1 },
  staging: { files: 4, bytes: 1024 * MIB, runs: 5 },
  publish: { bytes: [MIB, 64 * MIB, 400 * MIB, 1024 * MIB], contents: 4, rounds: 3 },
  memory: { bytes: 256 * MIB, images: 16, runs: 1, formats: ['tar.gz', 'tar.zst'], servers: 2 },
  index: { tags: { few: 10, many: 10_000 }, updates: 15, runs: 7, shapes: 2, servers: 2 },
  writers: { writers: 64, tags: [10, 1000], runs: 5, servers: 2 },
  reports: { tests: 5_000, runs: 7 },
  updates: { components: 50, delayMs: 100, commits: 20_000, runs: 3 },
  readers: { scale: 1, runs: 7 },
  start: { runs: 16 },
};

const QUICK: Sizes = {
  parser: { lines: 5_000, runs: 1 },
  build: { lines: 200, pairs: 1, warmUps: 0 },
  staging: { files: 2, bytes: MIB, runs: 1 },
  publish: { bytes: [2 * MIB], contents: 1, rounds: 1 },
  memory: { bytes: MIB / 4, images: 2, runs: 1, formats: ['tar.zst'], servers: 1 },
  index: { tags: { few: 2, many: 20 }, updates: 2, runs: 1, shapes: 1, servers: 1 },
  writers: { writers: 4, tags: [2], runs: 1, servers: 1 },
  reports: { tests: 100, runs: 1 },
  updates: { components: 2, delayMs: 10, commits: 20, runs: 1 },
  readers: { scale: 0.05, runs: 1 },
  start: { runs: 1 },
};

interface Place {
  /** For the files of one bench. */
  readonly folder: string;
  readonly dist: string;
}

type Bench = (sizes: Sizes, place: Place) => Promise<readonly Table[]>;

/** Each loads what it measures, and nothing of the others. */
const BENCHES: Readonly<Record<string, Bench>> = {
  parser: async ({ parser }) => [(await import('./parser.ts')).benchParser(parser)],
  build: async ({ build }, { folder, dist }) => [
    await (await import('./build.ts')).benchBuild(build, dist, folder),
  ],
  staging: async ({ staging }, { folder }) => [
    await (await import('./staging.ts')).benchStaging(staging, folder),
  ],
  publish: async ({ publish, memory }, { folder, dist }) => [
    ...(await (await import('./publish.ts')).benchPublish(publish, dist, join(folder, 'speed'))),
    await (await import('./publish-memory.ts')).benchPublishMemory(memory, dist, join(folder, 'memory')),
  ],
  index: async ({ index }, { folder, dist }) => [
    await (await import('./index-update.ts')).benchIndex(index, dist, folder),
  ],
  writers: async ({ writers }, { folder }) => [
    await (await import('./writers.ts')).benchWriters(writers, folder),
  ],
  reports: async ({ reports }) => [(await import('./reports.ts')).benchReports(reports)],
  updates: async ({ updates }, { folder, dist }) =>
    (await import('./updates.ts')).benchUpdates(updates, dist, folder),
  readers: async ({ readers }) => [(await import('./readers.ts')).benchReaders(readers)],
  start: async ({ start }, { folder, dist }) => (await import('./start.ts')).benchStart(start, dist, folder),
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      folder: { type: 'string', default: join(root, '.local') },
      dist: { type: 'string', default: join(root, 'dist') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(USAGE);
  const names = positionals.length === 0 ? Object.keys(BENCHES) : positionals;
  const unknown = names.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    throw new UserError(
      `There is no measurement ${unknown.join(', ')}.`,
      `Name any of: ${Object.keys(BENCHES).join(', ')}.`,
    );
  }
  const at = resolve(values.folder);
  await mkdir(at, { recursive: true });
  const folder = await mkdtemp(join(at, 'bench-'));
  try {
    say(machineFacts().join('\n'));
    for (const name of names) {
      const place = { folder: join(folder, name), dist: resolve(values.dist) };
      for (const table of (await BENCHES[name]?.(values.quick ? QUICK : FULL, place)) ?? []) {
        say(`\n${showTable(table)}`);
      }
      await rm(place.folder, { recursive: true, force: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (thrown) {
  const known = thrown instanceof UserError || systemCode(thrown)?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${thrown instanceof UserError ? thrown.text : messageOf(thrown)}\n`);
  if (!known && thrown instanceof Error) process.stderr.write(`${thrown.stack}\n`);
  process.exitCode = 1;
}
