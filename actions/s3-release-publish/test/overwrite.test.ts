import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
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
    expect(Object.keys(device)).toEqual(['name', 'full_image', 'pvrexports', 'bsp']);
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
    expect(result.outputs).toMatchObject({ 'files-skipped': '1' });
    expect(written()).toEqual([
      `PUT 029/rpi-scarthgap/manifest.json`,
      `PUT releases.json`,
      `DELETE 029/rpi-scarthgap/SHA256SUMS`,
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
    expect(seen).toEqual([
      'rpi-scarthgap-029.tar.gz: 0',
      'pvexports-rpi-scarthgap-029.zip: 0',
      'pantavisor-bsp-a.pvrexport.tgz: 0',
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
