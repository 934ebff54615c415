import { describe, expect, test } from '@jest/globals';
import { SUMMARY_LIMIT } from '@pv-actions/core/action/markdown.ts';
import { type BuildFacts, buildSummary } from '../src/report/summary.ts';
import { failedTask, message, report } from './facts.ts';

const SHA = 'ab'.repeat(32);

function facts(parts: Partial<BuildFacts> = {}): BuildFacts {
  return {
    machine: 'rpi',
    config: 'kas/rpi.yaml',
    targets: [],
    verdict: 'success',
    seconds: 723,
    report: report(),
    logs: [],
    artifacts: [],
    slowest: [],
    notes: [],
    ...parts,
  };
}

const firstLine = (parts: Partial<BuildFacts>): string => buildSummary(facts(parts)).split('\n')[0] ?? '';
const many = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

const RPI = '<code>rpi</code>';

describe('the first line says what became of the build', () => {
  const tasks = { attempted: 4210, reused: 3900, rerun: 310, failed: 0 };

  test('success', () => {
    expect(firstLine({ report: report({ tasks, sstateMatch: 97, warningCount: 3 }) })).toBe(
      `**Built** ${RPI} in 12 min 3 s: 4,210 tasks, 97 % from sstate, 3 warnings.`,
    );
  });

  test('success, where nothing had to be done', () => {
    const done = { attempted: 19, reused: 19, rerun: 0, failed: 0 };
    expect(firstLine({ seconds: 1, report: report({ tasks: done, warningCount: 1 }) })).toBe(
      `**Built** ${RPI} in 1 s: 19 tasks, none of which had to run, 1 warning.`,
    );
  });

  test('failed tasks', () => {
    const failedTasks = [failedTask('zlib', 'do_compile'), failedTask('a', 'do_b'), failedTask('c', 'do_d')];
    expect(firstLine({ verdict: 'failed', report: report({ failedTasks, noSpace: true }) })).toBe(
      '**Failed**: <code>zlib do&#95;compile</code> and 2 other tasks failed after 12 min 3 s. The disk is full.',
    );
    expect(firstLine({ verdict: 'failed', report: report({ failedTasks: failedTasks.slice(0, 1) }) })).toBe(
      '**Failed**: <code>zlib do&#95;compile</code> failed after 12 min 3 s.',
    );
  });

  test('an error without a task, of bitbake or of kas, or none at all', () => {
    const errors = [message("Nothing PROVIDES 'a*b'\n(but x needs it)", { kind: 'provider' })];
    const failed = { verdict: 'failed', seconds: 2 } as const;
    expect(firstLine({ ...failed, report: report({ errors }) })).toBe(
      "**Failed** after 2 s. Nothing PROVIDES 'a\\*b'",
    );
    expect(firstLine({ ...failed, report: report({ kasErrors: ['No such file', 'x'] }) })).toBe(
      '**Failed** after 2 s. No such file',
    );
    expect(firstLine(failed)).toBe(`**Failed**: ${RPI} after 2 s.`);
    expect(
      firstLine({ ...failed, reason: 'The disk was nearly full.', report: report({ kasErrors: ['x'] }) }),
    ).toBe(`**Failed**: ${RPI} after 2 s, before a task had started. The disk was nearly full.`);
  });

  test('errors although every task succeeded', () => {
    expect(firstLine({ verdict: 'errors-logged', report: report({ tasks, errorCount: 1 }) })).toBe(
      `**Failed**: every task of ${RPI} succeeded, but 1 error was logged, and bitbake counts that as a failure. It took 12 min 3 s.`,
    );
  });

  test('cancelled and timed out, with what ran', () => {
    const running = ['zlib do_compile', 'a do_b', 'c do_d', 'e do_f', 'g do_h'];
    const stopped = report({ progress: { number: 120, total: 3000 }, running });
    expect(firstLine({ verdict: 'cancelled', report: stopped })).toBe(
      `**Cancelled**: ${RPI} after 12 min 3 s, at task 120 of 3,000. It was running <code>zlib do&#95;compile</code>, <code>a do&#95;b</code>, <code>c do&#95;d</code> and 2 others.`,
    );
    expect(
      firstLine({ verdict: 'timed-out', reason: 'No time left: timeout-minutes is 30.', report: report() }),
    ).toBe(
      `**Timed out**: ${RPI} after 12 min 3 s, before a task had started. No time left: timeout-minutes is 30.`,
    );
  });

  test('cancelled after the build: every task had succeeded, unless bitbake was interrupted', () => {
    const done = report({ tasks, progress: { number: 4210, total: 4210 } });
    expect(firstLine({ verdict: 'cancelled', report: done })).toBe(
      `**Cancelled**: ${RPI} after 12 min 3 s, when every task had succeeded.`,
    );
    const at = `**Cancelled**: ${RPI} after 12 min 3 s, at task 4,210 of 4,210.`;
    expect(firstLine({ verdict: 'cancelled', report: { ...done, interrupted: true } })).toBe(at);
    expect(firstLine({ verdict: 'cancelled', report: { ...done, phase: 'tasks' } })).toBe(at);
  });

  test('a step that was killed is not called cancelled: nobody knows', () => {
    expect(firstLine({ verdict: 'cancelled', isKilled: true, reason: 'The step was killed.' })).toBe(
      `**Killed**: ${RPI} after 12 min 3 s, before a task had started. The step was killed.`,
    );
  });
});

