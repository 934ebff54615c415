import type { ChildProcess } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Fault, type FaultProxy, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { type Bench, BUCKET, badge, errorOf, openBench, pointer } from './bench.ts';
import { badgesHere } from './here.ts';

const DENIED: Fault = { kind: 'status', status: 403, code: 'AccessDenied' };

let bench: Bench;
let way: FaultProxy;
let run: string;
let count = 0;
let prefix = '';
beforeAll(async () => {
  bench = await openBench();
  way = await startFaultProxy(bench.s3.endpoint);
  run = await bench.seed(['build (a)', { name: 'build (b)', conclusion: 'cancelled' }]);
});
afterAll(async () => {
  await way.close();
  await bench.close();
});
beforeEach(() => {
  count += 1;
  prefix = `layer-${count}`;
  way.setRule(() => undefined);
});

/** Let go what a test holds, also when it failed. */
const gates: (() => void)[] = [];
afterEach(() => {
  for (const open of gates.splice(0)) open();
});

const inputsOf = (inputs: Readonly<Record<string, string>> = {}) => ({
  prefix,
  formats: 'json',
  endpoint: way.endpoint,
  ...inputs,
});
const badges = (id: string, inputs: Readonly<Record<string, string>> = {}) =>
  badgesHere(bench, id, inputsOf(inputs));
const LATEST = 'latest/stable/badges';
const KEYS = [
  '029/badges/a.json',
  '029/badges/b.json',
  `${LATEST}/a.json`,
  `${LATEST}/b.json`,
  `${LATEST}/gone.json`,
  `${LATEST}/tag.json`,
];
const content = async (): Promise<(string | undefined)[]> =>
  Promise.all(KEYS.map((key) => bench.text(`${prefix}/${key}`)));
/** The bucket as the release 028 left it. */
async function release028(): Promise<void> {
  const objects = {
    '028/badges/a.json': badge('a', 'failing'),
    '028/badges/gone.json': badge('gone', 'passing'),
    [`${LATEST}/a.json`]: badge('a', 'failing'),
    [`${LATEST}/gone.json`]: badge('gone', 'passing'),
    [`${LATEST}/tag.json`]: pointer('028'),
  };
  await Promise.all(Object.entries(objects).map(([key, text]) => bench.put(`${prefix}/${key}`, text)));
}
/** What the bucket holds when the run of 028 has ended, and when that of 029 has. */
const OLD = [
  undefined,
  undefined,
  badge('a', 'failing'),
  undefined,
  badge('gone', 'passing'),
  pointer('028'),
];
const NEW = [
  badge('a', 'passing'),
  badge('b', 'cancelled'),
  badge('a', 'passing'),
  badge('b', 'cancelled'),
  undefined,
  pointer('029'),
];
const isWrite = (method: string, path: string): boolean =>
  (method === 'PUT' || method === 'DELETE') && !path.includes('/.pv-actions/');

/** Lets a write of an object fail for ever, and nothing else. */
function deny(key: string, fault: Fault = DENIED): void {
  way.setRule(({ method, path }) =>
    isWrite(method, path) && path === `/${BUCKET}/${prefix}/${key}` ? fault : undefined,
  );
}

/** What an error says was written before. */
const done = (message: string): string[] =>
  message
    .split('\n')
    .filter((line) => /^(Wrote|Removed) /.test(line))
    .map((line) => line.replace(`${prefix}/`, ''));

describe('a write that fails for ever', () => {
  test.each(KEYS)('%s: the error says what was written, which stays; a re-run completes it', async (key) => {
    await release028();
    expect(await content()).toEqual(OLD);
    deny(key);
    const result = await badges(run, { prune: 'true' });
    expect(result.exitCode).toBe(1);
    const message = errorOf(result);
    const doing = key.endsWith('gone.json') ? 'remove' : 'write';
    expect(message).toMatch(
      new RegExp(`^Could not ${doing} s3://${BUCKET}/${prefix}/${key} at .*: access denied: AccessDenied`),
    );
    expect(message).toContain(' Running this job again completes the badges.');
    // Of each object either nothing was done, and nothing is said, or it is as it is to be.
    const now = await content();
    const changed = KEYS.filter((_, at) => now[at] !== OLD[at]);
    expect(done(message).sort()).toEqual(
      changed.map((each) => `${each.endsWith('gone.json') ? 'Removed' : 'Wrote'} ${each}.`).sort(),
    );
    expect(now).toEqual(KEYS.map((each, at) => (changed.includes(each) ? NEW : OLD)[at]));
    expect(changed).not.toContain(`${LATEST}/tag.json`);
    if (key.startsWith('029/')) expect(now.slice(2)).toEqual(OLD.slice(2));
    else expect(now.slice(0, 2)).toEqual(NEW.slice(0, 2));
    expect(result.outputs['changed']).toBe(String(changed.length > 0));
    expect(result.summary).toContain('1 passing, 1 cancelled of 2 machines, as the jobs say.');
    expect(result.summary).toMatch(/\n\| <code>a<\/code> \| passing \|/);

    way.setRule(() => undefined);
    expect(errorOf(await badges(run, { prune: 'true' }))).toBe('');
    expect(await content()).toEqual(NEW);
  });

  test('all of them: the error says that nothing was written', async () => {
    way.setRule(({ method, path }) => (isWrite(method, path) ? DENIED : undefined));
    const result = await badges(run);
    expect(errorOf(result)).toContain('\nNothing was written before.\n');
    expect(result.outputs['changed']).toBe('false');
  });

  test('a run of the tag before mends latest/, where tag.json still names that', async () => {
    await release028();
    deny(`${LATEST}/tag.json`);
    expect((await badges(run)).exitCode).toBe(1);
    expect((await content())[2]).toBe(badge('a', 'passing'));
    way.setRule(() => undefined);
    const before = await bench.seed([{ name: 'build (a)', conclusion: 'failure' }, 'build (gone)']);
    expect(errorOf(await badges(before, { tag: '028' }))).toBe('');
    expect((await content())[2]).toBe(badge('a', 'failing'));
  });
});

