import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import {
  type Fault,
  type FaultProxy,
  type ProxiedRequest,
  startFaultProxy,
} from '@pv-actions/testkit/s3/fault-proxy.ts';
import { adding, failureMessage, holds, type Server, startEmbedded, storeOn, textOf } from './servers.ts';

const KEY = 'meta/releases.json';
const BEFORE = '{"a":true}\n';
const AFTER = '{"a":true,"b":true}\n';

let server: Server;
/** The store without faults. */
let direct: Store;
let proxy: FaultProxy;
beforeAll(async () => {
  server = await startEmbedded();
  direct = storeOn(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  proxy = await startFaultProxy(server.endpoint);
  await direct.put(KEY, BEFORE);
});
afterEach(() => proxy.close());

/** A store whose requests meet what `rule` says about the index; the n-th of its method counts from 1. */
function faulty(rule: (method: string, nth: number, request: ProxiedRequest) => Fault | undefined) {
  const counts = new Map<string, number>();
  proxy.setRule((request) => {
    if (!request.path.endsWith('/releases.json')) return undefined;
    const nth = (counts.get(request.method) ?? 0) + 1;
    counts.set(request.method, nth);
    return rule(request.method, nth, request);
  });
  return storeOn(server, { endpoint: proxy.endpoint });
}

describe('An index that cannot be read', () => {
  const CANNOT = 'Could not read s3://contract/meta/releases.json at http://store';
  test.each<[string, Fault, string]>([
    [
      'a 403',
      { kind: 'status', status: 403, code: 'AccessDenied' },
      `${CANNOT}: access denied: AccessDenied (HTTP 403, "injected"). A key that may not list the bucket (s3:ListBucket) gets 403 also where there is no such object.`,
    ],
    [
      'a 500',
      { kind: 'status', status: 500, code: 'InternalError' },
      `${CANNOT}: InternalError (HTTP 500, "injected"), after 3 attempts.`,
    ],
    ['a reset', { kind: 'reset' }, `${CANNOT}: the connection broke off (ECONNRESET), after 3 attempts.`],
    [
      'a body that breaks off',
      { kind: 'truncate', bytes: 3 },
      `${CANNOT}: the connection broke off (ECONNRESET), after 1 attempt.`,
    ],
    [
      'a foreign 404',
      { kind: 'answer', status: 404, type: 'text/html', body: '<html>No such page</html>' },
      `${CANNOT}: the answer is not one of S3: HTTP 404.`,
    ],
    ['an empty 404', { kind: 'status', status: 404 }, `${CANNOT}: the answer is not one of S3: HTTP 404.`],
    [
      'another 404',
      { kind: 'status', status: 404, code: 'NoSuchBucket' },
      `${CANNOT}: there is no bucket "contract": NoSuchBucket (HTTP 404, "injected").`,
    ],
  ])('for %s stays as it is', async (_title, fault, message) => {
    const store = faulty((method) => (method === 'GET' ? fault : undefined));
    expect(await failureMessage(store.update(KEY, adding('b')))).toBe(message);
    expect(await textOf(direct, KEY)).toBe(BEFORE);
    expect(proxy.seen.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  test('because it is not text stays as it is', async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    await direct.put(KEY, bytes);
    expect(await failureMessage(storeOn(server).update(KEY, adding('b')))).toBe(
      's3://contract/meta/releases.json at http://store is not UTF-8 text.',
    );
    expect(await holds(direct, KEY, bytes)).toBe(true);
  });

  test.each<[string, Fault]>([
    ['a 500', { kind: 'status', status: 500, code: 'InternalError' }],
    ['a 429', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
    ['a SlowDown', { kind: 'status', status: 503, code: 'SlowDown' }],
    ['a reset', { kind: 'reset' }],
    ['a body that breaks off', { kind: 'truncate', bytes: 3 }],
    ['a corrupted body', { kind: 'corrupt-answer', at: 2 }],
  ])('at first for %s is read again', async (_title, fault) => {
    const store = faulty((method, nth) => (method === 'GET' && nth === 1 ? fault : undefined));
    expect(await store.update(KEY, adding('b'))).toMatchObject({ changed: true, text: AFTER });
    expect(await textOf(direct, KEY)).toBe(AFTER);
  });
});

describe('An index whose write has no clear answer', () => {
  test.each<[string, number, Fault]>([
    ['reset after it was obeyed', 1, { kind: 'lose-answer' }],
    ['answered 500 after it was obeyed', 1, { kind: 'lose-answer', status: 500 }],
    ['obeyed, and all answers are lost', 3, { kind: 'lose-answer' }],
    ['reset before it arrived', 1, { kind: 'reset' }],
    ['broken off', 1, { kind: 'cut-request', bytes: 5 }],
    ['never obeyed in the first three attempts', 3, { kind: 'status', status: 503 }],
    ['corrupted on its way', 1, { kind: 'corrupt-request', at: 3 }],
  ])('(%s) has the change once', async (_title, times, fault) => {
    const store = faulty((method, nth) => (method === 'PUT' && nth <= times ? fault : undefined));
    expect(await store.update(KEY, adding('b'))).toMatchObject({ changed: true, text: AFTER });
    expect(await textOf(direct, KEY)).toBe(AFTER);
  });

  test('and that another writer changed meanwhile keeps both', async () => {
    let between: Promise<unknown> | undefined;
    const seen: (string | undefined)[] = [];
    const counts = { get: 0, put: 0 };
    proxy.setRule(async ({ method, path }) => {
      if (!path.endsWith('/releases.json')) return undefined;
      if (method === 'PUT') {
        counts.put += 1;
        return counts.put === 1 ? { kind: 'lose-answer' } : undefined;
      }
      counts.get += 1;
      // The other writer comes after our write was obeyed and before we look again.
      if (counts.put > 0) {
        between ??= storeOn(server).update(KEY, adding('other'));
        await between;
      }
      return undefined;
    });
    const store = storeOn(server, { endpoint: proxy.endpoint });
    const result = await store.update(KEY, (current) => {
      seen.push(current);
      return adding('b')(current);
    });
    const both = '{"a":true,"b":true,"other":true}\n';
    expect(result).toMatchObject({ changed: true, text: both });
    expect(seen.at(-1)).toBe(both);
    expect(await textOf(direct, KEY)).toBe(both);
  });

  test('ever ends with an error', async () => {
    const store = faulty((method) =>
      method === 'PUT' ? { kind: 'status', status: 500, code: 'InternalError' } : undefined,
    );
    expect(await failureMessage(store.update(KEY, adding('b')))).toBe(
      'Could not write s3://contract/meta/releases.json at http://store: InternalError (HTTP 500, "injected"), after 3 attempts.',
    );
    expect(await textOf(direct, KEY)).toBe(BEFORE);
  });

  test('but is refused for good ends with an error at once', async () => {
    const store = faulty((method) =>
      method === 'PUT' ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined,
    );
    expect(await failureMessage(store.update(KEY, adding('b')))).toBe(
      'Could not write s3://contract/meta/releases.json at http://store: access denied: AccessDenied (HTTP 403, "injected").',
    );
    expect(proxy.seen.filter(({ method, path }) => method === 'PUT' && path.endsWith('.json'))).toHaveLength(
      1,
    );
  });
});

describe('A change', () => {
  test('that throws ends its own update only', async () => {
    const store = storeOn(server);
    const results = await Promise.allSettled([
      store.update(KEY, adding('b')),
      store.update(KEY, () => {
        throw new UserError('The index is not JSON.', 'Look at it.');
      }),
      store.update(KEY, adding('c')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(JSON.parse((await textOf(direct, KEY)) ?? '')).toEqual({ a: true, b: true, c: true });
  });

  test('that gives nothing leaves things as they are', async () => {
    const store = storeOn(server);
    expect(await store.update('meta/none.json', () => undefined)).toMatchObject({ changed: false, text: '' });
    expect(await store.head('meta/none.json')).toBeUndefined();
    expect(await store.update(KEY, () => undefined)).toMatchObject({ changed: false, text: BEFORE });
    expect(await textOf(store, KEY)).toBe(BEFORE);
  });

  test('is applied to what another writer made', async () => {
    let other: Promise<unknown> | undefined;
    proxy.setRule(async ({ method, path }) => {
      if (method === 'PUT' && path.endsWith('/releases.json')) {
        other ??= storeOn(server).update(KEY, adding('other'));
        await other;
      }
      return undefined;
    });
    const store = storeOn(server, { endpoint: proxy.endpoint });
    expect(await store.update(KEY, adding('b'))).toMatchObject({
      changed: true,
      text: '{"a":true,"other":true,"b":true}\n',
    });
  });

  test('goes on with 409 as with 412', async () => {
    const store = faulty((method, nth) =>
      method === 'PUT' && nth === 1
        ? { kind: 'status', status: 409, code: 'ConditionalRequestConflict' }
        : undefined,
    );
    expect((await store.update(KEY, adding('b'))).text).toBe(AFTER);
  });

  test('is not applied for ever', async () => {
    let rounds = 0;
    const store = faulty((method) =>
      method === 'PUT' ? { kind: 'status', status: 409, code: 'Conflict' } : undefined,
    );
    const failing = store.update(KEY, (current) => {
      rounds += 1;
      return adding('b')(current);
    });
    expect(await failureMessage(failing)).toBe(
      'The store refuses to replace s3://contract/meta/releases.json at http://store on the condition that it has the very ETag that the store reports.',
    );
    expect(rounds).toBeLessThan(10);
  });
});

describe('What the store held a moment ago', () => {
  const asked = () =>
    proxy.seen.filter(({ path }) => path.endsWith('/releases.json')).map(({ method }) => method);

  test('is changed without being read again, as often as nobody else writes', async () => {
    const store = faulty(() => undefined);
    const current = await store.read(KEY);
    const first = await store.update(KEY, adding('b'), {}, { current });
    await store.update(KEY, adding('c'), {}, first.known);
    expect(await textOf(direct, KEY)).toBe('{"a":true,"b":true,"c":true}\n');
    expect(asked()).toEqual(['GET', 'PUT', 'PUT']);
  });

  test('and what is not there yet', async () => {
    const store = faulty(() => undefined);
    await direct.remove(KEY);
    await store.update(KEY, adding('b'), {}, { current: undefined });
    expect(await textOf(direct, KEY)).toBe('{"b":true}\n');
    expect(asked()).toEqual(['PUT']);
  });

  test.each(['replaced', 'removed'])('and was %s since is read', async (what) => {
    const store = faulty(() => undefined);
    await store.requireConditions();
    const current = await store.read(KEY);
    await (what === 'removed' ? direct.remove(KEY) : direct.put(KEY, '{"other":true}\n'));
    const seen: (string | undefined)[] = [];
    const change = (text: string | undefined) => {
      seen.push(text);
      return adding('b')(text);
    };
    await store.update(KEY, change, {}, { current });
    const between = what === 'removed' ? undefined : '{"other":true}\n';
    expect(seen).toEqual([BEFORE, between]);
    expect(await textOf(direct, KEY)).toBe(what === 'removed' ? '{"b":true}\n' : '{"other":true,"b":true}\n');
  });

  test('counts for nothing where no condition protects what came since', async () => {
    const store = storeOn(server, { endpoint: proxy.endpoint, unconditionalIndex: true });
    const current = await store.read(KEY);
    await direct.put(KEY, '{"other":true}\n');
    await store.update(KEY, adding('b'), {}, { current });
    expect(await textOf(direct, KEY)).toBe('{"other":true,"b":true}\n');
  });
});

describe('A store', () => {
  test('whose If-Match wants a bare ETag is given one, for many objects at the same time', async () => {
    const bare = await startEmbedded({ quirks: { bareEtags: true } });
    try {
      const keys = Array.from({ length: 12 }, (_, at) => `meta/badges/${at}.json`);
      for (const key of keys) await storeOn(bare).put(key, BEFORE);
      const store = storeOn(bare);
      await Promise.all(keys.map((key) => store.update(key, adding('b'))));
      for (const key of keys) expect(await textOf(store, key)).toBe(AFTER);
    } finally {
      await bare.close();
    }
  });

  test('whose If-Match wants a bare ETag is given one', async () => {
    const bare = await startEmbedded({ quirks: { bareEtags: true } });
    try {
      await storeOn(bare).put(KEY, BEFORE);
      const store = storeOn(bare);
      expect(await store.update(KEY, adding('b'))).toMatchObject({ changed: true, text: AFTER });
      expect((await store.update(KEY, adding('c'))).changed).toBe(true);
      const names = Array.from({ length: 16 }, (_, n) => `m${n}`);
      await Promise.all(names.map((name) => storeOn(bare).update('meta/many.json', adding(name))));
      expect(Object.keys(JSON.parse((await textOf(store, 'meta/many.json')) ?? '')).sort()).toEqual(
        names.sort(),
      );
    } finally {
      await bare.close();
    }
  });

  test('that ignores conditions is noticed, and nothing is written', async () => {
    const ignoring = await startEmbedded({ quirks: { ignoreConditions: true } });
    try {
      const store = storeOn(ignoring);
      expect(await failureMessage(store.update(KEY, adding('b')))).toBe(
        "The store s3://contract/meta at http://store ignores conditional writes (If-None-Match: *), so jobs that publish at the same time would lose each other's entries.",
      );
      const keys = [];
      for await (const { key } of store.list('')) keys.push(key);
      expect(keys).toEqual([]);
      const alone = storeOn(ignoring, { unconditionalIndex: true });
      expect(await alone.update(KEY, adding('b'))).toMatchObject({ changed: true, text: '{"b":true}\n' });
    } finally {
      await ignoring.close();
    }
  });

  test('that ignores conditions keeps what eight writers add at once, and one of them is warned', async () => {
    const ignoring = await startEmbedded({ quirks: { ignoreConditions: true } });
    try {
      const names = Array.from({ length: 8 }, (_, at) => `m${at}`);
      const logs = names.map(() => keptLog());
      await Promise.all(
        names.map((name, at) =>
          storeOn(ignoring, { unconditionalIndex: true }, { log: logs[at] ?? quietLog }).update(
            KEY,
            adding(name),
          ),
        ),
      );
      const index = JSON.parse((await textOf(storeOn(ignoring), KEY)) ?? '');
      expect(Object.keys(index).toSorted()).toEqual(names);
      const warnings = logs.flatMap(({ said }) => said.filter(({ level }) => level === 'warning'));
      expect(warnings.length).toBeGreaterThan(0);
      expect(warnings[0]?.text).toBe(
        `Another job wrote s3://contract/${KEY} at ${ignoring.endpoint} at the same time, and what this one had written was lost. It is written ` +
          'again. `unconditional-index: true` is for one writer at a time: let the jobs publish with `phase: stage`, and one later job name ' +
          'all machines with `phase: promote`.',
      );
    } finally {
      await ignoring.close();
    }
  });

  test('is probed once, only before a write', async () => {
    const store = storeOn(server, { endpoint: proxy.endpoint });
    const probes = () =>
      proxy.seen.filter(({ path }) => path.includes('/.pv-actions/42-')).map(({ method }) => method);
    await store.update(KEY, () => BEFORE);
    expect(probes()).toEqual([]);
    await store.update(KEY, adding('b'));
    await store.update(KEY, adding('c'));
    expect(probes()).toEqual(['PUT', 'PUT', 'DELETE']);
  });

  test.each<[string, Fault, number]>([
    ['the first answer of the probe was lost', { kind: 'lose-answer' }, 1],
    ['the second answer of the probe was lost', { kind: 'lose-answer' }, 2],
    ['the probe was reset', { kind: 'reset' }, 1],
  ])('that obeys conditions is known though %s', async (_title, fault, nth) => {
    let puts = 0;
    proxy.setRule(({ method, path }) => {
      if (method === 'PUT' && path.includes('/.pv-actions/')) puts += 1;
      return method === 'PUT' && puts === nth && path.includes('/.pv-actions/') ? fault : undefined;
    });
    const store = storeOn(server, { endpoint: proxy.endpoint });
    expect((await store.update(KEY, adding('b'))).changed).toBe(true);
  });
});
