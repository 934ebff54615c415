import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type FaultProxy, type ProxiedRequest, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { DOCS, errorOf, FILE, INDEX, KEY, NAME, OTHER, openSite, PREFIX, type Site, sha256 } from './site.ts';

let site: Site;
let proxy: FaultProxy;
beforeEach(async () => {
  site = await openSite();
  proxy = await startFaultProxy(site.endpoint);
});
afterEach(async () => {
  expect(site.github.violations).toEqual([]);
  await proxy.close();
  await site.close();
});

const isComplete = ({ method, query }: ProxiedRequest) => method === 'POST' && query.has('uploadId');
const isPart = ({ method, query }: ProxiedRequest) => method === 'PUT' && query.has('partNumber');
const isIndex = ({ method, path }: ProxiedRequest) => method === 'PUT' && path.endsWith(INDEX);

const through = (inputs: Record<string, string> = {}) => ({
  endpoint: proxy.endpoint,
  'public-url': `${site.endpoint}/pantavisor-ci/${PREFIX}`,
  'release-asset': 'false',
  ...inputs,
});

const indexed = async (): Promise<{ sha256: string } | undefined> =>
  JSON.parse((await site.text(INDEX)) || '{}').stable?.['029']?.docs;

describe('a fault of the store that stays', () => {
  test.each([
    ['while the parts are sent', isPart],
    ['when the upload is completed', isComplete],
  ])('%s: what was named before is named still, and the next run completes it', async (_, hit) => {
    await site.publish(through());
    await site.write(FILE, OTHER);
    proxy.setRule((request) =>
      hit(request) ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined,
    );
    const result = await site.publish(through());
    expect(result.exitCode).toBe(1);
    expect(errorOf(result)).toContain('AccessDenied');
    expect(await indexed()).toMatchObject({ name: NAME, sha256: sha256(DOCS), hash: sha256(DOCS) });
    expect(await site.read(KEY)).toEqual(DOCS);
    if (hit === isComplete) {
      expect(errorOf(result)).toContain(
        'releases.json names the docs that were there before. Run this job again to publish the new docs.',
      );
    }
    proxy.setRule(() => undefined);
    expect(errorOf(await site.publish(through()))).toBe('');
    expect(await indexed()).toMatchObject({ sha256: sha256(OTHER) });
    expect(await site.read(KEY)).toEqual(OTHER);
  });

  test('when the index is written: the file is there and named by nothing, and the next run names it', async () => {
    proxy.setRule((request) =>
      isIndex(request) ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined,
    );
    const result = await site.publish(through());
    expect(errorOf(result)).toContain(`Could not write s3://pantavisor-ci/${INDEX}`);
    expect(await site.read(KEY)).toEqual(DOCS);
    expect(await site.read(INDEX)).toBeUndefined();
    proxy.setRule(() => undefined);
    const again = await site.publish(through());
    expect(errorOf(again)).toBe('');
    expect(await indexed()).toMatchObject({ sha256: sha256(DOCS) });
    expect(proxy.seen.filter(isComplete)).toHaveLength(1);
  });

  test('when the old ones cannot be named again either: the message says that nothing is named', async () => {
    await site.publish(through());
    await site.write(FILE, OTHER);
    let broken = false;
    proxy.setRule((request) => {
      broken ||= isComplete(request);
      return broken ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined;
    });
    const result = await site.publish(through());
    expect(errorOf(result)).toMatch(
      /releases\.json may name no docs now: what was named before could not be named again \(.*AccessDenied.*\)\. Run this job/,
    );
    expect(await indexed()).toBeUndefined();
    proxy.setRule(() => undefined);
    expect(errorOf(await site.publish(through()))).toBe('');
    expect(await indexed()).toMatchObject({ sha256: sha256(OTHER) });
  });
});

test.each([
  ['an answer to the last request that is lost', isComplete, { kind: 'lose-answer' }],
  ['an answer to the write of the index that is lost', isIndex, { kind: 'lose-answer' }],
  ['SlowDown', isPart, { kind: 'status', status: 503, code: 'SlowDown' }],
  ['a part whose bytes change on their way', isPart, { kind: 'corrupt-request', at: 5 }],
  ['another writer of the index', isIndex, { kind: 'status', status: 412, code: 'PreconditionFailed' }],
] as const)('%s: mended in the same run', async (_, hit, fault) => {
  let once = true;
  proxy.setRule((request) => {
    if (!once || !hit(request)) return undefined;
    once = false;
    return fault;
  });
  const result = await site.publish(through());
  expect(errorOf(result)).toBe('');
  expect(once).toBe(false);
  expect(await indexed()).toMatchObject({ sha256: sha256(DOCS) });
  expect(await site.read(KEY)).toEqual(DOCS);
});

