import { type Log, runnerLog } from '@pv-actions/core/action/log.ts';
import { annotateReport } from '@pv-actions/core/pvtest/annotations.ts';
import { judge } from '@pv-actions/core/pvtest/counts.ts';
import { junitXml } from '@pv-actions/core/pvtest/junit.ts';
import { type Report, VERDICTS } from '@pv-actions/core/pvtest/report.ts';
import { reportSummary } from '@pv-actions/core/pvtest/summary.ts';
import { reportFailures, reportUpdates } from '@pv-actions/core/updates/report.ts';
import { property } from '@pv-actions/testkit/fuzz/property.ts';
import { report, tested } from '@pv-actions/testkit/pvtest/reports.ts';
import { linesOf } from '@pv-actions/testkit/runner/lines.ts';
import { Masks } from '@pv-actions/testkit/runner/masks.ts';
import { OutputReader } from '@pv-actions/testkit/runner/output.ts';
import { badgesSummary } from '../../actions/badges/src/report.ts';
import { docsSummary } from '../../actions/docs-publish/src/report.ts';
import { annotate } from '../../actions/kas-build/src/report/annotations.ts';
import { type BuildFacts, buildSummary } from '../../actions/kas-build/src/report/summary.ts';
import { report as consoleReport, failedTask, message } from '../../actions/kas-build/test/facts.ts';
import { dryRunSummary, publishedSummary } from '../../actions/s3-release-publish/src/report.ts';
import { update, report as updateReport } from '../../packages/core/test/updates/updates.ts';
import { expectEqual, expectThat } from './expect.ts';
import { expectText, type Slot, slotsOf, texts } from './slots.ts';

/** A test run with a test of each verdict, and text of others wherever it has any. */
export function testRun(t: Slot): Report {
  const tests = VERDICTS.flatMap((verdict, at) => {
    const outcome = verdict === 'flaky' ? 'failed' : verdict;
    const tries = [{ attempt: 0, outcome, reason: t(at), diff: t(at + 1), log: t(at + 2) }];
    const parts = {
      verdict,
      issues: [{ level: 'WARN' as const, text: t(at + 3), count: 2 }],
      leaks: { bytes: 7, blocks: 1 },
    };
    const id = `local/${t(at)}/${at}`;
    return [
      tested(id, [], { ...parts, tries }),
      tested(`${id}q`, [], { ...parts, tries, quarantine: { reason: t(at + 4), until: '2026-12-01' } }),
      tested(`${id}n`, [], { verdict, reason: t(at + 5), tries: [], distro: t(at + 6) }),
    ];
  });
  return report(tests, { distro: t(0), paths: [t(1)], problems: [t(2), t(3)], source: { sha: t(4) } });
}

/** A build that failed in each way, with text of others wherever it has any. */
function build(t: Slot, verdict: BuildFacts['verdict']): BuildFacts {
  const told = { recipe: t(0), task: t(1), file: `/l/${t(2)}`, line: 3, count: 2 };
  const said = consoleReport({
    errors: [message(t(3), told), message(t(4))],
    warnings: [message(t(5), told), message(t(6)), message(t(7), { recipe: t(8) })],
    failedTasks: [failedTask(t(9), t(10), { messages: [t(11)] })],
    setsceneFailed: [{ recipe: t(12), task: t(13), file: t(14) }],
    running: [t(15)],
    progress: { number: 1, total: 2 },
    kasErrors: [t(16)],
    machine: t(17),
    distro: t(18),
  });
  return {
    machine: t(19),
    config: t(20),
    targets: [t(21)],
    task: t(22),
    verdict,
    reason: t(23),
    advice: t(24),
    seconds: 1,
    report: said,
    logs: [{ title: t(25), recipe: t(0), task: t(1), file: `/l/${t(26)}`, lines: t(27).split('\n') }],
    artifacts: [{ kind: t(28), path: t(29), name: t(30), size: 1, sha256: t(31) }],
    slowest: [{ recipe: t(32), seconds: 5, slowestTask: t(33) }] as unknown as BuildFacts['slowest'],
    lockSha256: t(34),
    uploaded: [{ name: t(35), files: 1, size: 2 }] as unknown as NonNullable<BuildFacts['uploaded']>,
    notes: [t(36)],
  };
}

const URL = 'https://h.example/a';