describe('a fault that passes', () => {
  test.each<[string, Fault]>([
    ['503', { kind: 'status', status: 503, code: 'SlowDown' }],
    ['a reset', { kind: 'reset' }],
    ['an answer that is lost', { kind: 'lose-answer' }],
    ['an answer that is lost, 500 instead', { kind: 'lose-answer', status: 500 }],
  ])('%s, at every write once: the run ends well', async (_, fault) => {
    await release028();
    const hit = new Set<string>();
    way.setRule(({ method, path }) => {
      if (!isWrite(method, path) || hit.has(path)) return undefined;
      hit.add(path);
      return fault;
    });
    const result = await badges(run, { prune: 'true' });
    expect(errorOf(result)).toBe('');
    expect(hit.size).toBe(6);
    expect(await content()).toEqual(NEW);
  });
});

describe('a run that is killed', () => {
  test.each([
    ['before', { kind: 'reset' }],
    ['behind', { kind: 'lose-answer' }],
  ] satisfies [string, Fault][])(
    'right %s its first write below latest/: a re-run completes it',
    async (_, fault) => {
      await release028();
      let process: ChildProcess | undefined;
      way.setRule(({ method, path }) => {
        if (method !== 'PUT' || !path.includes(`/${LATEST}/`)) return undefined;
        process?.kill('SIGKILL');
        return fault;
      });
      const onSpawn = (child: ChildProcess): void => {
        process = child;
      };
      expect((await bench.badges(run, inputsOf(), { onSpawn })).signal).toBe('SIGKILL');
      expect((await content()).slice(0, 2)).toEqual(NEW.slice(0, 2));
      expect((await content()).at(-1)).toBe(pointer('028'));
      way.setRule(() => undefined);
      expect(errorOf(await badges(run, { prune: 'true' }))).toBe('');
      expect(await content()).toEqual(NEW);
    },
  );
});

describe('a read that fails', () => {
  test.each([`${LATEST}/tag.json`, '029/badges/b.json'])('%s: nothing is written', async (key) => {
    way.setRule(({ method, path }) => (method === 'GET' && path.endsWith(key) ? DENIED : undefined));
    const before = way.seen.length;
    const result = await badges(run);
    expect(errorOf(result)).toMatch(/^Could not read .*: access denied/);
    expect(way.seen.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

test('a read that fails when tag.json was written: the error says so, and the step that it wrote', async () => {
  let written = false;
  way.setRule(({ method, path }) => {
    const broken = written && method === 'GET';
    written ||= method === 'PUT' && path.endsWith('/tag.json');
    return broken ? DENIED : undefined;
  });
  const result = await bench.badges(run, inputsOf({ summary: 'false' }));
  expect(errorOf(result)).toMatch(/^Could not read .*: access denied/);
  expect(done(errorOf(result))).toHaveLength(5);
  expect(errorOf(result)).toContain(`\nWrote ${prefix}/${LATEST}/tag.json.\n`);
  expect(result.outputs['changed']).toBe('true');
  expect(result.log).toContain(`Wrote ${prefix}/${LATEST}/tag.json.`);
  expect(result.summary).not.toContain('as the jobs say');
  expect(await content()).toEqual(NEW);
});

test('each write is told when it is certain, not when all are', async () => {
  const [held, open] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  gates.push(open.resolve);
  way.setRule(async ({ method, path }) => {
    if (method === 'PUT' && path.endsWith('/tag.json')) await open.promise;
    return undefined;
  });
  const line = `Wrote ${prefix}/${LATEST}/b.json.`;
  const options = { onLine: (text: string) => void (text === line && held.resolve()) };
  const running = badgesHere(bench, run, inputsOf(), options);
  await Promise.race([held.promise, running]);
  expect((await content()).at(-1)).toBeUndefined();
  open.resolve();
  expect(errorOf(await running)).toBe('');
});

test('a store that ignores conditions is found out before anything is written', async () => {
  let probes = 0;
  way.setRule(({ method, path }) =>
    method === 'PUT' && path.includes('/.pv-actions/') && ++probes > 1
      ? { kind: 'status', status: 200 }
      : undefined,
  );
  const result = await badges(run);
  expect(errorOf(result)).toContain('ignores conditional writes');
  expect(await content()).toEqual(KEYS.map(() => undefined));
});

describe('tag.json that names no tag', () => {
  test.each([
    ['<html>busy</html>', 'is not JSON. It looks like an HTML or XML page.', 'It was left as it is.'],
    [
      '{"message":"../../028"}',
      'does not have the expected form:\n  message: A tag must not hold a slash.',
      'Look at it, and correct it or remove it: the next run writes it again.',
    ],
  ])('%j: an error that names it, and nothing is written', async (text, problem, advice) => {
    await bench.put(`${prefix}/${LATEST}/tag.json`, text);
    const result = await badges(run);
    expect(errorOf(result)).toContain(
      `s3://${BUCKET}/${prefix}/${LATEST}/tag.json at ${way.endpoint} ${problem}`,
    );
    expect(errorOf(result)).toContain(advice);
    expect((await content()).slice(0, 5)).toEqual(KEYS.slice(0, 5).map(() => undefined));
    expect((await content())[5]).toBe(text);
  });
});
