import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, BUCKET, errorOf, openBench, PREFIX, type StagedFile, sha256, stage } from './release.ts';

const HERE = `${PREFIX}/029/rpi-scarthgap`;
const INDEX = `${PREFIX}/releases.json`;
const WIC = 'wic bytes\n'.repeat(3000);
const FILES: readonly StagedFile[] = [
  { kind: 'image', path: 'images/x.rootfs.wic.bz2', content: WIC },
  { kind: 'image', path: 'images/x.rootfs.wic.bmap', content: '<bmap/>' },
  { kind: 'image', path: 'images/x.rootfs.qcomflash.tar.gz', content: 'qcom' },
  { kind: 'sbom', path: 'sbom/x+1.spdx.json', content: '{"sbom":1}' },
  { kind: 'sbom', path: 'sbom/y.spdx.tar.zst', content: 'sbom' },
  { kind: 'cve', path: 'cve/cve-summary.json', content: '{}' },
  { kind: 'docs', path: 'docs/pantavisor-x.docs.tar.zst', content: 'docs' },
  { kind: 'pvtest-distro', path: 'pvtest/distro-1/run me.sh', content: '#!/bin/sh\n' },
];

let bench: Bench;
let staged: string;
beforeEach(async () => {
  bench = await openBench();
  staged = await stage(join(bench.folder, 'staged'), 'rpi-scarthgap', FILES);
});
afterEach(() => bench.close());

const url = (name: string): string => `${bench.s3.endpoint}/${BUCKET}/${HERE}/${name}`;
const deviceNow = async () => JSON.parse(await bench.text(INDEX)).stable['029'].devices[0];
const listed = (name: string, content: string, encoded = name) => ({
  name,
  url: url(encoded),
  sha256: sha256(content),
});
const further = () => ({
  pvtest_distro: [listed('distro-1/run me.sh', '#!/bin/sh\n', 'distro-1/run%20me.sh')],
  sbom: [listed('x+1.spdx.json', '{"sbom":1}', 'x%2B1.spdx.json'), listed('y.spdx.tar.zst', 'sbom')],
  cve: [listed('cve-summary.json', '{}')],
  docs_archive: [listed('pantavisor-x.docs.tar.zst', 'docs')],
});

test('files of every kind are uploaded by their names, named in manifest and index, and verified', async () => {
  const result = await bench.publish({ 'artifact-dir': staged, sha256sums: 'true' }, { inProcess: false });
  expect([result.exitCode, result.annotations]).toEqual([0, []]);
  const device = await deviceNow();
  expect(device).toEqual({
    name: 'rpi-scarthgap',
    full_image: { url: url('rpi-scarthgap-029.tar.gz'), sha256: expect.any(String) },
    ...further(),
  });
  expect(JSON.parse(result.outputs['entry'] ?? '')).toEqual(device);
  for (const { url: address, sha256: digest } of [...device.sbom, ...device.pvtest_distro]) {
    const response = await fetch(address);
    expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(digest);
  }
  const { files } = JSON.parse(await bench.text(`${HERE}/manifest.json`));
  expect(
    files.map((file: { kind: string; key: string }) => `${file.kind} ${file.key.slice(HERE.length + 1)}`),
  ).toEqual([
    'cve cve-summary.json',
    'pvtest-distro distro-1/run me.sh',
    'docs pantavisor-x.docs.tar.zst',
    'full_image rpi-scarthgap-029.tar.gz',
    'sbom x+1.spdx.json',
    'sbom y.spdx.tar.zst',
  ]);
  expect(await bench.text(`${HERE}/SHA256SUMS`)).toContain(`${sha256('#!/bin/sh\n')}  distro-1/run me.sh\n`);
  expect(result.summary).toContain('distro-1/run me.sh');

  const verified = await bench.publish({ phase: 'verify', deep: 'true' });
  expect([verified.exitCode, verified.outputs['problems']]).toEqual([0, '[]']);
  bench.requests();
  const again = await bench.publish({ 'artifact-dir': staged, sha256sums: 'true' });
  expect([again.exitCode, bench.written()]).toEqual([0, []]);
});

