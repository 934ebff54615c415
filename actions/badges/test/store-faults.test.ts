import type { ChildProcess } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Fault, type FaultProxy, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { type Bench, BUCKET, badge, errorOf, openBench, pointer } from './bench.ts';

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

const badges = (id: string, inputs: Readonly<Record<string, string>> = {}) =>
  bench.badges(id, { prefix, formats: 'json', endpoint: way.endpoint, ...inputs });
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

describe('a write that fails for ever', () => {
  test.each(KEYS)('%s: all has its earlier contents again; a re-run completes it', async (key) => {
    await release028();
    expect(await content()).toEqual(OLD);
    deny(key);
    const result = await badges(run, { prune: 'true' });
    expect(result.exitCode).toBe(1);
    const doing = key.endsWith('gone.json') ? 'remove' : 'write';
    expect(errorOf(result)).toMatch(
      new RegExp(`^Could not ${doing} s3://${BUCKET}/${prefix}/${key} at .*: access denied: AccessDenied`),
    );
    expect(errorOf(result)).toContain('\nWhat was written before was put back.\n');
    expect(errorOf(result)).not.toContain('could not be put back');
    expect(await content()).toEqual(OLD);
    expect(result.outputs['changed']).toBe('false');
    expect(result.summary).toContain('1 passing, 1 cancelled of 2 machines, as the jobs say.');
    expect(result.summary).toMatch(/\n\| <code>a<\/code> \| passing \|/);

    if (!key.endsWith('/tag.json') && key !== `${LATEST}/b.json`) return;
    way.setRule(() => undefined);
    expect(errorOf(await badges(run, { prune: 'true' }))).toBe('');
    expect(await content()).toEqual(NEW);
  });

  test('the first of a bucket: it is empty again', async () => {
    deny(`${LATEST}/tag.json`);
    expect((await badges(run)).exitCode).toBe(1);
    expect(await content()).toEqual(KEYS.map(() => undefined));
  });
});

describe('what cannot be put back either', () => {
  test('is named, each object, with the first cause; a re-run completes it', async () => {
    await release028();
    // From the moment that tag.json is refused, nothing can be written any more.
    let broken = false;
    way.setRule(({ method, path }) => {
      broken ||= method === 'PUT' && path.endsWith('/tag.json');
      return broken && isWrite(method, path) ? DENIED : undefined;
    });
    const result = await badges(run);
    const message = errorOf(result);
    expect(message).toMatch(new RegExp(`^Could not write s3://${BUCKET}/${prefix}/${LATEST}/tag.json at`));
    const [, named = ''] = message.split('4 objects could not be put back, and may hold the new badge:\n');
    expect(named.split('\n').slice(0, 4)).toEqual(
      ['029/badges/a.json', '029/badges/b.json', `${LATEST}/a.json`, `${LATEST}/b.json`].map(
        (key) => `${prefix}/${key}`,
      ),
    );
    expect(message).toContain('A run that succeeds completes the badges.');
    expect(result.outputs['changed']).toBe('true');
    // tag.json was never written: what latest/ shows is still called 028.
    expect((await content()).at(-1)).toBe(pointer('028'));

    way.setRule(() => undefined);
    await badges(run, { prune: 'true' });
    expect(await content()).toEqual(NEW);
  });

  test('what another run has written since is left, and not named', async () => {
    await release028();
    way.setRule(async ({ method, path }) => {
      if (method !== 'PUT' || !path.endsWith('/tag.json')) return undefined;
      await bench.put(`${prefix}/${LATEST}/a.json`, 'of another run');
      return DENIED;
    });
    expect(errorOf(await badges(run))).toContain('What was written before was put back.');
    expect((await content())[2]).toBe('of another run');
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

test('a run that is killed before tag.json: latest/ is still called 028, and a re-run completes it', async () => {
  await release028();
  let process: ChildProcess | undefined;
  way.setRule(({ method, path }) => {
    if (method !== 'PUT' || !path.endsWith('/tag.json')) return undefined;
    process?.kill('SIGKILL');
    return { kind: 'reset' };
  });
  const killed = await bench.badges(
    run,
    { prefix, formats: 'json', endpoint: way.endpoint },
    {
      onSpawn: (child) => {
        process = child;
      },
    },
  );
  expect(killed.signal).toBe('SIGKILL');
  expect((await content()).at(-1)).toBe(pointer('028'));
  way.setRule(() => undefined);
  expect(errorOf(await badges(run, { prune: 'true' }))).toBe('');
  expect(await content()).toEqual(NEW);
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

test('a read that fails when tag.json was written: what was written stays, and the step says that it wrote', async () => {
  let written = false;
  way.setRule(({ method, path }) => {
    const broken = written && method === 'GET';
    written ||= method === 'PUT' && path.endsWith('/tag.json');
    return broken ? DENIED : undefined;
  });
  const result = await badges(run, { summary: 'false' });
  expect(errorOf(result)).toMatch(/^tag\.json names 029 now, but a badge beside it may be of another run: /);
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
  const running = bench.badges(run, { prefix, formats: 'json', endpoint: way.endpoint }, options);
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
    ['<html>busy</html>', 'is not JSON: '],
    ['{"message":"../../028"}', 'does not have the expected form:\n  message: A tag must not hold a slash.'],
  ])('%j: an error that names it, and nothing is written', async (text, problem) => {
    await bench.put(`${prefix}/${LATEST}/tag.json`, text);
    const result = await badges(run);
    expect(errorOf(result)).toContain(
      `s3://${BUCKET}/${prefix}/${LATEST}/tag.json at ${way.endpoint} ${problem}`,
    );
    expect(errorOf(result)).toContain(
      'Look at it, and correct it or remove it: the next run writes it again.',
    );
    expect((await content()).slice(0, 5)).toEqual(KEYS.slice(0, 5).map(() => undefined));
    expect((await content())[5]).toBe(text);
  });
});
