import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildReporter } from '@pv-actions/core/bitbake/build-report.ts';
import { consoleReader } from '@pv-actions/core/bitbake/console.ts';
import { megabytes, perSecond, type Table } from './table.ts';

const CONSOLES = resolve(import.meta.dirname, '../packages/core/test/bitbake/fixtures/bitbake-logs');
const PREFIX = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - [A-Z]+ +- ?/;
/** Names in the recorded consoles that are made different in each round, as the recipes of a large build are. */
const RECIPES = /\b(libhello|app|fail-shell|fail-python|tiny-image)\b/g;

export interface ParserSizes {
  readonly lines: number;
  readonly runs: number;
}

interface Run {
  /** Lines in a second. */
  readonly rate: number;
  /** By how many bytes the heap grew between a tenth of the lines and all of them. */
  readonly growth: number;
}

/** The parser with its reporter, over the recorded consoles again and again, each time with other recipe names. */
export function benchParser({ lines, runs }: ParserSizes): Table {
  const kas = recorded();
  const raw = kas.map((text) => text.replace(new RegExp(PREFIX, 'gm'), ''));
  const read = { kas: [] as Run[], raw: [] as Run[] };
  const collect = garbageCollector();
  for (let run = 0; run < runs; run++) {
    read.kas.push(readAll('kas', kas, lines, collect));
    read.raw.push(readAll('raw', raw, lines, collect));
  }
  const speed = { text: 'at least 400,000 lines/s', met: (value: number) => value >= 400_000 };
  const memory = { text: 'less than 4 MB', met: (value: number) => value < 4e6 };
  const rows = (['kas', 'raw'] as const).flatMap((mode) => {
    const what = mode === 'kas' ? "with kas's prefix" : "bitbake's own text";
    return [
      { what, values: read[mode].map(({ rate }) => rate), show: perSecond, target: speed },
      {
        what: `${what}, growth of the heap`,
        values: read[mode].map(({ growth }) => growth),
        show: megabytes,
        target: memory,
      },
    ];
  });
  return {
    title: `The parser and its reporter: ${lines.toLocaleString('en')} lines of recorded consoles`,
    rows,
    notes: ['The growth is of the heap after a collection, from a tenth of the lines to all of them.'],
  };
}

/** What kas printed in each recorded run. */
function recorded(): string[] {
  return readdirSync(CONSOLES)
    .filter((name) => name.endsWith('.err'))
    .map((name) => readFileSync(join(CONSOLES, name), 'utf8'))
    .filter((text) => text !== '');
}

function readAll(mode: 'kas' | 'raw', consoles: readonly string[], lines: number, collect: () => void): Run {
  const reporter = buildReporter();
  let done = 0;
  let milliseconds = 0;
  let early: number | undefined;
  for (let round = 0; done < lines; round++) {
    for (const text of consoles) {
      const batch = text.replace(RECIPES, `$1-${round}`).trimEnd().split('\n');
      const start = performance.now();
      const reader = consoleReader(mode);
      for (const line of batch) {
        const event = reader.read(line);
        if (event !== undefined) reporter.add(event);
      }
      milliseconds += performance.now() - start;
      done += batch.length;
    }
    if (done >= lines / 10) early ??= heap(collect);
  }
  const growth = heap(collect) - (early ?? 0);
  if (reporter.report().errorCount === 0)
    throw new Error('The parser found no error in consoles that hold some.');
  return { rate: (1000 * done) / milliseconds, growth };
}

function heap(collect: () => void): number {
  collect();
  return process.memoryUsage().heapUsed;
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