describe('layout: files', () => {
  const inputs = { layout: 'files', files: 'none' };

  test('each image is there as it is, under its own name, and nothing is packed', async () => {
    const result = await bench.publish({ 'artifact-dir': staged, ...inputs });
    expect([result.exitCode, result.annotations]).toEqual([0, []]);
    expect(await deviceNow()).toEqual({
      name: 'rpi-scarthgap',
      full_image: { url: url('x.rootfs.wic.bz2'), sha256: sha256(WIC) },
      images: [listed('x.rootfs.qcomflash.tar.gz', 'qcom'), listed('x.rootfs.wic.bmap', '<bmap/>')],
    });
    expect(await bench.text(`${HERE}/x.rootfs.wic.bz2`)).toBe(WIC);
    expect(await bench.read(`${HERE}/rpi-scarthgap-029.tar.gz`)).toBeUndefined();
    const left =
      'Left out, as the input files says: 2 files of the kind "sbom" ("x+1.spdx.json", "y.spdx.tar.zst"); ';
    expect(result.log).toContain(left);
    expect(result.summary).toContain('2 files of the kind');
  });

  test('and the bundle, where both are wanted', async () => {
    const result = await bench.publish({ 'artifact-dir': staged, ...inputs, layout: 'bundle, files' });
    expect(result.exitCode).toBe(0);
    const device = await deviceNow();
    expect(device.full_image.url).toBe(url('rpi-scarthgap-029.tar.gz'));
    expect(device.images.map(({ name }: { name: string }) => name)).toEqual([
      'x.rootfs.qcomflash.tar.gz',
      'x.rootfs.wic.bmap',
      'x.rootfs.wic.bz2',
    ]);
    const bundle = await bench.read(`${HERE}/rpi-scarthgap-029.tar.gz`);
    const { stdout } = spawnSync('tar', ['-tzf', '-'], { input: bundle ?? Buffer.alloc(0) });
    expect(stdout.toString().trimEnd().split('\n')).toHaveLength(3);
  });

  test('another layout of a published machine is another content', async () => {
    await bench.publish({ 'artifact-dir': staged, files: 'none' });
    const index = await bench.text(INDEX);
    const refused = await bench.publish({ 'artifact-dir': staged, ...inputs });
    expect(errorOf(refused)).toContain(
      `${HERE}/rpi-scarthgap-029.tar.gz: published, but not part of this build.`,
    );
    expect(await bench.text(INDEX)).toBe(index);
    const replaced = await bench.publish({ 'artifact-dir': staged, ...inputs, overwrite: 'always' });
    expect(replaced.exitCode).toBe(0);
    expect((await deviceNow()).full_image.url).toBe(url('x.rootfs.wic.bz2'));
    expect(await bench.read(`${HERE}/rpi-scarthgap-029.tar.gz`)).toBeUndefined();
  });
});

