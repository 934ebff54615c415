import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { type BuildSizes, benchBuild } from './build.ts';
import { machineFacts } from './facts.ts';
import { benchParser, type ParserSizes } from './parser.ts';
import { benchStaging, type StagingSizes } from './staging.ts';
import { showTable, type Table } from './table.ts';

const USAGE = `npm run bench -- [OPTIONS] [parser] [build] [staging]

Measures what the suite adds to what users would run instead, and holds it against its targets.

  --quick        small sizes: shows that everything runs, the numbers say nothing
  --folder DIR   where the files of the measurements are made, and removed again; 4 GiB (.local)`;

const MIB = 1024 * 1024;
const root = resolve(import.meta.dirname, '..');

interface Sizes {
  readonly parser: ParserSizes;
  readonly build: BuildSizes;
  readonly staging: StagingSizes;
}

const FULL: Sizes = {
  parser: { lines: 1_000_000, runs: 5 },
  build: { lines: 200_000, pairs: 9 },
  staging: { files: 4, bytes: 1024 * MIB, runs: 5 },
};

const QUICK: Sizes = {
  parser: { lines: 20_000, runs: 1 },
  build: { lines: 2_000, pairs: 1 },
  staging: { files: 2, bytes: 2 * MIB, runs: 1 },
};

type Bench = (sizes: Sizes, folder: string) => Table | Promise<Table>;

const BENCHES: Readonly<Record<string, Bench>> = {
  parser: ({ parser }) => benchParser(parser),
  build: ({ build }, folder) => benchBuild(build, join(folder, 'build')),
  staging: ({ staging }, folder) => benchStaging(staging, join(folder, 'staging')),
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      folder: { type: 'string', default: join(root, '.local') },
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
      const table = await BENCHES[name]?.(values.quick ? QUICK : FULL, folder);
      if (table !== undefined) say(`\n${showTable(table)}`);
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