test('what kas says of a build that was stopped is left out: it only repeats that bitbake failed', () => {
  const kasErrors = ['Command "bitbake -c build x" failed'];
  const stopped = { verdict: 'cancelled', report: report({ kasErrors }) } as const;
  expect(buildSummary(facts(stopped))).not.toContain('### Errors');
  expect(buildSummary(facts({ ...stopped, verdict: 'failed', reason: 'x' }))).not.toContain('### Errors');
  expect(buildSummary(facts({ ...stopped, verdict: 'failed' }))).toContain(
    'Command "bitbake -c build x" failed',
  );
});

test('a build that succeeded reads from what matters to the details', () => {
  const summary = buildSummary(
    facts({
      machine: 'rpi-scarthgap',
      targets: ['starter', 'bsp'],
      task: 'build',
      cacheMode: 'read-only',
      lockSha256: SHA,
      report: report({
        machine: 'rpi',
        distro: 'panta',
        tasks: { attempted: 12, reused: 2, rerun: 10, failed: 0 },
        sstate: { wanted: 8, found: 6, missed: 2, current: 1, match: 75 },
        sstateMatch: 75,
        setsceneFailed: [{ recipe: 'app', task: 'do_deploy_setscene', file: '/l/app.bb' }],
        warnings: [
          message('old option', { recipe: 'app', task: 'do_compile', count: 2 }),
          message('a glob matched nothing', { kind: 'parse' }),
        ],
        warningCount: 3,
      }),
      artifacts: [
        { kind: 'image', path: 'images/x.wic', name: 'x.wic', size: 3 * 1024 * 1024, sha256: SHA },
        { kind: 'sbom', path: 'sbom/x.json', name: 'x.json', size: 10, sha256: SHA },
        { kind: 'bsp', path: 'pvrexports/b', name: 'b', size: 10, sha256: SHA },
        { kind: 'pvtest-distro', path: 'pvtest-distro/d/a', name: 'd/a', size: 10, sha256: SHA },
        { kind: 'pvtest-distro', path: 'pvtest-distro/d/b', name: 'd/b', size: 20, sha256: SHA },
      ],
      sizes: [
        { kind: 'image', name: 'x.wic', before: 2 * 1024 * 1024, now: 3 * 1024 * 1024, percent: 50 },
        { kind: 'sbom', name: 'x.json', now: 10 },
        { kind: 'bsp', name: 'b', before: 10, now: 10, percent: 0 },
      ],
      uploaded: [{ name: 'starter-rpi', files: 1, size: 2048 }],
      slowest: [{ recipe: 'linux', seconds: 61, slowestTask: 'do_compile' }],
      notes: ['kas 3.1 has no dump.'],
    }),
  );
  const sha = `<code>${SHA}</code>`;
  expect(summary.split('\n')).toEqual([
    '**Built** <code>rpi-scarthgap</code> in 12 min 3 s: 12 tasks, 75 % from sstate, 4 warnings.',
    '',
    '| Machine | <code>rpi-scarthgap</code> (MACHINE <code>rpi</code>) |',
    '| --- | --- |',
    '| Distro | <code>panta</code> |',
    '| Configuration | <code>kas/rpi.yaml</code> |',
    '| Targets | <code>starter</code>, <code>bsp</code>, task <code>build</code> |',
    '| Duration | 12 min 3 s |',
    '| sstate | 75 % match: 6 found of 8 wanted, 1 current |',
    '| Tasks | 12 attempted, 10 run, 2 reused |',
    '| Errors, warnings | 0, 4 |',
    '| Cache | read-only: the build wrote to folders of its own |',
    `| Lock | ${sha} |`,
    '',
    '- kas 3.1 has no dump.',
    '',
    '### Not taken from sstate',
    '',
    '1 object could not be taken from sstate and was built instead: <code>app do&#95;deploy&#95;setscene</code>.',
    '',
    '### Artifacts',
    '',
    '| Kind | Name | Size | Change | sha256 |',
    '| --- | --- | --- | --- | --- |',
    `| image | <code>x.wic</code> | 3&nbsp;MiB | +1&nbsp;MiB&nbsp;(+50&nbsp;%) | ${sha} |`,
    `| sbom | <code>x.json</code> | 10&nbsp;B | new | ${sha} |`,
    `| bsp | <code>b</code> | 10&nbsp;B | same | ${sha} |`,
    '| pvtest-distro | 2 files | 30&nbsp;B |  |  |',
    '',
    'Uploaded to GitHub: <code>starter-rpi</code> (1 file, 2&nbsp;KiB).',
    '',
    '<details><summary>3 warnings</summary>',
    '',
    '- <code>app</code>: 2',
    '  - <code>do&#95;compile</code>: old option (2 times)',
    '- of no recipe: 1',
    '  - a glob matched nothing',
    '',
    '</details>',
    '',
    '<details><summary>Slowest recipes</summary>',
    '',
    '| Recipe | All tasks | Longest task |',
    '| --- | --- | --- |',
    '| <code>linux</code> | 1&nbsp;min&nbsp;1&nbsp;s | <code>do&#95;compile</code> |',
    '',
    '</details>',
  ]);
});

