import { globMatcher } from '@pv-actions/core/action/glob.ts';
import { nearest } from '@pv-actions/core/action/nearest.ts';
import { parseBitbakeEnvironment } from '@pv-actions/core/bitbake/bitbake-environment.ts';
import { buildReporter } from '@pv-actions/core/bitbake/build-report.ts';
import { consoleReader } from '@pv-actions/core/bitbake/console.ts';
import { readPins } from '@pv-actions/core/kas/kas-pins.ts';
import { recipeAlone } from '@pv-actions/core/recipes/recipe-files.ts';
import { readRecipePin } from '@pv-actions/core/recipes/recipe-pins.ts';
import { surveyIndex } from '@pv-actions/core/release/index-survey.ts';
import { removeDevice, upsertDevice } from '@pv-actions/core/release/releases-index.ts';
import { compareTags } from '@pv-actions/core/release/tags.ts';
import { compareUrl } from '@pv-actions/core/updates/request-body.ts';
import { withShortPaths } from '../actions/kas-build/src/report/repository.ts';
import { milliseconds, type Row, type Table, times } from './table.ts';

export interface ReadersSizes {
  /** Of all inputs, in the share of their full size. */
  readonly scale: number;
  readonly runs: number;
}

/** An input that a reader could take long for, at any size, and the work on it. */
interface Attack {
  readonly what: string;
  /** Of the smallest input. Sixteen times as much is within the reader's limits. */
  readonly size: number;
  readonly make: (size: number) => string;
  readonly work: (text: string) => unknown;
}

const DIGEST = 'a'.repeat(40);
const AT = {
  channel: 'stable',
  tag: '030',
  machine: 'rpi',
  date: new Date('2026-06-03T10:00:00Z'),
  form: 'devices',
} as const;
const RECIPE = `SRC_URI = "git://github.com/org/app;branch=main"\nSRCREV = "${DIGEST}"\n`;
const repeated = (size: number, text: (at: number) => string): string =>
  Array.from({ length: size }, (_, at) => text(at)).join('');
const devices = (size: number, name: (at: number) => string): string =>
  `{"stable": {"030": {"devices": [${repeated(size, (at) => `${at === 0 ? '' : ','}{"name": "${name(at)}"}`)}]}}}`;
const readRecipe = (text: string): unknown =>
  readRecipePin(recipeAlone({ path: 'app_1.0.bb', text }), {
    component: { name: 'app', branch: 'main', repoOrg: 'org' },
    gitBaseUrl: 'https://github.com',
  });
const readConsole = (text: string): unknown => {
  const [reader, reporter] = [consoleReader('raw'), buildReporter()];
  for (const line of text.split('\n')) {
    const event = reader.read(line);
    if (event !== undefined) reporter.add(event);
  }
  return reporter.report();
};
const update = (text: string): unknown =>
  upsertDevice(text, { ...AT, device: { name: 'rpi', sdk: { url: 'u', sha256: 's' } } });

