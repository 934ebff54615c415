import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cephExpected } from '@pv-actions/testkit/s3/ceph.ts';
import { type FaultProxy, type ProxiedRequest, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { type Gate, startGate } from '@pv-actions/testkit/s3/gate.ts';
import { DOCS, errorOf, INDEX, KEY, NAME, OTHER, openSite, PREFIX, type Site, sha256, zstd } from './site.ts';

const THIRD = zstd('third docs of 029');

let site: Site;
const ways: FaultProxy[] = [];

const isComplete = ({ method, query }: ProxiedRequest) => method === 'POST' && query.has('uploadId');
const isIndex = ({ method, path }: ProxiedRequest) => method === 'PUT' && path.endsWith(INDEX);

const through = (inputs: Record<string, string> = {}) => ({
  'public-url': `${site.endpoint}/pantavisor-ci/${PREFIX}`,
  'release-asset': 'false',
  ...inputs,
});

const indexed = async (): Promise<{ sha256: string } | undefined> =>
  JSON.parse((await site.text(INDEX)) || '{}').stable?.['029']?.docs;

describe.each([
  { name: 'the embedded server', store: undefined, available: true },
  { name: 'Ceph', store: 'ceph' as const, available: cephExpected() },
])('two runs at the same time, on $name', ({ store, available }) => {
  const tested = available ? test : test.skip;
  beforeEach(async () => {
    if (!available) return;
    site = await openSite(store === undefined ? {} : { store });
    await site.write('other.tar.zst', OTHER);
  });
  afterEach(async () => {
    if (!available) return;
    expect(site.github.violations).toEqual([]);
    await Promise.all(ways.splice(0).map((way) => way.close()));
    await site.close();
  });

  async function gate(held: (request: ProxiedRequest) => boolean): Promise<Gate> {
    const made = await startGate(site.endpoint, held);
    ways.push(made);
    return made;
  }
  const isList = ({ method, query }: ProxiedRequest) => method === 'GET' && query.has('uploads');
  const others = { file: 'other.tar.zst', name: NAME };

  async function expectNamed(content: Buffer): Promise<void> {
    expect([sha256((await site.read(KEY)) ?? ''), (await indexed())?.sha256]).toEqual([
      sha256(content),
      sha256(content),
    ]);
  }

  tested('one is about to make its file visible when the other names its own: it is refused', async () => {
    const first = await gate(isComplete);
    const running = site.publish(through({ endpoint: first.endpoint }));
    await first.reached;
    expect(errorOf(await site.publish(through(others)))).toBe('');
    first.open();
    expect(errorOf(await running)).toContain(`The upload of s3://pantavisor-ci/${KEY} at`);
    expect(errorOf(await running)).toContain('was aborted: another run took it over');
    await expectNamed(OTHER);
  });

  tested(
    'one makes its file visible right after the other has named its own: the other sees it',
    async () => {
      const [first, second] = [await gate(isComplete), await gate(isList)];
      const running = site.publish(through({ endpoint: first.endpoint }));
      await first.reached;
      const naming = site.publish(through({ ...others, endpoint: second.endpoint }));
      await second.reached;
      first.open();
      expect(errorOf(await running)).toBe('');
      second.open();
      expect(errorOf(await naming)).toContain('Another run put other docs at');
      await expectNamed(DOCS);
    },
  );

  tested(
    'one fails after it took the docs out, and the other publishes: what the other named stays',
    async () => {
      await site.publish(through());
      await site.write('third.tar.zst', THIRD);
      let failed = false;
      const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const way = await startFaultProxy(site.endpoint, async (request) => {
        if (isComplete(request)) {
          failed = true;
          return { kind: 'status', status: 403, code: 'AccessDenied' };
        }
        // The old docs are to be named again.
        if (failed && isIndex(request)) {
          failed = false;
          reached.resolve();
          await opened.promise;
        }
        return undefined;
      });
      ways.push(way);
      const running = site.publish(through({ file: 'third.tar.zst', name: NAME, endpoint: way.endpoint }));
      await reached.promise;
      expect(errorOf(await site.publish(through(others)))).toBe('');
      opened.resolve();
      expect(errorOf(await running)).toContain('releases.json names the docs of another run.');
      await expectNamed(OTHER);
    },
  );

  tested('with the same docs: both end well', async () => {
    const first = await gate(isComplete);
    const running = site.publish(through({ ...others, endpoint: first.endpoint }));
    await first.reached;
    expect(errorOf(await site.publish(through(others)))).toBe('');
    first.open();
    expect(errorOf(await running)).toBe('');
    await expectNamed(OTHER);
  });

  tested('one is about to name its file when the other has replaced it: it does not', async () => {
    const first = await gate(isIndex);
    const running = site.publish(through({ endpoint: first.endpoint }));
    await first.reached;
    expect(errorOf(await site.publish(through(others)))).toBe('');
    first.open();
    expect(errorOf(await running)).toContain('Another run put other docs at');
    await expectNamed(OTHER);
  });
});
