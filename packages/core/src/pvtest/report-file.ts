import { z } from 'zod';
import { checkShape, readJson, source } from '../release/schema.ts';
import {
  ENDINGS,
  type Issue,
  type Leaks,
  OUTCOMES,
  type Quarantine,
  type Report,
  type ReportPart,
  type Shard,
  type TestReport,
  type Try,
  VERDICTS,
} from './report.ts';

/** A schema for each key of `T`, in the order in which they are written. */
type Shape<T> = { readonly [K in keyof Required<T>]: z.ZodType<T[K]> };

const ADVICE =
  'report.json is written by pvtest-runner and pvtest-merge. Take their file as it is, or run the tests again.';
const ONLY_ONE = 'Only version 1 is known here. Use the same release of all stages.';

const count = z.int().nonnegative();
const seconds = between(0, 1e9, 'It must be a number of seconds.');
const optionalText = z.string().optional();

const aTry: Shape<Try> = {
  attempt: count,
  part: count.optional(),
  outcome: z.enum(OUTCOMES),
  seconds: seconds.optional(),
  // What a Date can hold.
  started: between(0, 8.64e12, 'It must be seconds since 1970.').optional(),
  reason: optionalText,
  diff: optionalText,
  log: optionalText,
};

const issue: Shape<Issue> = { level: z.enum(['WARN', 'ERROR']), text: z.string(), count };
const leaks: Shape<Leaks> = { bytes: count, blocks: count };
const quarantine: Shape<Quarantine> = {
  reason: z.string(),
  until: z.iso.date({ error: 'It must be a day: YYYY-MM-DD.' }),
};
const shard: Shape<Shard> = {
  index: z.int().positive(),
  of: between(1, 10_000, 'It must be a number of shards.').int(),
};

const testReport: Shape<TestReport> = {
  id: z.string().min(1),
  distro: optionalText,
  verdict: z.enum(VERDICTS),
  reason: optionalText,
  quarantine: z.object(quarantine).optional(),
  tries: z.array(z.object(aTry)),
  issues: z.array(z.object(issue)).optional(),
  moreIssues: z.int().nonnegative().optional(),
  leaks: z.object(leaks).optional(),
};

/** What a run of the stage says of itself. */
const aboutRun: Omit<Shape<ReportPart>, 'sha256'> = {
  distro: z.string(),
  job: optionalText,
  runAttempt: z.int().positive(),
  paths: z.array(z.string()),
  shard: z
    .object(shard)
    .refine(({ index, of }) => index <= of, { error: 'It must be one of the shards: at most `of`.' })
    .optional(),
  started: z.iso.datetime({ error: 'It must be a time of UTC: YYYY-MM-DDTHH:MM:SSZ.' }),
  seconds,
  ending: z.enum(ENDINGS),
  problems: z.array(z.string()),
};

const part: Shape<ReportPart> = { sha256: z.string(), ...aboutRun };

const report: Shape<Report> = {
  version: z.literal(1, { error: ONLY_ONE }),
  source,
  ...aboutRun,
  parts: z.array(z.object(part)).optional(),
  tests: z.array(z.object(testReport)),
};

const versionFile = z.object({ version: report.version });
const reportFile = z.object(report).superRefine(({ tests, parts = [] }, context) => {
  const seen = new Set<string>();
  for (const [at, { id, distro, tries }] of tests.entries()) {
    const key = JSON.stringify([distro, id]);
    if (seen.has(key)) problem(['tests', at, 'id'], 'The same test is there twice.');
    seen.add(key);
    for (const [number, { part: from }] of tries.entries()) {
      if (from === undefined || from < parts.length) continue;
      problem(['tests', at, 'tries', number, 'part'], 'There is no such part.');
    }
  }

  function problem(path: (string | number)[], message: string): void {
    context.addIssue({ code: 'custom', path, message });
  }
});

function between(least: number, most: number, error: string) {
  return z.number().min(least, { error }).max(most, { error });
}

/**
 * report.json: JSON with a key of the report on each line, a line for each part and test, and a final newline. The
 * same report has the same text, whatever the order of the keys in memory.
 */
export function reportText(given: Report): string {
  const lines = Object.entries(reportFile.parse(given)).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const list = key === 'tests' || key === 'parts' ? (value as readonly unknown[]) : [];
    if (list.length === 0) return [`  ${JSON.stringify(key)}: ${JSON.stringify(value)}`];
    return [
      `  ${JSON.stringify(key)}: [\n${list.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n  ]`,
    ];
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/**
 * Reads report.json. Unknown keys are left out.
 *
 * @param name The file as an error names it.
 * @throws UserError which says what is wrong: no JSON, the version of a later suite, each key that has not its form.
 */
export function parseReport(text: string, name: string): Report {
  const value = readJson(text, name, ADVICE);
  checkShape(versionFile, value, name, ADVICE);
  return checkShape(reportFile, value, name, ADVICE);
}