const ATTACKS: readonly Attack[] = [
  {
    what: 'a glob of ten stars, characters',
    size: 250,
    make: (size) => 'a'.repeat(size),
    work: globMatcher('*a*a*a*a*a*a*a*a*a*ab'),
  },
  {
    what: 'paths in a message, folders',
    size: 120,
    make: (size) => `/nowhere/${'a/'.repeat(size)}a`,
    work: (text) => withShortPaths(text, { folder: '/nowhere' }),
  },
  {
    what: 'a recipe, assignments',
    size: 1_200,
    make: (size) => RECIPE + repeated(size, (at) => `A${at} = "x"\n`),
    work: readRecipe,
  },
  {
    what: 'a recipe, steps of one variable',
    size: 1_200,
    make: (size) => RECIPE + repeated(size, () => 'A =+ "x"\n'),
    work: readRecipe,
  },
  {
    what: 'a recipe, open ${@',
    size: 20_000,
    make: (size) => `${RECIPE}SRC_URI += "${`\${@`.repeat(size)}"`,
    work: readRecipe,
  },
  {
    what: 'a recipe, blanks behind export',
    size: 60_000,
    make: (size) => `${RECIPE}export${' '.repeat(size)}x`,
    work: readRecipe,
  },
  {
    what: 'kas, repositories',
    size: 240,
    make: (size) => `repos:\n${repeated(size, (at) => `  r${at}: {commit: ${DIGEST}}\n`)}`,
    work: (text) => readPins({ path: 'x.yml', text }),
  },
  {
    what: 'index, equal keys of a device',
    size: 2_000,
    make: (size) => `{"stable": {"030": {"devices": [{"name": "rpi"${',"bsp": 1'.repeat(size)}}]}}}`,
    work: update,
  },
  {
    what: 'index, devices of one name',
    size: 2_000,
    make: (size) => devices(size, () => 'rpi'),
    work: update,
  },
  {
    what: 'index, devices taken out',
    size: 2_000,
    make: (size) => devices(size, () => 'rpi'),
    work: (text) => removeDevice(text, AT),
  },
  {
    what: 'index, devices looked through',
    size: 2_000,
    make: (size) => devices(size, (at) => `m${at}`),
    work: surveyIndex,
  },
  {
    what: 'console, an error in lines',
    size: 2_000,
    make: (size) => `ERROR: a\n${'[/a '.repeat(4)}\n`.repeat(size),
    work: readConsole,
  },
  {
    what: 'the environment, lines of a value',
    size: 10_000,
    make: (size) => `A="${'a \\\n'.repeat(size)}`,
    work: (text) => parseBitbakeEnvironment(text.split('\n'), ['A']),
  },
  {
    what: 'a tag, digits',
    size: 60_000,
    make: (size) => '9'.repeat(size),
    work: (text) => compareTags(text, `${text}9`),
  },
  {
    what: 'an address, slashes',
    size: 60_000,
    make: (size) => `https://github.com/${'/'.repeat(size)}x`,
    work: (text) => compareUrl(text, 'a', 'b', 'github.com'),
  },
  {
    what: 'branches of a remote',
    size: 120,
    make: (size) => repeated(size, (at) => `feature/branch-${at}\n`),
    work: (text) => nearest('feature/brunch', text.split('\n')),
  },
];

/** What readers take for inputs that once took them much longer than others of that size, at three sizes. */
export function benchReaders({ scale, runs }: ReadersSizes): Table {
  return {
    title: 'Readers: four and sixteen times as much of what takes longest',
    rows: ATTACKS.flatMap((attack) => rowsOf(attack, scale, runs)),
    notes: ['CPU time. Work that grows with the square of its input takes 16 and 256 times as long.'],
  };
}

function rowsOf({ what, size, make, work }: Attack, scale: number, runs: number): Row[] {
  const [once, four, sixteen] = [1, 4, 16].map((factor) =>
    make(Math.max(1, Math.round(size * scale)) * factor),
  ) as [string, string, string];
  cpuTime(() => work(four), 4);
  const measured = Array.from({ length: runs }, () => ({
    once: cpuTime(() => work(once), 16),
    four: cpuTime(() => work(four), 4),
    sixteen: cpuTime(() => work(sixteen), 1),
  }));
  return [
    {
      what: `${what}: 4 times as many`,
      values: measured.map((run) => run.four / run.once),
      show: times,
      target: { text: 'at most 8 times', met: (value) => value <= 8 },
    },
    {
      what: '16 times as many',
      values: measured.map((run) => run.sixteen / run.once),
      show: times,
      target: { text: 'at most 32 times', met: (value) => value <= 32 },
    },
    { what: 'its time', values: measured.map((run) => run.sixteen / 1e6), show: milliseconds },
  ];
}

/** Microseconds of one of `count` runs of `work`. */
function cpuTime(work: () => unknown, count: number): number {
  const start = process.cpuUsage();
  for (let run = 0; run < count; run++) work();
  const { user, system } = process.cpuUsage(start);
  return Math.max(1, user + system) / count;
}
