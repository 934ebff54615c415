import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ProxiedRequest, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { type Bench, BUCKET, errorOf, FILES, openBench, PREFIX, sha256, stage } from './release.ts';

const HERE = `${PREFIX}/029/rpi-scarthgap`;
const INDEX = `${PREFIX}/releases.json`;

let bench: Bench;
let staged: string;
let changed: string;
beforeEach(async () => {
  bench = await openBench();
  staged = await stage(join(bench.folder, 'staged'));
  // Another image, another BSP, and no SDK.
  const files = FILES.filter(({ kind }) => kind !== 'sdk').map((file) =>
    file.kind === 'image' || file.path.endsWith('bsp-a.pvrexport.tgz') ? { ...file, content: 'new' } : file,
  );
  changed = await stage(join(bench.folder, 'changed'), 'rpi-scarthgap', files);
  expect(errorOf(await bench.publish({ 'artifact-dir': staged }))).toBe('');
  bench.requests();
});
afterEach(() => bench.close());

const deviceOf = (index: string) => JSON.parse(index).stable['029'].devices[0];
const written = () =>
  bench
    .requests()
    .filter(({ method, query }) => ['PUT', 'DELETE'].includes(method) && !('partNumber' in query))
    .map(({ method, key }) => `${method} ${key.replace(`${PREFIX}/`, '')}`)
    .filter((line) => !line.includes('.pv-actions'));

describe('overwrite: always', () => {
  test('replaces what differs, removes what this build does not have, and keeps the rest', async () => {
    const before = await bench.text(INDEX);
    const result = await bench.publish({ 'artifact-dir': changed, overwrite: 'always', sha256sums: 'true' });
    expect(errorOf(result)).toBe('');
    const device = deviceOf(await bench.text(INDEX));
    expect(Object.keys(device)).toEqual(['name', 'full_image', 'pvrexports', 'bsp', 'manifest']);
    expect(device.bsp.sha256).toBe(sha256('new'));
    for (const part of ['full_image', 'pvrexports', 'bsp']) {
      const key = device[part].url.slice(`${bench.s3.endpoint}/${BUCKET}/`.length);
      expect(sha256((await bench.read(key)) ?? '')).toBe(device[part].sha256);
    }
    expect(await bench.read(`${HERE}/panta-sdk.sh`)).toBeUndefined();
    expect(JSON.parse(before).stable['029']['release-date']).toBe(
      JSON.parse(await bench.text(INDEX)).stable['029']['release-date'],
    );
    const manifest = await bench.text(`${HERE}/manifest.json`);
    expect(JSON.parse(await bench.text(`${HERE}/published.json`))['manifest-sha256']).toBe(sha256(manifest));
    expect(JSON.parse(manifest).complete).toBeUndefined();
    expect(result.outputs).toMatchObject({ 'files-skipped': '2' });
    expect(written()).toEqual([
      // The claim, which keeps the old manifest; the index; then the claim without it.
      `PUT 029/rpi-scarthgap/manifest.json`,
      `DELETE 029/rpi-scarthgap/SHA256SUMS`,
      `PUT releases.json`,
      `PUT 029/rpi-scarthgap/manifest.json`,
      `DELETE 029/rpi-scarthgap/panta-sdk.sh`,
      `PUT 029/rpi-scarthgap/manifest.json`,
      `PUT 029/rpi-scarthgap/SHA256SUMS`,
      `PUT releases.json`,
      `PUT 029/rpi-scarthgap/published.json`,
    ]);
  });

  test('the index does not name the machine while its objects are replaced', async () => {
    const seen: string[] = [];
    const proxy = await startFaultProxy(bench.s3.endpoint, async ({ method, path, query }) => {
      if (method === 'POST' && query.has('uploadId')) {
        const devices = JSON.parse(await bench.text(INDEX)).stable['029'].devices;
        seen.push(`${path.slice(path.lastIndexOf('/') + 1)}: ${devices.length}`);
      }
      return undefined;
    });
    try {
      const inputs = { 'artifact-dir': changed, overwrite: 'always', endpoint: proxy.endpoint };
      expect(errorOf(await bench.publish(inputs))).toBe('');
    } finally {
      await proxy.close();
    }
    expect(seen.sort()).toEqual([
      'pantavisor-bsp-a.pvrexport.tgz: 0',
      'pvexports-rpi-scarthgap-029.zip: 0',
      'rpi-scarthgap-029.tar.gz: 0',
    ]);
  });

  test('the same content is left as it is', async () => {
    const result = await bench.publish({ 'artifact-dir': staged, overwrite: 'always' });
    expect(result.log).toContain('Everything was published already. Nothing was written.');
    expect(written()).toEqual([]);
  });

  test('a run that ends after the machine left the index: a run without overwrite completes it', async () => {
    const proxy = await startFaultProxy(bench.s3.endpoint, ({ method, query }) =>
      method === 'POST' && query.has('uploadId')
        ? { kind: 'status', status: 403, code: 'AccessDenied' }
        : undefined,
    );
    try {
      const inputs = { 'artifact-dir': changed, overwrite: 'always', endpoint: proxy.endpoint };
      expect(errorOf(await bench.publish(inputs))).toContain('access denied');
    } finally {
      await proxy.close();
    }
    expect(JSON.parse(await bench.text(INDEX)).stable['029'].devices).toEqual([]);
    expect(JSON.parse(await bench.text(`${HERE}/manifest.json`)).complete).toBe(false);
    expect(errorOf(await bench.publish({ 'artifact-dir': changed }))).toBe('');
    expect(deviceOf(await bench.text(INDEX)).bsp.sha256).toBe(sha256('new'));
  });

  test('a dry run says what would be replaced and removed, and writes nothing', async () => {
    const result = await bench.publish({ 'artifact-dir': changed, overwrite: 'always', 'dry-run': 'true' });
    expect(result.summary).toContain(`<code>${HERE}/rpi-scarthgap-029.tar.gz</code> | would be replaced`);
    expect(result.summary).toContain(`<code>${HERE}/panta-sdk.sh</code> | would be removed`);
    expect(written()).toEqual([]);
  });
});

