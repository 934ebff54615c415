import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inputVariable, parseInputs } from '@pv-actions/core/action/inputs.ts';
import { renderMarkdown } from '@pv-actions/testkit/runner/markdown-view.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { inputs } from '../src/inputs.ts';
import { type Bench, errorOf, openBench, warningsOf } from './bench.ts';
import { badgesHere } from './here.ts';

let bench: Bench;
let run: string;
beforeAll(async () => {
  bench = await openBench();
  run = await bench.seed(['build (a)']);
});
afterAll(() => bench.close());
beforeEach(() => void bench.requests());

describe('inputs', () => {
  test('all that are wrong are told together, and nobody is asked', async () => {
    const before = bench.github.requests.length;
    const result = await bench.badges(run, {
      tag: '../x',
      channel: 'a/b',
      bucket: 'a/b',
      'run-id': 'x17',
      'job-pattern': 'build',
      'test-pattern': '(',
      formats: 'png',
      prune: 'yes',
      readme: '/README.md',
      summary: 'on',
      'allow-empty': 'no',
      'dry-run': 'maybe',
    });
    expect(result.exitCode).toBe(1);
    expect(errorOf(result).split('\n')).toEqual([
      'Input "tag" is "../x". A tag must not hold a slash. Valid are names such as 029, 029-rc1 or v1.2.3.',
      'Input "channel" is "a/b". A channel must not hold a slash. Valid is any other name, such as stable, release-candidate or nightly.',
      expect.stringContaining('Input "bucket" is "a/b". A bucket '),
      'Input "run-id" is "x17". Use the id of a workflow run, as github.run_id has it: digits.',
      'Input "job-pattern" is "build". It has no group (?<machine>...), which says where in a name the machine is. An example is build \\((?<machine>[^)]+)\\)',
      'Input "test-pattern" is "(". It is not a regular expression of JavaScript: Unterminated group.',
      'Input "formats" is "png". Use json, svg, or both.',
      'Input "prune" is "yes". Use true or false.',
      'Input "readme" is "/README.md". A path must not begin with a slash. Valid is a path relative to the folder, such as images/x.wic.bz2.',
      'Input "summary" is "on". Use true or false.',
      'Input "allow-empty" is "no". Use true or false.',
      'Input "dry-run" is "maybe". Use true or false.',
      'Correct the `with:` block of this step.',
    ]);
    expect(bench.github.requests.length).toBe(before);
    expect(bench.requests()).toEqual([]);
  });

  test.each([
    [{ 'run-id': '1'.repeat(16) }, 'Input "run-id" is "1111111111111111". Use the id'],
    [{ formats: ',' }, 'Input "formats" is ",". Use json, svg, or both.'],
    [{ formats: 'json png' }, 'Input "formats" is "json png". Use json, svg, or both.'],
    [{ tag: 'latest' }, 'Input "tag" is "latest". A tag must not be latest'],
    [{ 'job-pattern': `(?<machine>${'a'.repeat(500)})` }, 'It has 512 characters, and may have at most 500.'],
  ])('%j', (given, message) => {
    const all = { tag: '029', bucket: 'pantavisor-ci', ...given };
    const env = Object.fromEntries(Object.entries(all).map(([name, value]) => [inputVariable(name), value]));
    expect(userErrorOf(() => parseInputs(inputs, env)).message).toContain(message);
  });

  test.each([
    [{ 'run-id': '' }, 'Input "run-id" is missing.'],
    [{ 'github-token': '' }, 'Input "github-token" is missing.'],
    [{ tag: 'nightly' }, 'The tag "nightly" does not say to which channel it belongs.'],
    [{ 'secret-access-key': '' }, 'Input "secret-access-key" is missing, while other parts'],
  ])('%j, which the stage itself refuses', async (given, message) => {
    const result = await badgesHere(bench, run, given);
    expect(result.exitCode).toBe(1);
    expect(errorOf(result)).toContain(message);
    expect(result.outputs).toEqual({ badges: '[]', passing: '0', failing: '0', changed: 'false' });
    expect(bench.requests()).toEqual([]);
  });
});

