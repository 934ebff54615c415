import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, errorOf, FILES, openBench, PREFIX, sha256, stage } from './release.ts';

const HERE = `${PREFIX}/029/rpi-scarthgap`;
const INDEX = `${PREFIX}/releases.json`;

let bench: Bench;
let staged: string;
beforeEach(async () => {
  bench = await openBench();
  staged = await stage(join(bench.folder, 'staged'));
});
afterEach(() => bench.close());

/** A header of the requests that made objects, by key. */
function sent(header: string): Record<string, unknown> {
  const making = bench
    .requests()
    .filter(
      ({ method, query }) =>
        (method === 'PUT' && !('partNumber' in query)) || (method === 'POST' && 'uploads' in query),
    )
    .filter(({ key }) => !key.includes('.pv-actions'));
  return Object.fromEntries(
    making.map(({ key, headers }) => [
      key.replace(`${PREFIX}/`, '').replace('029/rpi-scarthgap/', ''),
      headers[header],
    ]),
  );
}

test('acl: all that is written, the index too', async () => {
  await bench.publish({ 'artifact-dir': staged, acl: 'public-read', sha256sums: 'true' });
  const acls = sent('x-amz-acl');
  expect(Object.keys(acls)).toContain('releases.json');
  expect(new Set(Object.values(acls))).toEqual(new Set(['public-read']));
});

test('acl: the probe for conditional writes too', async () => {
  await bench.publish({ 'artifact-dir': staged, acl: 'bucket-owner-full-control' });
  const probes = bench
    .requests()
    .filter(({ method, key }) => method === 'PUT' && key.includes('/.pv-actions/'));
  expect(probes.map(({ headers }) => headers['x-amz-acl'])).toEqual([
    'bucket-owner-full-control',
    'bucket-owner-full-control',
  ]);
});

test('object-tags: the objects of the machine, not the index that others share', async () => {
  await bench.publish({ 'artifact-dir': staged, 'object-tags': 'kind=release\nkeep until=2030/01' });
  const { 'releases.json': index, ...machine } = sent('x-amz-tagging');
  expect(index).toBeUndefined();
  expect(Object.keys(machine)).toContain('manifest.json');
  expect(new Set(Object.values(machine))).toEqual(new Set(['kind=release&keep%20until=2030%2F01']));
});

test('cache-control: the files, while the index and the manifests stay uncached', async () => {
  await bench.publish({ 'artifact-dir': staged, 'cache-control': 'public, max-age=31536000, immutable' });
  expect(sent('cache-control')).toEqual({
    'rpi-scarthgap-029.tar.gz': 'public, max-age=31536000, immutable',
    'pvexports-rpi-scarthgap-029.zip': 'public, max-age=31536000, immutable',
    'pantavisor-bsp-a.pvrexport.tgz': 'public, max-age=31536000, immutable',
    'pantavisor-bsp-b+c.pvrexport.tgz': 'public, max-age=31536000, immutable',
    'panta-sdk.sh': 'public, max-age=31536000, immutable',
    'x.manifest': 'public, max-age=31536000, immutable',
    'manifest.json': 'no-cache',
    'published.json': 'no-cache',
    'releases.json': 'no-cache',
  });
});

test('sha256sums: the output subjects has the lines of SHA256SUMS, and publishing again writes nothing', async () => {
  const result = await bench.publish({ 'artifact-dir': staged, sha256sums: 'true' });
  const sums = await bench.text(`${HERE}/SHA256SUMS`);
  expect(sums.match(/^[0-9a-f]{64} [ *]\S+$/gm)).toHaveLength(6);
  expect(result.outputs['subjects']).toBe(sums);
  bench.requests();
  await bench.publish({ 'artifact-dir': staged, sha256sums: 'true' });
  expect(bench.written()).toEqual([]);
});

test('outputs: what was read and uploaded, and what was there', async () => {
  const first = await bench.publish({ 'artifact-dir': staged });
  const files: { size: number }[] = JSON.parse(first.outputs['files'] ?? '');
  expect(first.outputs).toMatchObject({
    // The images, the pvrexports with both BSPs, the BSPs, the SDK, and the manifest.
    'bytes-read': String(60_000 + 7 + (3 + 5 + 5) + 5 + 5 + 10 + 13),
    'bytes-uploaded': String(files.reduce((sum, { size }) => sum + size, 0)),
    'files-skipped': '0',
    problems: '',
  });
  const second = await bench.publish({ 'artifact-dir': staged });
  expect(second.outputs).toMatchObject({ 'bytes-read': '0', 'bytes-uploaded': '0', 'files-skipped': '6' });
  expect(second.outputs['entry']).toBe(first.outputs['entry']);
});

describe('bundle-format: tar.zst', () => {
  test('names and describes the bundle so', async () => {
    const result = await bench.publish({ 'artifact-dir': staged, 'bundle-format': 'tar.zst' });
    expect(errorOf(result)).toBe('');
    const [device] = JSON.parse(await bench.text(INDEX)).stable['029'].devices;
    expect(device.full_image.url).toMatch(/\/029\/rpi-scarthgap\/rpi-scarthgap-029\.tar\.zst$/);
    const bytes = (await bench.read(`${HERE}/rpi-scarthgap-029.tar.zst`)) ?? Buffer.alloc(0);
    expect(bytes.subarray(0, 4).toString('hex')).toBe('28b52ffd');
    expect(sha256(bytes)).toBe(device.full_image.sha256);
    const types = sent('content-type');
    expect(types['rpi-scarthgap-029.tar.zst']).toBe('application/zstd');
  });

  test('over a bundle in the other form: refused, because the index names that one', async () => {
    await bench.publish({ 'artifact-dir': staged });
    const result = await bench.publish({ 'artifact-dir': staged, 'bundle-format': 'tar.zst' });
    expect(errorOf(result)).toContain(
      `${HERE}/rpi-scarthgap-029.tar.gz: published, but not part of this build.`,
    );
  });
});