describe('files of further kinds', () => {
  test('are added to a machine that was published without them', async () => {
    await bench.publish({ 'artifact-dir': staged, files: 'none' });
    expect(Object.keys(await deviceNow())).toEqual(['name', 'full_image']);
    const result = await bench.publish({ 'artifact-dir': staged, files: 'sbom cve' });
    expect(result.outputs['files-skipped']).toBe('1');
    const { sbom, cve } = further();
    expect(await deviceNow()).toMatchObject({ sbom, cve });
    expect(Object.keys(await deviceNow())).toEqual(['name', 'full_image', 'sbom', 'cve']);
  });

  test('stay as they are published: other content, and none, are refused', async () => {
    await bench.publish({ 'artifact-dir': staged });
    const index = await bench.text(INDEX);
    const changed = FILES.map((file) => (file.kind === 'pvtest-distro' ? { ...file, content: 'new' } : file));
    const other = await stage(join(bench.folder, 'other'), 'rpi-scarthgap', changed);
    expect(errorOf(await bench.publish({ 'artifact-dir': other }))).toContain(
      `${HERE}/distro-1/run me.sh: published with other content.`,
    );
    expect(errorOf(await bench.publish({ 'artifact-dir': staged, files: 'none' }))).toContain(
      `${HERE}/x+1.spdx.json: published, but not part of this build.`,
    );
    // The index alone names them.
    await bench.remove(`${HERE}/manifest.json`);
    const byIndex = errorOf(await bench.publish({ 'artifact-dir': other, files: 'pvtest-distro' }));
    expect(byIndex).toContain(`${HERE}/distro-1/run me.sh: published with other content.`);
    expect(byIndex).toContain(`${url('x%2B1.spdx.json')}: named by the index, but not part of this build.`);
    expect(byIndex).not.toContain(`${url('distro-1/run%20me.sh')}: named`);
    expect(await bench.text(INDEX)).toBe(index);
  });

  test('are promoted with their machine, and come back from manifests when the index is lost', async () => {
    await bench.publish({ 'artifact-dir': staged, phase: 'stage' });
    const promoted = await bench.publish({ phase: 'promote', sha: '0'.repeat(40) });
    expect([promoted.exitCode, promoted.annotations]).toEqual([0, []]);
    expect(promoted.outputs['subjects']).toContain('  rpi-scarthgap/distro-1/run me.sh\n');
    expect(promoted.summary).toContain('full\\_image, pvtest\\_distro, sbom, cve, docs\\_archive');
    const index = JSON.parse(await bench.text(INDEX));
    expect(index.stable['029'].devices[0]).toMatchObject(further());
    const lost = structuredClone(index);
    lost.stable['029'].devices[0].sbom.pop();
    await bench.put(INDEX, JSON.stringify(lost));
    const found = await bench.publish({ phase: 'verify' });
    expect(JSON.parse(found.outputs['problems'] ?? '')).toMatchObject([
      { part: 'sbom', problem: 'Published, but not in the index.' },
    ]);
    await bench.remove(INDEX);
    expect((await bench.publish({ phase: 'verify', repair: 'true' })).exitCode).toBe(0);
    expect((await deviceNow()).sbom).toEqual(further().sbom);
    await bench.remove(`${HERE}/y.spdx.tar.zst`);
    const gone = await bench.publish({ phase: 'verify' });
    expect(JSON.parse(gone.outputs['problems'] ?? '')).toMatchObject([
      { part: 'sbom', url: url('y.spdx.tar.zst'), problem: 'The object is not there.' },
    ]);
  });

  test('are read through and held against artifacts.json like the others', async () => {
    await rm(join(staged, 'sbom/y.spdx.tar.zst'));
    expect(errorOf(await bench.publish({ 'artifact-dir': staged }))).toContain('sbom/y.spdx.tar.zst ');
    expect((await bench.publish({ 'artifact-dir': staged, files: 'cve' })).exitCode).toBe(0);
  });
});

test('a bundle that the flashing tool does not unpack is a warning, in log and summary', async () => {
  const result = await bench.publish({ 'artifact-dir': staged, 'bundle-format': 'tar.zst' });
  expect(result.exitCode).toBe(0);
  expect(result.annotations.map(({ level, message }) => [level, message.slice(0, 63)])).toEqual([
    ['warning', "rpi-scarthgap-029.tar.zst is a bundle that Pantavisor's flashing".slice(0, 63)],
  ]);
  expect(result.summary).toContain('does not unpack');
  const dry = await bench.publish({
    'artifact-dir': staged,
    tag: '030',
    'bundle-format': 'tar.zst',
    'dry-run': 'true',
  });
  expect(dry.summary).toContain('does not unpack');
});

test.each([
  [{ layout: 'flat' }, 'Input "layout" is "flat". Use bundle, files, or both.'],
  [
    { files: 'sbom isos' },
    'Input "files" is "sbom isos". There is no such kind: "isos". Use all, none, or any of pvtest-distro, flash-bundle, tezi, manifest, sbom, cve, docs, license, provenance, testdata, debug.',
  ],
  [
    { files: 'none sbom' },
    'Input "files" is "none sbom". Use all or none alone, or the kinds that you want.',
  ],
  [
    { 'bundle-format': 'tar.zst', 'gzip-members': 'one' },
    'Input "gzip-members" is "one", which goes with `bundle-format: tar.gz` only.',
  ],
])('%j is refused', async (inputs, message) => {
  expect(errorOf(await bench.publish({ 'artifact-dir': staged, ...inputs })).split('\n')[0]).toBe(message);
});
