import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { type FaultProxy, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { DOCS, FILE, KEY, OTHER, openSite, type Site, sha256 } from './site.ts';

const LONG = process.env['PV_TEST_LONG'] === 'true';
const AT_ONCE = 3;
const WITHOUT_ASSET = { 'release-asset': 'false' };

let site: Site;
const proxies: FaultProxy[] = [];
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await site.close();
});

/** Publishes other docs in a prefix of its own, and is killed before its request `number`, or after it was obeyed. */
async function killedAt(number: number, moment: 'before' | 'after', prefix: string): Promise<number> {
  const proxy = await startFaultProxy(site.endpoint);
  proxies.push(proxy);
  let child: ChildProcess | undefined;
  const end = (): void => void child?.kill('SIGKILL');
  proxy.setRule((request) => {
    if (request.number !== number) return undefined;
    if (moment === 'after') return { kind: 'lose-answer', whenDone: end };
    end();
    return { kind: 'reset' };
  });
  const inputs = {
    ...WITHOUT_ASSET,
    file: 'other.tar.zst',
    name: NAME,
    prefix,
    endpoint: proxy.endpoint,
    'public-url': publicUrl(prefix),
  };
  const result = await site.publish(inputs, {
    onSpawn: (spawned) => {
      child = spawned;
    },
  });
  await proxy.idle();
  if (number > 0) expect(result.signal).toBe('SIGKILL');
  return proxy.seen.length;
}

const NAME = KEY.slice(KEY.lastIndexOf('/') + 1);
const publicUrl = (prefix: string): string => `${site.endpoint}/pantavisor-ci/${prefix}`;

/** The digest that the index names, which must be that of the object; undefined where it names nothing. */
async function named(prefix: string): Promise<string | undefined> {
  const docs = JSON.parse(await site.text(`${prefix}/releases.json`)).stable['029'].docs;
  if (docs === undefined) return undefined;
  expect(sha256((await site.read(`${prefix}/029/docs/${NAME}`)) ?? '')).toBe(docs.sha256);
  return docs.sha256;
}

test('killed at each of its requests: the index names what is there or nothing, and the next run completes it', async () => {
  await site.write('other.tar.zst', OTHER);
  const prepare = async (prefix: string): Promise<void> => {
    await site.publish({ ...WITHOUT_ASSET, file: FILE, prefix, 'public-url': publicUrl(prefix) });
    expect(await named(prefix)).toBe(sha256(DOCS));
  };
  await prepare('counted');
  const requests = await killedAt(0, 'before', 'counted');
  expect(await named('counted')).toBe(sha256(OTHER));
  const kills = Array.from({ length: requests }, (_, at) => at + 1).flatMap((number) =>
    (LONG ? (['before', 'after'] as const) : ([number % 2 === 0 ? 'before' : 'after'] as const)).map(
      (moment) => ({ number, moment }),
    ),
  );
  await inParallel(
    kills,
    async ({ number, moment }) => {
      const prefix = `killed-${moment}-${number}`;
      await prepare(prefix);
      await killedAt(number, moment, prefix);
      expect([sha256(DOCS), sha256(OTHER), undefined]).toContain(await named(prefix));
      const again = await site.publish({
        ...WITHOUT_ASSET,
        file: 'other.tar.zst',
        name: NAME,
        prefix,
        'public-url': publicUrl(prefix),
      });
      expect({ moment, number, exitCode: again.exitCode }).toEqual({ moment, number, exitCode: 0 });
      expect(await named(prefix)).toBe(sha256(OTHER));
    },
    AT_ONCE,
  );
}, 240_000);