describe('the index', () => {
  test('that is no JSON: nothing is uploaded', async () => {
    await site.put(INDEX, '<html>');
    site.written();
    const result = await site.publish(through());
    expect(errorOf(result)).toContain(' is not JSON. It looks like an HTML or XML page.');
    expect(site.written()).toEqual([]);
  });

  test('that has the tag under another channel: nothing is uploaded', async () => {
    await site.put(INDEX, '{"release-candidate":{"029":{}}}');
    site.written();
    const result = await site.publish(through());
    expect(errorOf(result)).toContain(
      'has the tag "029" under the channel "release-candidate", not under "stable".',
    );
    expect(site.written()).toEqual([]);
  });

  test('in the older form: the entry of the docs is put there, and all else stays byte for byte', async () => {
    const before = `{
 "stable": {
  "029": [ {"name":"rpi", "bsp": {"url":"u", "sha256":"1"}},
   {"docs": {"name": "old", "url": "https://old/x", "sha256": "2"}}, {"timestamp": "2026-05-13T21:27+00:00"} ]
 }, "edge": {"100": 1.0}
}`;
    await site.put(INDEX, before);
    expect(errorOf(await site.publish(through()))).toBe('');
    const url = `${site.endpoint}/pantavisor-ci/${PREFIX}/029/docs/${NAME}`;
    const digest = sha256(DOCS);
    const after = await site.text(INDEX);
    expect(JSON.parse(after).stable['029']).toEqual([
      { name: 'rpi', bsp: { url: 'u', sha256: '1' } },
      { docs: { name: NAME, url, sha256: digest, hash: digest } },
      { timestamp: '2026-05-13T21:27+00:00' },
    ]);
    expect(
      after.startsWith('{\n "stable": {\n  "029": [ {"name":"rpi", "bsp": {"url":"u", "sha256":"1"}},\n'),
    ).toBe(true);
    expect(after.endsWith('{"timestamp": "2026-05-13T21:27+00:00"} ]\n }, "edge": {"100": 1.0}\n}')).toBe(
      true,
    );
  });
});

test('replaced, and then the index cannot be written: the message says what the object and the index hold', async () => {
  await site.publish(through());
  await site.write(FILE, OTHER);
  let indexWrites = 0;
  proxy.setRule((request) => {
    if (isIndex(request)) indexWrites += 1;
    return isIndex(request) && indexWrites > 1
      ? { kind: 'status', status: 403, code: 'AccessDenied' }
      : undefined;
  });
  const result = await site.publish(through());
  expect(errorOf(result)).toContain(
    `s3://pantavisor-ci/${KEY} at ${proxy.endpoint} has the new docs, and releases.json may name none. Run this job again: it has them named.`,
  );
  expect(await indexed()).toBeUndefined();
  proxy.setRule(() => undefined);
  expect(errorOf(await site.publish(through()))).toBe('');
  expect(await indexed()).toMatchObject({ sha256: sha256(OTHER) });
});

test('the docs are named, and then the store does not show them any more: they stay named', async () => {
  let named = false;
  proxy.setRule((request) => {
    if (named && request.path.endsWith(KEY)) return { kind: 'status', status: 403, code: 'AccessDenied' };
    named ||= isIndex(request);
    return undefined;
  });
  const result = await site.publish(through());
  expect(result.exitCode).toBe(1);
  expect(await indexed()).toMatchObject({ sha256: sha256(DOCS) });
});

test('docs that were published under another public URL are taken out too while they are replaced', async () => {
  await site.publish(through({ 'public-url': 'https://downloads.example.org/meta' }));
  await site.write(FILE, OTHER);
  const seen: (string | undefined)[] = [];
  proxy.setRule(async (request) => {
    if (isComplete(request)) seen.push((await indexed())?.sha256);
    return undefined;
  });
  expect(errorOf(await site.publish(through()))).toBe('');
  expect(seen).toEqual([undefined]);
});

test('other docs of the same name: what others wrote into the entry stays', async () => {
  await site.publish(through());
  const index = JSON.parse(await site.text(INDEX));
  index.stable['029'].docs.reviewed = { by: 'somebody' };
  await site.put(INDEX, JSON.stringify(index));
  await site.write(FILE, OTHER);
  expect(errorOf(await site.publish(through()))).toBe('');
  expect(await indexed()).toMatchObject({ sha256: sha256(OTHER), reviewed: { by: 'somebody' } });
});

test('what another program uploaded is read, and kept when it is the same', async () => {
  await site.put(KEY, DOCS);
  site.written();
  const result = await site.publish(through());
  expect(errorOf(result)).toBe('');
  expect(site.written().filter((each) => each.endsWith(KEY))).toEqual([]);
  expect(await indexed()).toMatchObject({ sha256: sha256(DOCS) });
});

test('a store that ignores conditions is found out before anything is written', async () => {
  proxy.setRule(({ method, headers }) =>
    method === 'PUT' && headers['if-none-match'] === '*' ? { kind: 'status', status: 200 } : undefined,
  );
  const result = await site.publish(through());
  expect(errorOf(result)).toContain('ignores conditional writes');
  expect(await site.read(KEY)).toBeUndefined();
});
