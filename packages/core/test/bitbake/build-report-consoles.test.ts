import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { BuildReport, Message } from '@pv-actions/core/bitbake/build-report.ts';
import { parseConsoleLine } from '@pv-actions/core/bitbake/console-line.ts';
import { reportOf } from './console-report.ts';

const LOGS = join(import.meta.dirname, 'fixtures', 'bitbake-logs');
const RECIPES = '/builds/demo/build/../../meta-tiny/recipes';
const WORK = '/builds/demo/build/tmp/work/tinybox';
const UNSAFE =
  'Using branch without commit for repository "bitbake" is unsafe. Either add a commit or use a lock file.';

const recorded = (name: string): string => readFileSync(join(LOGS, name), 'utf8');

/** The report of a console that says nothing else. */
function emptyReport(parts: Partial<BuildReport> = {}): BuildReport {
  return {
    ...{ errors: [], errorCount: 0, warnings: [], warningCount: 0, failedTasks: [], setsceneFailed: [] },
    ...{ sstateMatch: undefined, running: [], phase: 'ended', kasErrors: [], kasWarnings: [] },
    ...{ interrupted: false, noSpace: false },
    ...parts,
  };
}

const built = (parts: Partial<BuildReport>): BuildReport =>
  emptyReport({ machine: 'tinybox', distro: 'nodistro', kasWarnings: [UNSAFE], ...parts });

const failed = (target: string): string[] => [
  `Command "/builds/demo/build$ /builds/demo/bitbake/bin/bitbake -c build ${target}" failed:`,
  `Command "/builds/demo/bitbake/bin/bitbake -c build ${target}" failed with error 1`,
];

const oneMissed = { wanted: 1, found: 0, missed: 1, current: 0, match: 0 };
const threeMissed = { wanted: 3, found: 0, missed: 3, current: 0, match: 0 };
const noneRerun = { attempted: 19, reused: 0, rerun: 19, failed: 0 };
const appWarnings: readonly Message[] = [
  {
    ...{ recipe: 'app', task: 'do_compile', kind: 'task', count: 1, file: `${RECIPES}/app_2.1.bb` },
    text: 'using deprecated option --foo',
  },
  {
    ...{ recipe: 'app', task: 'do_install', kind: 'qa', count: 1, file: `${RECIPES}/app_2.1.bb` },
    text: 'QA Issue: app: Files/directories were installed but not shipped [installed-vs-shipped]',
  },
];
const cold = {
  ...{ warnings: appWarnings, warningCount: 2, sstate: threeMissed, sstateMatch: 0, tasks: noneRerun },
  progress: { number: 19, total: 19 },
};

/** fail-shell, whose log has a number of its own in every run. */
function shellFailure(pid: number, said: string): Partial<BuildReport> {
  const logFile = `${WORK}/fail-shell/1.0/temp/log.do_compile.${pid}`;
  const file = `${RECIPES}/fail-shell_1.0.bb`;
  return {
    errors: [{ text: said, recipe: 'fail-shell', task: 'do_compile', file, kind: 'task', count: 1 }],
    errorCount: 1,
    failedTasks: [
      {
        ...{ recipe: 'fail-shell', task: 'do_compile', file, logFile, messages: [said] },
        logLines: [
          'DEBUG: Executing shell function do_compile',
          'gcc -c foo.c',
          "foo.c:3:5: error: expected ';' before '}' token",
          'WARNING: exit code 1 from a shell command.',
        ],
      },
    ],
    ...{ sstate: oneMissed, sstateMatch: 0, tasks: { attempted: 4, reused: 0, rerun: 4, failed: 1 } },
    progress: { number: 4, total: 7 },
  };
}

const execution = (pid: number): string =>
  `Execution of '${WORK}/fail-shell/1.0/temp/run.do_compile.${pid}' failed with exit code 1`;