describe('job names that mean harm', () => {
  test.each(['../../releases', 'rpi, true'])(
    'build (%s): an error, and nothing is written',
    async (machine) => {
      const result = await badgesHere(bench, await bench.seed(['build (a)', `build (${machine})`]));
      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toMatch(/would be of the machine ".*"\. (A machine|That is how) /);
      expect(errorOf(result)).toContain('Correct the input "job-pattern"');
      expect(bench.requests()).toEqual([]);
    },
  );

  const NASTY = '<img src=x onerror=alert(1)> | `c` **b** [x](http://evil) @everyone #1 %0A::error::no';

  test('Markdown, HTML, pings and workflow commands are shown as they are', async () => {
    const jobs = [
      { name: `${NASTY} build (a)`, conclusion: 'failure' },
      { name: `::set-output name=changed::x build (b)`, conclusion: 'action_required' },
      { name: `build (<b>|\`*@c)`, conclusion: 'success' },
      { name: `build (d) ${'y'.repeat(2000)}`, conclusion: 'success' },
    ];
    const result = await bench.badges(await bench.seed(jobs), { prefix: 'harm' });
    expect(errorOf(result)).toBe('');
    expect(result.outputs['changed']).toBe('true');
    expect(warningsOf(result)).toEqual([
      'The job "::set-output name=changed::x build (b)" has the conclusion "action_required", which counts as cancelled.',
    ]);
    expect(result.annotations.filter(({ level }) => level === 'error')).toEqual([]);
    const { summary } = result;
    expect(summary).not.toMatch(/<img|\]\(http:\/\/evil|@everyone|@c|[^&]#1\b/);
    const rows = summary.split('\n').filter((line) => line.startsWith('| <code>'));
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(7);
    const shown = renderMarkdown(summary, { colour: false });
    expect(shown).toContain('<b>|`*@c');
    expect(shown).toContain(NASTY.slice(0, 60));
    expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThan(260);
    expect(await bench.text('harm/029/badges/<b>|`*@c.json')).toBe(
      '{"schemaVersion":1,"label":"<b>|`*@c","message":"passing","color":"brightgreen"}',
    );
  });
});

test('the summary as a person reads it: the worst first', async () => {
  const jobs = [
    { name: 'build (raspberrypi-armv8-scarthgap) / build', conclusion: 'success' },
    { name: 'build (docker-x86_64-scarthgap) / build', conclusion: 'success' },
    { name: 'build (rock5a-scarthgap) / build', conclusion: 'failure' },
    { name: 'build (sunxi-scarthgap) / build', conclusion: null },
    { name: 'build (imx8-scarthgap) / build', conclusion: 'skipped' },
    { name: 'test (docker-x86_64-scarthgap)', conclusion: 'success' },
    { name: 'test (raspberrypi-armv8-scarthgap)', conclusion: 'timed_out' },
  ];
  const started = new Date('2026-06-03T10:00:00Z');
  const timed = jobs.map((job, at) => ({
    ...job,
    startedAt: started,
    completedAt: new Date(started.getTime() + (job.conclusion === 'skipped' ? 0 : (at + 1) * 1_000_000)),
  }));
  const result = await bench.badges(await bench.seed(timed), {
    prefix: 'shown',
    'test-pattern': '^test \\((?<machine>.+)\\)$',
  });
  expect(renderMarkdown(result.summary, { colour: false }).split('\n')).toEqual([
    'badges: 029',
    '',
    '1 passing, 1 skipped, 1 running, 2 failing of 5 machines. latest/stable shows 029.',
    '',
    'Machine                      State    Build    Tests      Duration     Job',
    'raspberrypi-armv8-scarthgap  failing  success  1 failing  16 min 40 s  test (raspberrypi-armv8-scarthgap)',
    'rock5a-scarthgap             failing  failure  none       50 min 0 s   build (rock5a-scarthgap) / build',
    'sunxi-scarthgap              running  running  none                    build (sunxi-scarthgap) / build',
    'imx8-scarthgap               skipped  skipped  none                    build (imx8-scarthgap) / build',
    'docker-x86_64-scarthgap      passing  success  1 passing  33 min 20 s  build (docker-x86_64-scarthgap) / build',
    '',
    '22 objects were written.',
  ]);
});