test('compression-level: other bytes of the same content, so that a run with another level uploads nothing', async () => {
  await bench.publish({ 'artifact-dir': staged, 'compression-level': '1' });
  const bundle = await bench.read(`${HERE}/rpi-scarthgap-029.tar.gz`);
  bench.requests();
  const again = await bench.publish({ 'artifact-dir': staged, 'compression-level': '9' });
  expect(again.log).toContain('Everything was published already.');
  expect(await bench.read(`${HERE}/rpi-scarthgap-029.tar.gz`)).toEqual(bundle);
  await bench.publish({ 'artifact-dir': staged, 'compression-level': '9', prefix: 'other' });
  expect(await bench.read('other/029/rpi-scarthgap/rpi-scarthgap-029.tar.gz')).not.toEqual(bundle);
});

describe('phase: stage', () => {
  test('uploads the files and the manifest, and leaves the index as it is', async () => {
    const result = await bench.publish({ 'artifact-dir': staged, phase: 'stage' });
    expect(errorOf(result)).toBe('');
    expect(await bench.read(INDEX)).toBeUndefined();
    expect(await bench.read(`${HERE}/published.json`)).toBeUndefined();
    expect(JSON.parse(await bench.text(`${HERE}/manifest.json`)).files).toEqual(
      JSON.parse(result.outputs['files'] ?? ''),
    );
    expect(result.outputs['entry']).toBe('');
    expect(result.summary).toContain('The index names the machine when it is promoted.');
    bench.requests();
    const again = await bench.publish({ 'artifact-dir': staged, phase: 'stage' });
    expect(again.log).toContain('Everything was staged already. Nothing was written.');
    expect(bench.written()).toEqual([]);
  });

  test('of the same files from another commit: the manifest says the later commit', async () => {
    await bench.publish({ 'artifact-dir': staged, phase: 'stage' });
    const other = await stage(join(bench.folder, 'other'), 'rpi-scarthgap', undefined, 'e'.repeat(40));
    await bench.publish({ 'artifact-dir': other, phase: 'stage' }, { github: { sha: 'e'.repeat(40) } });
    expect(JSON.parse(await bench.text(`${HERE}/manifest.json`)).source.sha).toBe('e'.repeat(40));
  });

  test('again with overwrite and other files: they are replaced, and there is still no index', async () => {
    await bench.publish({ 'artifact-dir': staged, phase: 'stage' });
    const files = FILES.filter(({ kind }) => kind !== 'sdk');
    const other = await stage(join(bench.folder, 'fewer'), 'rpi-scarthgap', files);
    const inputs = { 'artifact-dir': other, phase: 'stage', overwrite: 'always' };
    expect(errorOf(await bench.publish(inputs))).toBe('');
    expect(await bench.read(INDEX)).toBeUndefined();
    expect(await bench.read(`${HERE}/panta-sdk.sh`)).toBeUndefined();
    expect(JSON.parse(await bench.text(`${HERE}/manifest.json`)).files).toHaveLength(5);
  });

  test('publish afterwards uploads nothing and names it', async () => {
    await bench.publish({ 'artifact-dir': staged, phase: 'stage' });
    const result = await bench.publish({ 'artifact-dir': staged });
    expect(result.outputs['files-skipped']).toBe('6');
    expect(JSON.parse(await bench.text(INDEX)).stable['029'].devices[0].name).toBe('rpi-scarthgap');
  });
});

describe('inputs that do not go together', () => {
  test.each([
    [{ 'artifact-dir': '' }, 'Input "artifact-dir" is missing.'],
    [{ 'artifact-dir': '', phase: 'stage' }, 'Input "artifact-dir" is missing.'],
    [{ phase: 'promote', sha: '' }, 'Input "sha" is missing.'],
    [{ tag: '*' }, 'Input "tag" is "*". Only `phase: verify` takes all tags.'],
    [{ 'compression-level': '12' }, 'Input "compression-level" is "12". gzip knows 1 to 9;'],
    [{ acl: 'everybody' }, 'Input "acl" is "everybody". Use one of: private, public-read,'],
    [{ sha: 'main' }, 'Input "sha" is "main". Use the full hash of a commit'],
    [{ 'object-tags': 'release' }, 'Input "object-tags" is "release".'],
    [{ 'cache-control': 'a\nb' }, 'Input "cache-control" is "a\\nb".'],
    [
      { phase: 'promote', machine: 'a' },
      'Input "machine" is "a", which goes with `publish` and `stage` only.',
    ],
    [{ phase: 'verify', overwrite: 'always' }, 'Input "overwrite" is "always", which goes with'],
    [{ deep: 'true' }, 'Input "deep" is "true", which goes with `promote` and `verify` only.'],
    [{ repair: 'true' }, 'Input "repair" is "true", which goes with `verify` only.'],
    [{ 'expected-machines': 'a' }, 'Input "expected-machines" is "a", which goes with `promote` only.'],
    [{ 'part-size-mb': '4' }, 'Input "part-size-mb" is "4". Use a whole number from 5 to 1024.'],
    [
      { 'expected-machines': 'a b/c' },
      'Input "expected-machines" is "a b/c". A machine name must not hold a slash.',
    ],
  ])('%j', async (inputs, message) => {
    const result = await bench.publish({ 'artifact-dir': staged, ...inputs });
    expect(result.exitCode).toBe(1);
    expect(errorOf(result)).toContain(message);
    expect(bench.written()).toEqual([]);
  });
});
