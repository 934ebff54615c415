import { describe, expect, test } from '@jest/globals';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { assess } from '../src/machines.ts';

/** As GitHub names the job of a matrix of which no leg came about. */
const MATRIX = `($\{{ matrix.machine }})`;
const JOB = /build \((?<machine>[^)]+)\)/;

/** `name: conclusion` for each job; no conclusion for one that has not ended. */
const jobsOf = (...lines: readonly string[]) =>
  lines.map((line, at) => {
    const [name = '', conclusion] = line.split(': ');
    return {
      id: at,
      name,
      conclusion,
      seconds: 1,
      url: `https://x/${at}`,
      runner: undefined,
      ended: conclusion !== undefined,
    };
  });
const look = (jobs: ReturnType<typeof jobsOf>, test?: RegExp, job = JOB) => {
  const found = (pattern: RegExp) => jobs.map(({ name }) => pattern.exec(name.slice(0, 512)));
  return assess(jobs, { job: found(job), test: test === undefined ? [] : found(test) });
};
/** `machine state` for each machine. */
const states = (...given: Parameters<typeof look>): string[] =>
  look(...given).machines.map(({ machine, state }) => `${machine} ${state}`);

describe('conclusions', () => {
  test.each([
    ['success', 'passing'],
    ['failure', 'failing'],
    ['timed_out', 'failing'],
    ['startup_failure', 'failing'],
    ['cancelled', 'cancelled'],
    ['skipped', 'skipped'],
    ['neutral', 'skipped'],
  ])('%s is %s', (conclusion, state) => {
    const { machines, warnings } = look(jobsOf(`build (a): ${conclusion}`));
    expect(machines.map((machine) => machine.state)).toEqual([state]);
    expect(warnings).toEqual([]);
  });

  test('none yet is running', () => expect(states(jobsOf('build (a)'))).toEqual(['a running']));

  test.each(['action_required', 'stale', 'new_in_2030'])(
    '%s counts as cancelled, with a warning',
    (conclusion) => {
      const { machines, warnings } = look(jobsOf(`build (a): ${conclusion}`));
      expect(machines[0]?.state).toBe('cancelled');
      expect(warnings).toEqual([
        `The job "build (a)" has the conclusion "${conclusion}", which counts as cancelled.`,
      ]);
    },
  );
});

describe('jobs of a machine', () => {
  test('are those that the pattern finds, also of reusable workflows; by name', () => {
    const jobs = jobsOf(
      'lint: failure',
      'build (z): success',
      'build (b) / build: failure',
      'x / build (a): success',
    );
    expect(states(jobs)).toEqual(['a passing', 'b failing', 'z passing']);
  });

  test.each([
    [['failure', 'cancelled'], 'failing'],
    [['cancelled', ''], 'cancelled'],
    [['', 'skipped'], 'running'],
    [['skipped', 'success'], 'skipped'],
    [['success', 'success'], 'passing'],
    [['success', 'skipped', '', 'cancelled', 'timed_out'], 'failing'],
  ])('%j: the worst counts, whatever the order', (conclusions, state) => {
    const lines = conclusions.map((each) => (each === '' ? 'build (a)' : `build (a): ${each}`));
    expect(states(jobsOf(...lines))).toEqual([`a ${state}`]);
    expect(states(jobsOf(...lines.reverse()))).toEqual([`a ${state}`]);
  });

  test('the first of the worst decides', () => {
    const jobs = jobsOf('build (a) / x: success', 'build (a) / y: failure', 'build (a) / z: timed_out');
    expect(look(jobs).machines[0]?.decisive.name).toBe('build (a) / y');
  });

  test('a matrix that was skipped as a whole is none, and is told', () => {
    const { machines, infos } = look(jobsOf(`build ${MATRIX}: skipped`, 'build (a): success'));
    expect(machines).toHaveLength(1);
    expect(infos).toEqual([`The job "build ${MATRIX}" is left out: its matrix was skipped as a whole.`]);
  });

  test.each([
    ['failure', 'failing'],
    ['cancelled', 'cancelled'],
    ['', 'running'],
  ])('a matrix that is not there for another reason (%j) counts for all machines', (conclusion, state) => {
    const matrix = conclusion === '' ? `build ${MATRIX}` : `build ${MATRIX}: ${conclusion}`;
    const { machines, infos, warnings } = look(jobsOf(matrix, 'build (a): success', 'build (b): failure'));
    expect(machines.map((each) => `${each.machine} ${each.state}`)).toEqual([`a ${state}`, 'b failing']);
    expect(infos).toEqual([]);
    expect(warnings).toEqual([
      `The matrix of the job "build ${MATRIX}" is not there (${conclusion || 'it has not ended'}). ` +
        `Any machine may be one of it, so all count as ${state} at best.`,
    ]);
  });

  test('a machine that reaches the end of what is read is an error: it may be half of one', () => {
    const error = userErrorOf(() =>
      look(jobsOf(`${'x'.repeat(503)}build (abc): success`), undefined, /build \((?<machine>[^)]+)/),
    );
    expect(error.message).toMatch(
      /would be of the machine "ab"\. The name of the job is longer than the 512 characters/,
    );
    const whole = jobsOf(`build (abc) ${'x'.repeat(600)}: success`);
    expect(states(whole, undefined, /build \((?<machine>[^)]+).*/)).toEqual(['abc passing']);
  });

  test('a name is read in its first 512 characters', () => {
    expect(states(jobsOf(`${'x'.repeat(503)}build (a): success`))).toEqual(['a passing']);
    expect(states(jobsOf(`${'x'.repeat(504)}build (a): success`))).toEqual([]);
  });

  test('a group that takes no part makes no machine', () => {
    expect(
      states(jobsOf('build: failure', 'build (a): success'), undefined, /^build( \((?<machine>.+)\))?$/),
    ).toEqual(['a passing']);
  });
});

