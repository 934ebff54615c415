import { describe, expect, test } from '@jest/globals';
import {
  familyOf,
  isAlive,
  type Process,
  parseStat,
  programOf,
  startTimeNow,
} from '@pv-actions/core/action/process-tree.ts';

const TAIL = '0 -1 4194560 112 0 0 0 1 0 0 0 20 0 1 0 98765 2654208 231 18446744073709551615';

describe('/proc/<pid>/stat', () => {
  test.each([
    ['412 (kas) S 400 412 412 TAIL', { pid: 412, name: 'kas', state: 'S', parent: 400, session: 412 }],
    ['7 (a b) c) R 1 7 6 TAIL', { pid: 7, name: 'a b) c', state: 'R', parent: 1, session: 6 }],
    ['8 (x) Z (y) Z 7 7 6 TAIL', { pid: 8, name: 'x) Z (y', state: 'Z', parent: 7, session: 6 }],
    ['9 (new\nline) D 0 0 0 TAIL\n', { pid: 9, name: 'new\nline', state: 'D', parent: 0, session: 0 }],
  ])('%j', (text, expected) => {
    expect(parseStat(text.replace('TAIL', TAIL))).toEqual({ ...expected, startTime: '98765' });
  });

  test.each(['', '412', '412 (kas', '412 (kas) S 400 412', 'kas (412) S 1 1 1'])('%j is none', (text) => {
    expect(parseStat(text)).toBeUndefined();
  });

  test('a process that runs has a start time, another pid has none', async () => {
    expect(startTimeNow(process.pid)).toMatch(/^\d+$/);
    expect(startTimeNow(2 ** 30)).toBeUndefined();
  });
});

test.each([
  [['python3', '/layer/bitbake/bin/bitbake', '-c', 'build'], 'bitbake'],
  [['/usr/bin/python3.11', '-u', '/b/bin/bitbake'], 'bitbake'],
  [['bitbake-server', '/b/bin/bitbake-server', 'decafbad'], 'bitbake-server'],
  [['/bin/sh', '-c', 'bitbake x'], 'sh'],
  [['python3'], 'python3'],
  [[], ''],
])('the program of %j is %s', (argv, program) => expect(programOf(argv)).toBe(program));

describe('the family of a process', () => {
  const SELF = 50;
  const process = (pid: number, parent: number, session: number, startTime = '1000'): Process => ({
    pid,
    name: 'x',
    state: 'S',
    parent,
    session,
    startTime,
  });
  const outside = [process(1, 0, 1), process(40, 1, 40), process(SELF, 40, 40), process(99, 1, 99)];
  const known = (processes: Record<number, string>, ...sessions: number[]) => ({
    processes: new Map(Object.entries(processes).map(([pid, start]) => [Number(pid), start])),
    sessions: new Set(sessions),
  });
  const pids = (all: readonly Process[], what: ReturnType<typeof known>) =>
    familyOf([...outside, ...all], what, SELF).map(({ pid }) => pid);

  test('the leader, its descendants, and the sessions that these opened', () => {
    const all = [
      process(104, 103, 103),
      process(103, 102, 103),
      process(102, 101, 101),
      process(101, SELF, 101),
      process(105, 1, 103),
      process(106, 1, 106),
    ];
    expect(pids(all, known({ 101: '1000' }, 101))).toEqual([104, 103, 102, 101, 105]);
  });

  test('the session of a leader that has gone', () => {
    expect(pids([process(102, 1, 101)], known({ 101: '1000' }, 101))).toEqual([102]);
  });

  test('nothing of a pid that was given out again', () => {
    const all = [process(101, 1, 101, '2000'), process(102, 101, 101, '2001')];
    expect(pids(all, known({ 101: '1000' }, 101))).toEqual([]);
  });

  test('a daemon that was seen, and what it started, but not the session it shares with others', () => {
    const all = [process(200, 1, 99), process(201, 200, 201)];
    expect(pids(all, known({ 200: '1000' }))).toEqual([200, 201]);
  });

  test('a zombie leader keeps its session, and has ended', () => {
    const leader = { ...process(101, SELF, 101), state: 'Z' };
    expect(pids([leader, process(102, 1, 101)], known({ 101: '1000' }, 101))).toEqual([101, 102]);
    expect(isAlive(leader)).toBe(false);
  });

  test('not the session of this process, whose leader may have gone: other runners can be in it', () => {
    const runner = [process(40, 1, 30), process(SELF, 40, 30), process(60, 1, 30), process(70, 40, 30)];
    const family = familyOf(runner, known({ 70: '1000' }, 30), SELF);
    expect(family.map(({ pid }) => pid)).toEqual([70]);
  });

  test('neither this process nor what started it, nor the session 0 of other containers', () => {
    expect(
      pids([process(300, 0, 0), process(301, 40, 0)], known({ 40: '1000', 300: '1000' }, 0, 40)),
    ).toEqual([300]);
  });
});