/** The summaries of what was published, by the stage. */
const PUBLISHED: Readonly<Record<string, (t: Slot) => string>> = {
  's3-release-publish': (t) => {
    const file = { kind: t(0), key: `a/b/c/${t(1)}`, url: URL, size: 1, sha256: t(2), 'media-type': '' };
    const release = { machine: t(3), tag: t(4), channel: t(5), manifestUrl: URL, indexUrl: URL };
    return publishedSummary({
      release,
      objects: [{ file, action: 'upload', read: 1 }],
      obsolete: [t(6)],
      staged: false,
      changed: true,
      notes: [{ level: 'info', text: t(7) }],
    } as unknown as Parameters<typeof publishedSummary>[0]);
  },
  's3-release-publish in a dry run': (t) => {
    const decision = { steps: [{ object: { kind: t(0), key: t(1) }, action: 'keep' }], obsolete: [t(2)] };
    const release = { machine: t(3), tag: t(4) };
    return dryRunSummary(
      ...([release, decision, true, [{ level: 'info', text: t(5) }]] as unknown as Parameters<
        typeof dryRunSummary
      >),
    );
  },
  'docs-publish': (t) =>
    docsSummary({
      tag: t(0),
      file: { name: t(1), size: 1, sha256: t(2) },
      location: { url: URL, namedBy: t(3), namedByUrl: URL },
      dryRun: false,
      stored: 'a b',
      named: 'c',
      asset: { name: t(4), url: URL, state: 'd' },
      site: { repository: t(5), state: 'e' },
      changed: true,
    } as unknown as Parameters<typeof docsSummary>[0]),
  badges: (t) => {
    const job = { name: t(0), ended: true, conclusion: t(1), runner: t(2), seconds: 1, url: URL };
    const judged = [{ job, state: 'failing' }];
    const machine = { machine: t(3), state: 'failing', decisive: job, builds: judged, tests: judged };
    return badgesSummary({
      release: { tag: t(4), channel: t(5), prefix: '', publicUrl: URL, formats: ['json'] },
      machines: [machine],
      tested: true,
      shownBefore: t(6),
      shown: t(6),
      written: 1,
      removed: 0,
      readme: t(7),
      dryRun: false,
    } as unknown as Parameters<typeof badgesSummary>[0]);
  },
};

/** What the runner obeys while `tell` speaks to the log. */
async function obeyed(tell: (log: Log) => void | Promise<void>): Promise<OutputReader['obeyed']> {
  let output = '';
  const log = runnerLog({ stdout: { write: (text: string) => (output += text) } });
  await tell(log);
  log.flush();
  const reader = new OutputReader({ masks: new Masks(), debug: false, onLine: () => undefined });
  for (const line of linesOf(output)) reader.line(line);
  return reader.obeyed.filter(
    ({ name, data }) => !(name.startsWith('pv-') || (name === 'stop-commands' && data.startsWith('pv-'))),
  );
}

const FAILING = ['failed', 'aborted', 'infrastructure', 'incomplete'] as const;

/** Annotations as GitHub shows them: at most 10 of a kind. The runner cuts those of more than 4096 characters. */
async function expectAnnotations(
  tell: (log: Log) => void | Promise<void>,
  longest = Number.POSITIVE_INFINITY,
): Promise<void> {
  const found = await obeyed(tell);
  for (const { name, data } of found) {
    expectThat(['error', 'warning', 'group', 'endgroup'].includes(name), `The runner obeys "${name}".`);
    expectThat(data.length <= longest, 'A text is too long.');
  }
  for (const level of ['error', 'warning']) {
    expectThat(
      found.filter(({ name }) => name === level).length <= 10,
      `There are more than 10 of ${level}.`,
    );
  }
}

export const properties = [
  property('the summary of a test run has the same form whatever is in it', texts, 50, (given) => {
    expectText((slot) => {
      const made = testRun(slot);
      return reportSummary(made, judge(made, { failOn: FAILING }), { title: slot(5) });
    }, given);
  }),
  property('the summary of a build has the same form whatever is in it', texts, 50, (given) => {
    for (const verdict of ['success', 'failed', 'timed-out'] as const) {
      expectText((slot) => buildSummary(build(slot, verdict)), given);
    }
  }),
  property(
    'the summaries of what was published have the same form whatever is in them',
    texts,
    80,
    (given) => {
      for (const summary of Object.values(PUBLISHED)) expectText(summary, given);
    },
  ),
  property('what is annotated is what the stages annotate', texts, 800, async (given) => {
    const t = slotsOf(given);
    const made = testRun(t);
    await expectAnnotations((log) => annotateReport(judge(made, { failOn: FAILING }), log), 4096);
    const { report: said, logs } = build(t, 'failed');
    await expectAnnotations((log) => annotate({ report: said, logs }, { folder: '/l/x' }, log), 4096);
    const failures = [{ name: t(0), unreachable: true, cause: t(1), detail: t(2), advice: t(3) }];
    const commits = [{ sha: t(4), subject: t(5) }];
    const updates = [
      update({ name: t(6), branch: t(7), files: [t(8)], history: { relation: 'ahead', count: 1, commits } }),
    ];
    await expectAnnotations(async (log) => {
      await reportUpdates(updateReport({ updates }), log);
      reportFailures(updateReport({ failures }), true, log);
      for (const text of given) log.info(text);
    });
  }),
  property('JUnit is XML whatever is in it', texts, 1000, (given) => {
    const xml = junitXml(testRun(slotsOf(given)));
    expectThat(
      xml.isWellFormed() && !/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(xml),
      'A character is none of XML.',
    );
    const names = [...xml.matchAll(/<(?:[!?]?)(\/?\w+)/g)].map(([, name]) => name);
    const harmless = [
      ...junitXml(testRun(slotsOf(given.map((_, at) => `x${at}`)))).matchAll(/<(?:[!?]?)(\/?\w+)/g),
    ].map(([, name]) => name);
    if (new Set(given).size === given.length) expectEqual(names.toSorted(), harmless.toSorted());
  }),
];