describe('overwrite: never', () => {
  test('says how to replace it all the same', async () => {
    expect(errorOf(await bench.publish({ 'artifact-dir': changed }))).toContain('set `overwrite: always`.');
  });
});

/** Publishes through a proxy that refuses some requests for want of a permission. */
async function refused(
  inputs: Readonly<Record<string, string>>,
  denied: (request: ProxiedRequest) => boolean,
): Promise<string> {
  const proxy = await startFaultProxy(bench.s3.endpoint, (request) =>
    denied(request) ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined,
  );
  try {
    const url = `${bench.s3.endpoint}/${BUCKET}/${PREFIX}`;
    return errorOf(await bench.publish({ endpoint: proxy.endpoint, 'public-url': url, ...inputs }));
  } finally {
    await proxy.close();
  }
}

describe('a run that fails leaves the manifest of what is published', () => {
  const isIndexWrite = ({ method, path }: ProxiedRequest): boolean =>
    method === 'PUT' && path.endsWith('/releases.json');
  const isCommit = ({ method, query }: ProxiedRequest): boolean => method === 'POST' && query.has('uploadId');

  test('when it may not write the index', async () => {
    const before = [await bench.text(INDEX), await bench.text(`${HERE}/manifest.json`)];
    const message = await refused({ 'artifact-dir': changed, overwrite: 'always' }, isIndexWrite);
    expect(message).toContain('access denied');
    expect([await bench.text(INDEX), await bench.text(`${HERE}/manifest.json`)]).toEqual(before);
  });

  test('when a further file cannot be uploaded', async () => {
    const more = await stage(join(bench.folder, 'more'), 'rpi-scarthgap', [
      ...FILES,
      { kind: 'sdk', path: 'sdk/panta-zzz.sh', content: 'another SDK' },
    ]);
    const before = [await bench.text(INDEX), await bench.text(`${HERE}/manifest.json`)];
    const isMore = ({ method, path }: ProxiedRequest): boolean =>
      method === 'PUT' && path.endsWith('/panta-zzz.sh');
    expect(await refused({ 'artifact-dir': more }, isMore)).toContain('access denied');
    expect([await bench.text(INDEX), await bench.text(`${HERE}/manifest.json`)]).toEqual(before);
  });

  test('when the staged files are others than artifacts.json says: before anything is replaced', async () => {
    await writeFile(join(changed, 'pvrexports/pantavisor-bsp-b+c.pvrexport.tgz'), 'BSP b');
    const before = [await bench.text(INDEX), await bench.text(`${HERE}/manifest.json`)];
    const result = await bench.publish({ 'artifact-dir': changed, overwrite: 'always' });
    expect(errorOf(result)).toContain('has other content than artifacts.json states.');
    expect([await bench.text(INDEX), await bench.text(`${HERE}/manifest.json`)]).toEqual(before);
  });

  test('and says so where the machine has left the index; the run after it removes what is not part of the build', async () => {
    const message = await refused({ 'artifact-dir': changed, overwrite: 'always' }, isCommit);
    expect(message).toMatch(/rpi-scarthgap 029 may be out of the index until a run completes it\.$/);
    const claim = JSON.parse(await bench.text(`${HERE}/manifest.json`));
    expect(claim.withdrawn).toContain(`${HERE}/panta-sdk.sh`);
    expect(errorOf(await bench.publish({ 'artifact-dir': changed, overwrite: 'always' }))).toBe('');
    expect(await bench.read(`${HERE}/panta-sdk.sh`)).toBeUndefined();
  });
});