describe('recorded consoles', () => {
  const reports: [string, BuildReport][] = [
    ['kas3.1-build-cold', built({ ...cold, kasWarnings: [] })],
    ['kas5.4-build-cold', built(cold)],
    ['kas5.4-bb2.0-cold', built(cold)],
    [
      'kas5.4-build-noop',
      built({
        sstate: { wanted: 0, found: 0, missed: 0, current: 3, match: 0 },
        tasks: { attempted: 19, reused: 19, rerun: 0, failed: 0 },
      }),
    ],
    [
      'kas5.4-build-sstate',
      built({
        ...{ sstate: { wanted: 3, found: 3, missed: 0, current: 0, match: 100 }, sstateMatch: 100 },
        ...{ tasks: { attempted: 19, reused: 18, rerun: 1, failed: 0 }, progress: { number: 19, total: 19 } },
      }),
    ],
    [
      'kas3.1-fail-shell',
      built({
        ...shellFailure(3016, execution(3016)),
        kasErrors: [
          'Command "/builds/demo/build$ /builds/demo/bitbake/bin/bitbake -c build fail-shell" failed',
        ],
        kasWarnings: [],
      }),
    ],
    ['kas5.4-fail-shell', built({ ...shellFailure(2137, execution(2137)), kasErrors: failed('fail-shell') })],
    [
      'kas5.4-bb2.0-fail',
      built({
        ...shellFailure(
          3268,
          `ExecutionError('${WORK}/fail-shell/1.0/temp/run.do_compile.3268', 1, None, None)`,
        ),
        kasErrors: failed('fail-shell'),
      }),
    ],
    [
      'kas5.4-fail-dep',
      emptyReport({
        errors: [
          {
            text: `Nothing PROVIDES 'no-such-thing' (but ${RECIPES}/fail-dep_1.0.bb DEPENDS on or otherwise requires it)`,
            ...{ recipe: 'fail-dep', file: `${RECIPES}/fail-dep_1.0.bb`, kind: 'provider', count: 1 },
          },
          {
            text: "Required build target 'fail-dep' has no buildable providers.\nMissing or unbuildable dependency chain was: ['fail-dep', 'no-such-thing']",
            ...{ kind: 'provider', count: 1 },
          },
        ],
        ...{ errorCount: 2, kasErrors: failed('fail-dep'), kasWarnings: [UNSAFE] },
      }),
    ],
    [
      'kas5.4-fail-fetch',
      built({
        warnings: [
          {
            text: 'Failed to fetch URL file://does-not-exist.tar.gz, attempting MIRRORS if available',
            ...{ recipe: 'fail-fetch', task: 'do_fetch', kind: 'fetch', count: 1 },
            file: `${RECIPES}/fail-fetch_1.0.bb`,
          },
        ],
        warningCount: 1,
        errors: [
          {
            text: `Fetcher failure: Unable to find file file://does-not-exist.tar.gz anywhere to download to ${RECIPES}/files/does-not-exist.tar.gz. The paths that were searched were:\n${RECIPES}/files`,
            ...{ recipe: 'fail-fetch', task: 'do_fetch', kind: 'fetch', count: 1 },
            file: `${RECIPES}/fail-fetch_1.0.bb`,
          },
          {
            text: "Bitbake Fetcher Error: FetchError('Unable to fetch URL from any source.', 'file://does-not-exist.tar.gz')",
            ...{ recipe: 'fail-fetch', task: 'do_fetch', kind: 'fetch', count: 1 },
            file: `${RECIPES}/fail-fetch_1.0.bb`,
          },
        ],
        errorCount: 2,
        failedTasks: [
          {
            ...{ recipe: 'fail-fetch', task: 'do_fetch', file: `${RECIPES}/fail-fetch_1.0.bb`, logLines: [] },
            logFile: `${WORK}/fail-fetch/1.0/temp/log.do_fetch.2295`,
            messages: [
              `Fetcher failure: Unable to find file file://does-not-exist.tar.gz anywhere to download to ${RECIPES}/files/does-not-exist.tar.gz. The paths that were searched were:\n${RECIPES}/files`,
              "Bitbake Fetcher Error: FetchError('Unable to fetch URL from any source.', 'file://does-not-exist.tar.gz')",
            ],
          },
        ],
        ...{ sstate: oneMissed, sstateMatch: 0, tasks: { attempted: 1, reused: 0, rerun: 1, failed: 1 } },
        ...{ progress: { number: 1, total: 7 }, kasErrors: failed('fail-fetch') },
      }),
    ],
    [
      'kas5.4-fail-python',
      built({
        errors: [
          {
            ...{ text: 'something is badly wrong', recipe: 'fail-python', task: 'do_compile' },
            ...{ kind: 'task', count: 1, file: `${RECIPES}/fail-python_1.0.bb` },
          },
        ],
        errorCount: 1,
        failedTasks: [
          {
            ...{ recipe: 'fail-python', task: 'do_compile', file: `${RECIPES}/fail-python_1.0.bb` },
            ...{ logFile: `${WORK}/fail-python/1.0/temp/log.do_compile.2196`, logLines: [] },
            messages: ['something is badly wrong'],
          },
        ],
        ...{ sstate: oneMissed, sstateMatch: 0, tasks: { attempted: 4, reused: 0, rerun: 4, failed: 1 } },
        ...{ progress: { number: 4, total: 7 }, kasErrors: failed('fail-python') },
      }),
    ],
    [
      'kas5.4-missing-config',
      emptyReport({ phase: 'starting', kasErrors: ['Configuration file not found: /builds/nope.yml'] }),
    ],
    [
      'kas5.4-nosuchrecipe',
      emptyReport({
        errors: [{ text: "Nothing PROVIDES 'nosuchrecipe'", kind: 'provider', count: 1 }],
        ...{ errorCount: 1, kasErrors: failed('nosuchrecipe'), kasWarnings: [UNSAFE] },
      }),
    ],
    [
      'kas5.4-parsewarn',
      built({
        warnings: [
          {
            text: `${RECIPES}/soft-error_1.0.bb: recipe-level warning at parse time`,
            ...{ recipe: 'soft-error', file: `${RECIPES}/soft-error_1.0.bb`, kind: 'parse', count: 1 },
          },
        ],
        ...{ warningCount: 1, sstate: { wanted: 0, found: 0, missed: 0, current: 3, match: 0 } },
        tasks: { attempted: 19, reused: 19, rerun: 0, failed: 0 },
      }),
    ],
    [
      'kas5.4-soft-error',
      built({
        errors: [
          {
            ...{ text: 'non fatal error', recipe: 'soft-error', task: 'do_compile', kind: 'task', count: 1 },
            file: `${RECIPES}/soft-error_1.0.bb`,
          },
        ],
        ...{ errorCount: 1, sstate: oneMissed, sstateMatch: 0, progress: { number: 7, total: 7 } },
        ...{ tasks: { attempted: 7, reused: 0, rerun: 7, failed: 0 }, kasErrors: failed('soft-error') },
      }),
    ],
  ];

  test.each(reports)('%s', (name, wanted) =>
    expect(reportOf('kas', recorded(`${name}.err`))).toEqual(wanted),
  );

  test('kas5.4-shell-raw, its two streams one after the other', () => {
    expect(reportOf('raw', recorded('kas5.4-shell-raw.out'), recorded('kas5.4-shell-raw.err'))).toEqual(
      built({
        ...shellFailure(2723, execution(2723)),
        kasErrors: [
          'Shell returned non-zero exit status',
          `Command "/bin/bash -c 'bitbake fail-shell'" failed with error 1`,
        ],
      }),
    );
  });

  test.each(reports)('%s: the counts are those that bitbake prints', (name, { errorCount, warningCount }) => {
    const printed = { error: 0, warning: 0 };
    for (const line of recorded(`${name}.err`).split('\n')) {
      const event = parseConsoleLine(line.slice(line.indexOf(' - INFO     - ') + 14));
      if (event?.type === 'summary-count') printed[event.level] = event.count;
    }
    expect({ error: errorCount, warning: warningCount }).toEqual(printed);
  });
});