test('a build that failed shows the logs of its tasks, the first one open, and its other errors', () => {
  const summary = buildSummary(
    facts({
      verdict: 'failed',
      report: report({
        failedTasks: [failedTask('zlib', 'do_compile'), failedTask('a', 'do_b')],
        errors: [
          message('in zlib', { recipe: 'zlib', task: 'do_compile' }),
          message('Parse <error>\n  at @here', { kind: 'parse', file: '/l/y.bb', line: 3, count: 2 }),
          message("Nothing PROVIDES 'zlob'", { kind: 'provider' }),
        ],
        kasErrors: ['Command failed'],
      }),
      logs: [
        {
          title: 'zlib do_compile',
          recipe: 'zlib',
          task: 'do_compile',
          file: '/build/../l/zlib.bb',
          lines: ['x.c:1: error: `a` ```', '\u001b[1mmake\u001b[0m: failed'],
        },
        { title: 'a do_b', recipe: 'a', task: 'do_b', file: '/l/a.bb', lines: [] },
      ],
    }),
  );
  const from = summary.indexOf('### Failed tasks');
  expect(summary.slice(from).split('\n')).toEqual([
    '### Failed tasks',
    '',
    '<details open><summary>zlib do_compile</summary>',
    '',
    '<code>/l/zlib.bb</code>',
    '',
    '````',
    'x.c:1: error: `a` ```',
    'make: failed',
    '````',
    '',
    '</details>',
    '',
    '<details><summary>a do_b</summary>',
    '',
    '<code>/l/a.bb</code>',
    '',
    'It left no log.',
    '',
    '</details>',
    '',
    '### Errors',
    '',
    '- <code>Parsing</code> (<code>/l/y.bb&#58;3</code>) (2 times): Parse &lt;error&gt;<br>at @<!-- -->here',
    "- <code>Providers</code>: Nothing PROVIDES 'zlob'",
  ]);
});

test('errors of kas are shown where bitbake has none', () => {
  const failed = { verdict: 'failed', report: report({ kasErrors: ['No such file:\n- a.yaml'] }) } as const;
  expect(buildSummary(facts(failed))).toMatch(
    /\n### Errors\n\n- <code>kas<\/code>: No such file:<br>\\- a\.yaml$/,
  );
});

describe('a build that says very much', () => {
  const long = 'x'.repeat(5000);
  const logs = many(300, (at) => ({
    title: `r${at} do_compile`,
    recipe: `r${at}`,
    task: 'do_compile',
    file: '/l/r.bb',
    lines: many(30, () => long),
  }));
  const summary = buildSummary(
    facts({
      verdict: 'failed',
      logs,
      report: report({
        errors: many(80, (at) => message(`e${at} ${long}\n`.repeat(30))),
        warnings: many(400, (at) => message(long, { recipe: `r${at % 40}`, count: 2 })),
        warningCount: 1000,
        setsceneFailed: many(50, (at) => ({ recipe: `r${at}`, task: 'do_x_setscene', file: '/l/r.bb' })),
      }),
      artifacts: many(500, (at) => ({
        kind: 'sbom',
        path: `s/${at}`,
        name: `${at}`,
        size: 1024,
        sha256: SHA,
      })),
    }),
  );

  test('fits, and counts what is not shown', () => {
    expect(Buffer.byteLength(summary)).toBeLessThan(SUMMARY_LIMIT);
    expect(summary.match(/<details/g)).toHaveLength(21);
    expect(summary).toContain('Failed too: <code>r20 do&#95;compile</code>, ');
    expect(summary).toContain(' and 250 more.\n\n### Errors');
    expect(summary).toContain('\n- and 30 more.\n');
    expect(summary).toContain('<br>… 18 more lines');
    expect(summary).toContain('\n- <code>r0</code>: 20\n');
    expect(summary).toContain('\n  - and 10 more.\n');
    expect(summary).toContain(
      '\n- and 200 warnings of 10 more recipes.\n- and 200 more, which were not kept.\n',
    );
    expect(summary).toContain('\n|  | 300 more files | 300&nbsp;KiB |  |');
  });
});