describe('a name that can be no machine', () => {
  test.each([
    ['..', 'A machine name must not be "..".'],
    ['a/b', 'A machine name must not hold a slash.'],
    ['../../x', 'A machine name must not hold a slash.'],
    ['badges', 'A machine name must not be badges, which the layout of the bucket needs.'],
    [
      'tag',
      'A machine must not be called tag: its badges would be tag.json and tag.svg, which show the tag.',
    ],
    [
      'rpi, true',
      `That is how a job with a matrix of several axes is called: give it \`name: build ${MATRIX}\`.`,
    ],
    ['a\u0007', 'A machine name must not hold control characters or broken Unicode.'],
    ['x'.repeat(129), 'A machine name must not be longer than 128 bytes.'],
  ])('%j names the job, the machine and how to mend the pattern', (machine, problem) => {
    const error = userErrorOf(() => look(jobsOf(`build (${machine}): success`, 'build (ok): success')));
    expect(error.message).toMatch(/^The job "build \(.*" would be of the machine ".*"\. /);
    expect(error.message).toContain(problem);
    expect(error.advice).toBe(
      'Correct the input "job-pattern", so that its group (?<machine>...) takes the name of the machine only, or the name of the job.',
    );
  });

  test('of a test is told with the pattern that found it', () => {
    const jobs = jobsOf('build (a): success', 'test (a/b): success');
    const error = userErrorOf(() => look(jobs, /^test \((?<machine>.+)\)/));
    expect(error.message).toMatch(/^The job "test \(a\/b\)" would be of the machine "a\/b"\./);
    expect(error.advice).toMatch(/^Correct the input "test-pattern", so that/);
  });

  test('several are told together', () => {
    const error = userErrorOf(() => look(jobsOf('build (a/b): success', 'build (c/d): success')));
    expect(error.message.split('\n')).toEqual([
      '2 jobs would be of no possible machine:',
      expect.stringContaining('The job "build (a/b)" would be of the machine "a/b".'),
      expect.stringContaining('The job "build (c/d)" would be of the machine "c/d".'),
    ]);
  });
});

describe('tests', () => {
  const TEST = /^test( \((?<machine>[^)]+)\))?/;

  test('do not count without a pattern', () => {
    expect(states(jobsOf('build (a): success', 'test (a): failure'))).toEqual(['a passing']);
  });

  test('of one machine by the group, of all without it', () => {
    const builds = ['build (a): success', 'build (b): success'];
    expect(states(jobsOf(...builds, 'test (a): failure'), TEST)).toEqual(['a failing', 'b passing']);
    expect(states(jobsOf(...builds, 'test: failure'), TEST)).toEqual(['a failing', 'b failing']);
  });

  test.each([
    ['failure', 'failing'],
    ['timed_out', 'failing'],
    ['cancelled', 'cancelled'],
    ['', 'running'],
    ['skipped', 'passing'],
    ['neutral', 'passing'],
    ['success', 'passing'],
  ])('%j makes a build that passed %s', (conclusion, state) => {
    const test = conclusion === '' ? 'test (a)' : `test (a): ${conclusion}`;
    expect(states(jobsOf('build (a): success', test), TEST)).toEqual([`a ${state}`]);
  });

  test('cannot make a machine better', () => {
    expect(states(jobsOf('build (a): failure', 'test (a): success'), TEST)).toEqual(['a failing']);
    expect(states(jobsOf('build (a): skipped', 'test (a): success'), TEST)).toEqual(['a skipped']);
    expect(states(jobsOf('build (a): cancelled', 'test (a)'), TEST)).toEqual(['a cancelled']);
  });

  test('a job that both patterns find is a test, of the machine that job-pattern finds', () => {
    const jobs = jobsOf(
      'build (a) / build: success',
      'build (b) / build: success',
      'build (a) / test: failure',
    );
    const { machines } = look(jobs, /\/ test$/);
    expect(
      machines.map(({ machine, state, builds, tests }) => [machine, state, builds.length, tests.length]),
    ).toEqual([
      ['a', 'failing', 1, 1],
      ['b', 'passing', 1, 0],
    ]);
    expect(machines[0]?.decisive.name).toBe('build (a) / test');
  });

  test('of a machine that nobody builds are left out with a warning', () => {
    const { machines, warnings } = look(jobsOf('build (a): success', 'test (b): failure'), TEST);
    expect(machines.map(({ state }) => state)).toEqual(['passing']);
    expect(warnings).toEqual(['The test "test (b)" is left out: no job builds the machine "b".']);
  });

  test('of a matrix that was skipped as a whole are left out', () => {
    const { machines, infos } = look(jobsOf('build (a): success', `test ${MATRIX}: skipped`), TEST);
    expect(machines[0]?.tests).toEqual([]);
    expect(infos).toHaveLength(1);
  });
});