test('the claim of a new machine has nothing of an earlier one', async () => {
  const isCommit = ({ method, path }: ProxiedRequest): boolean =>
    method === 'PUT' && path.endsWith('/panta-sdk.sh');
  expect(await refused({ 'artifact-dir': staged, machine: 'new' }, isCommit)).toContain('access denied');
  const claim = JSON.parse(await bench.text(`${PREFIX}/029/new/manifest.json`));
  expect(Object.keys(claim)).toEqual(['schema', 'name', 'tag', 'channel', 'complete', 'claim', 'source']);
});

describe('after a run that was killed when it had claimed a published machine', () => {
  /** manifest.json as such a run leaves it: a claim that keeps the manifest. */
  async function claimed(): Promise<void> {
    const replaces = JSON.parse(await bench.text(`${HERE}/manifest.json`));
    const { schema, name, tag, channel, source } = replaces;
    const claim = { schema, name, tag, channel, complete: false, claim: 'c'.repeat(64), source, replaces };
    await bench.put(`${HERE}/manifest.json`, JSON.stringify(claim));
  }

  test('a build without one of the published files is refused as before', async () => {
    await claimed();
    expect(errorOf(await bench.publish({ 'artifact-dir': changed }))).toContain(
      `${HERE}/panta-sdk.sh: published, but not part of this build.`,
    );
  });

  test('the same build completes it, and reads nothing back', async () => {
    const index = await bench.text(INDEX);
    await claimed();
    const result = await bench.publish({ 'artifact-dir': staged });
    expect(result.outputs).toMatchObject({ 'files-skipped': '6', 'bytes-uploaded': '0' });
    expect(await bench.text(INDEX)).toBe(index);
    expect(JSON.parse(await bench.text(`${HERE}/manifest.json`)).files).toHaveLength(6);
  });

  test('verify finds it published, and puts it back into an index that was lost', async () => {
    const device = deviceOf(await bench.text(INDEX));
    await claimed();
    await bench.remove(INDEX);
    expect(errorOf(await bench.publish({ phase: 'verify', repair: 'true' }))).toBe('');
    expect(deviceOf(await bench.text(INDEX))).toEqual(device);
  });
});

describe('what the index names', () => {
  test('is not replaced by a stage, which leaves the index as it is', async () => {
    const index = await bench.text(INDEX);
    const inputs = { 'artifact-dir': changed, phase: 'stage', overwrite: 'always' };
    expect(errorOf(await bench.publish(inputs))).toMatch(
      /names rpi-scarthgap 029, and this build would change its files\. `phase: stage` leaves the index as it is\./,
    );
    expect(await bench.text(INDEX)).toBe(index);
  });

  test('and is missing in the bucket leaves the index while it is uploaded again', async () => {
    await bench.remove(`${HERE}/rpi-scarthgap-029.tar.gz`);
    const inputs = { 'artifact-dir': staged, 'compression-level': '1' };
    expect(await refused(inputs, ({ path }) => path.endsWith('/published.json'))).toContain('access denied');
    const part = deviceOf(await bench.text(INDEX)).full_image;
    expect(part.sha256).toBe(sha256((await bench.read(`${HERE}/rpi-scarthgap-029.tar.gz`)) ?? ''));
    const writes = written();
    expect(writes.filter((line) => line === 'PUT releases.json')).toHaveLength(2);
  });

  test('without a manifest, and is not part of the build, is refused too', async () => {
    const device = { name: 'old', sdk: { url: 'https://cdn/029/old/panta-old.sh', sha256: 'x' } };
    await bench.put(INDEX, JSON.stringify({ stable: { '029': { devices: [device] } } }));
    expect(errorOf(await bench.publish({ 'artifact-dir': staged, machine: 'old' }))).toContain(
      'https://cdn/029/old/panta-old.sh: named by the index, but not part of this build.',
    );
  });
});
