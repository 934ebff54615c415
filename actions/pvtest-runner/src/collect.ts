import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { openForeignIfThere } from '@pv-actions/core/action/foreign-file.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { eachLine } from '@pv-actions/core/action/lines.ts';
import { formatDuration } from '@pv-actions/core/action/progress.ts';
import { type Report, type TestReport, type Try, verdictOf } from '@pv-actions/core/pvtest/report.ts';
import { runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import { cause, notRun } from '@pv-actions/core/pvtest/test-log.ts';
import { SCRIPT } from './distro.ts';
import { readTry, type TryFiles } from './read-try.ts';
import type { RecordedCall, RunRecord } from './record.ts';

/** How much text of logs a report holds in all, in characters. After that it keeps the ends of logs only. */
const TEXT_BUDGET = 32 * 1024 * 1024;
const SHORT_LOG = 4 * 1024;

/**
 * Makes the report of a run from what the script printed and from the logs that it left.
 *
 * @param seconds How long the run took.
 * @param ending Why it ended.
 */
export async function collectReport(
  record: RunRecord,
  seconds: number,
  ending: Report['ending'],
): Promise<Report> {
  const quarantine = new Map(record.quarantine);
  const tests: TestReport[] = [];
  const problems: string[] = [];
  const budget = { left: TEXT_BUDGET };
  for (const call of record.calls) {
    const results = await readResults(call);
    const ids = [...new Set([...call.tests, ...results.keys()])];
    const ofCall = await inParallel(ids, (id) => readTest(id, results, call, record, budget));
    problems.push(...callProblems(call, ofCall, ending));
    tests.push(...ofCall);
  }
  tests.sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    version: 1,
    distro: record.distro,
    source: record.source,
    job: record.job,
    runAttempt: record.runAttempt,
    paths: record.paths,
    shard: record.shard,
    started: new Date(record.started).toISOString(),
    seconds,
    ending,
    problems,
    tests: tests.map((test) => {
      const held = quarantine.get(test.id);
      return held === undefined ? test : { ...test, quarantine: held };
    }),
  };
}

/** What a script prints, in its workspace; the second one of the oldest generation. */
const RUN_LOGS = ['run.log', 'test.docker.log'] as const;

/** Test id -> its tries, as the script tells them. */
type Results = ReadonlyMap<string, readonly Try[]>;

/**
 * What the script printed. A disk may have lost some of it: what has no result there may have one in the run.log of a script that ended by
 * itself.
 */
async function readResults(call: RecordedCall): Promise<Results> {
  // A call that was never begun has printed nothing.
  const printed = await resultsIn(
    existsSync(call.console) ? createReadStream(call.console) : undefined,
    call,
  );
  const isDone = (tries: readonly Try[] = []): boolean =>
    (tries.at(-1)?.outcome ?? 'incomplete') !== 'incomplete';
  if (call.ended === undefined || call.tests.every((id) => isDone(printed.get(id)))) return printed;
  const [log, oldest] = await Promise.all(
    RUN_LOGS.map((name) => openForeignIfThere(call.workspace, join(call.workspace, name))),
  );
  await (log === undefined ? undefined : oldest?.file.close());
  const kept = await resultsIn((log ?? oldest)?.file.createReadStream(), call);
  const found = [...kept].filter(([id, tries]) => isDone(tries) && !isDone(printed.get(id)));
  return new Map([...printed, ...found]);
}

async function resultsIn(log: AsyncIterable<Buffer> | undefined, { tests }: RecordedCall): Promise<Results> {
  const reader = runLogReader({ expected: tests });
  if (log !== undefined) await eachLine(log, reader.read);
  return new Map(reader.results().map(({ id, tries }) => [id, tries]));
}

async function readTest(
  id: string,
  results: Results,
  call: RecordedCall,
  record: RunRecord,
  budget: { left: number },
): Promise<TestReport> {
  const known = results.get(id) ?? [];
  if (known.length === 0) return { id, verdict: 'incomplete', tries: [], reason: notLaunched(call) };
  const tries: Try[] = [];
  let last: TryFiles | undefined;
  let leaks: TestReport['leaks'];
  for (const each of known) {
    const files = await readTry(call.workspace, { id, attempt: each.attempt }, each.outcome !== 'passed');
    tries.push(withTexts(outcomeOf(each, id, files, record), files, budget));
    last = files;
    leaks = files.leaks ?? leaks;
  }
  const { issues = [], moreIssues = 0 } = last?.facts ?? {};
  return {
    id,
    verdict: verdictOf(tries),
    tries,
    ...(issues.length === 0 ? {} : { issues }),
    ...(moreIssues === 0 ? {} : { moreIssues }),
    ...(leaks === undefined ? {} : { leaks }),
  };
}

/** What the script calls failed may have been ended by us, or not have been run at all. */
function outcomeOf(each: Try, id: string, { facts, diff }: TryFiles, { overdue }: RunRecord): Try {
  if (each.outcome === 'passed') return each;
  const limit = overdue.find((late) => late.id === id && late.attempt === each.attempt);
  if (limit !== undefined) {
    const reason = `It took longer than ${formatDuration(limit.minutes * 60)}, and was ended.`;
    return { ...each, outcome: 'incomplete', reason };
  }
  if (facts === undefined || (each.outcome !== 'failed' && each.outcome !== 'aborted')) return each;
  const refusal = each.outcome === 'failed' ? notRun(facts, { hasDiff: diff !== undefined }) : undefined;
  if (refusal !== undefined) return { ...each, outcome: 'infrastructure', reason: refusal };
  return { ...each, reason: each.reason ?? cause(facts) };
}

function withTexts(each: Try, { diff, log }: TryFiles, budget: { left: number }): Try {
  if (each.outcome === 'passed' || each.outcome === 'skipped') return each;
  const kept = budget.left > 0 ? log : log?.slice(-SHORT_LOG);
  budget.left -= (diff?.length ?? 0) + (kept?.length ?? 0);
  return {
    ...each,
    ...(diff === undefined ? {} : { diff }),
    ...(kept === undefined ? {} : { log: kept }),
  };
}

/** Sentences on what is wrong with a call of the script beside its tests: an exit code that its results do not explain. */
export function callProblems(
  call: RecordedCall,
  tests: readonly TestReport[],
  ending: Report['ending'],
): string[] {
  const { ended } = call;
  if (ended === undefined || ending !== 'completed') return [];
  const name = `${SCRIPT} run ${call.path}`;
  const hasResult = tests.some(({ tries }) => tries.some(({ outcome }) => outcome !== 'incomplete'));
  const how =
    ended.code === null ? `was ended by ${ended.signal ?? 'a signal'}` : `ended with exit code ${ended.code}`;
  if (!hasResult) return [`${name} ${how}, and printed no result.`];
  if (ended.code === 0) return [];
  const explained = tests.some(({ tries }) => FAILING.has(tries.at(-1)?.outcome ?? ''));
  return explained ? [] : [`${name} ${how}, and no test failed.`];
}

/** The outcomes of a last try for which the script ends with 1. */
const FAILING: ReadonlySet<string> = new Set(['failed', 'aborted', 'infrastructure', 'incomplete']);

/** Why a test of a call has no try. */
export function notLaunched({ ended }: RecordedCall): string {
  return ended === undefined
    ? 'It was not launched: the run ended before.'
    : `It was not launched, although ${SCRIPT} ended by itself.`;
}
