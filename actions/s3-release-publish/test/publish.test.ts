import { spawnSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, BUCKET, errorOf, FILES, openBench, PREFIX, sha256, stage } from './release.ts';

const HERE = `${PREFIX}/029/rpi-scarthgap`;
const INDEX = `${PREFIX}/releases.json`;

let bench: Bench;
let staged: string;
beforeEach(async () => {
  bench = await openBench();
  staged = await stage(join(bench.folder, 'staged'));
});
afterEach(() => bench.close());

const text = (key: string): Promise<string> => bench.text(key);

/** What a program of the system prints about bytes that are given to it. */
function pipe(command: string, args: readonly string[], input?: Buffer): string {
  const { stdout, status, stderr } = spawnSync(command, args, { input });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return stdout.toString();
}

describe('a machine', () => {
  test('is published with its files, its manifest and its entry in the index', async () => {
    const inputs = { 'artifact-dir': staged, 'part-size-mb': '' };
    const result = await bench.publish(inputs, { inProcess: false });
    expect(errorOf(result)).toBe('');
    expect(result.exitCode).toBe(0);
    const base = `${bench.s3.endpoint}/${BUCKET}/${HERE}`;
    const index = JSON.parse(await text(INDEX));
    const devices = index.stable['029'].devices;
    expect(index.stable['029']['release-date']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d\+00:00$/);
    expect(devices).toEqual([
      {
        name: 'rpi-scarthgap',
        full_image: { url: `${base}/rpi-scarthgap-029.tar.gz`, sha256: expect.any(String) },
        pvrexports: { url: `${base}/pvexports-rpi-scarthgap-029.zip`, sha256: expect.any(String) },
        bsp: { url: `${base}/pantavisor-bsp-a.pvrexport.tgz`, sha256: sha256('bsp a') },
        sdk: { url: `${base}/panta-sdk.sh`, sha256: sha256('#!/bin/sh\n') },
        manifest: [{ name: 'x.manifest', url: `${base}/x.manifest`, sha256: sha256('a list of it\n') }],
      },
    ]);
    for (const part of ['full_image', 'pvrexports', 'bsp', 'sdk']) {
      const response = await fetch(devices[0][part].url);
      expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(devices[0][part].sha256);
    }
    expect(JSON.parse(result.outputs['entry'] ?? '')).toEqual(devices[0]);

    const manifest = JSON.parse(await text(`${HERE}/manifest.json`));
    expect(manifest).toMatchObject({
      schema: 1,
      name: 'rpi-scarthgap',
      tag: '029',
      channel: 'stable',
      source: { repository: 'pantacor/sample' },
      build: { verdict: 'success' },
    });
    expect(manifest.files.map((file: { kind: string; key: string }) => `${file.kind} ${file.key}`)).toEqual([
      `sdk ${HERE}/panta-sdk.sh`,
      `bsp ${HERE}/pantavisor-bsp-a.pvrexport.tgz`,
      `bsp ${HERE}/pantavisor-bsp-b+c.pvrexport.tgz`,
      `pvrexports ${HERE}/pvexports-rpi-scarthgap-029.zip`,
      `full_image ${HERE}/rpi-scarthgap-029.tar.gz`,
      `manifest ${HERE}/x.manifest`,
    ]);
    expect(manifest.files[2].url).toBe(`${base}/pantavisor-bsp-b%2Bc.pvrexport.tgz`);
    expect(JSON.parse(result.outputs['files'] ?? '')).toEqual(manifest.files);
    const published = JSON.parse(await text(`${HERE}/published.json`));
    expect(published['manifest-sha256']).toBe(sha256(await text(`${HERE}/manifest.json`)));
    expect(result.outputs['index-url']).toBe(`${bench.s3.endpoint}/${BUCKET}/${INDEX}`);
    expect(result.outputs['manifest-url']).toBe(`${base}/manifest.json`);
    expect(result.undeclaredOutputs).toEqual({});
    expect(result.log).not.toContain('[object Object]');
  });

  test("is listed by the system's tar and by Python's zipfile, in order, with a fixed owner, mode and time", async () => {
    await bench.publish({ 'artifact-dir': staged });
    const bundle = (await bench.read(`${HERE}/rpi-scarthgap-029.tar.gz`)) ?? Buffer.alloc(0);
    expect(pipe('tar', ['-tzvf', '-', '--utc', '--full-time'], bundle).trimEnd().split('\n')).toEqual([
      '-rw-r--r-- root/root     60000 1980-01-01 00:00:00 starter.rootfs.wic.bz2',
      '-rw-r--r-- root/root         7 1980-01-01 00:00:00 with blank.bmap',
    ]);
    const zip = join(bench.folder, 'x.zip');
    await writeFile(zip, (await bench.read(`${HERE}/pvexports-rpi-scarthgap-029.zip`)) ?? '');
    const script = `import zipfile\nprint(*zipfile.ZipFile(${JSON.stringify(zip)}).namelist(), sep="\\n")`;
    expect(pipe('python3', ['-c', script]).trimEnd().split('\n')).toEqual([
      'app-1.0.pvrexport.tgz',
      'pantavisor-bsp-a.pvrexport.tgz',
      'pantavisor-bsp-b+c.pvrexport.tgz',
    ]);
  });

  test('again: nothing is written, and the run says so', async () => {
    const first = await bench.publish({ 'artifact-dir': staged });
    const index = await text(INDEX);
    bench.requests();
    const second = await bench.publish({ 'artifact-dir': staged });
    expect(bench.written()).toEqual([]);
    expect(await text(INDEX)).toBe(index);
    expect(second.outputs).toEqual({
      ...first.outputs,
      'bytes-read': '0',
      'bytes-uploaded': '0',
      'files-skipped': '6',
    });
    expect(second.log).toContain('Everything was published already. Nothing was written.');
  });

  test('the same content from another folder at another time makes the same bytes', async () => {
    await bench.publish({ 'artifact-dir': staged });
    const bundle = await bench.read(`${HERE}/rpi-scarthgap-029.tar.gz`);
    const zip = await bench.read(`${HERE}/pvexports-rpi-scarthgap-029.zip`);
    const other = await stage(join(bench.folder, 'other'), 'rpi-scarthgap', [...FILES].reverse());
    for (const { path } of FILES) utimesSync(join(other, path), 1e9, 1e9);
    await bench.publish(
      { 'artifact-dir': other, prefix: 'elsewhere' },
      { env: { TZ: 'Asia/Tokyo' }, inProcess: false },
    );
    expect(await bench.read('elsewhere/029/rpi-scarthgap/rpi-scarthgap-029.tar.gz')).toEqual(bundle);
    expect(await bench.read('elsewhere/029/rpi-scarthgap/pvexports-rpi-scarthgap-029.zip')).toEqual(zip);
  });

  test('a part that was not built has no key', async () => {
    const only = FILES.filter(({ kind }) => kind === 'image');
    const folder = await stage(join(bench.folder, 'only'), 'tiny', only);
    await bench.publish({ 'artifact-dir': folder });
    const [device] = JSON.parse(await text(INDEX)).stable['029'].devices;
    expect(Object.keys(device)).toEqual(['name', 'full_image']);
  });

  test('a dry run reads, says what it would do, and writes nothing', async () => {
    const result = await bench.publish({ 'artifact-dir': staged, 'dry-run': 'true' });
    expect(result.exitCode).toBe(0);
    expect(bench.written()).toEqual([]);
    expect(result.summary).toContain(`<code>${HERE}/rpi-scarthgap-029.tar.gz</code> | would be uploaded`);
    expect(result.outputs).toMatchObject({ entry: '', files: '' });
  });

  test('candidates go to their channel, and the older form is written where it is asked for', async () => {
    await bench.publish({ 'artifact-dir': staged, tag: '030-rc1', 'index-form': 'list' });
    const entries = JSON.parse(await text(INDEX))['release-candidate']['030-rc1'];
    expect(entries.map((entry: object) => Object.keys(entry)[0])).toEqual(['name', 'timestamp']);
  });
});

describe('what others wrote', () => {
  test('stays byte for byte', async () => {
    const foreign =
      '{ "100":{"x":1.0},\n  "stable" : {"028":[{"name":"old","weird":1e3}, {"timestamp":"t"}]},"z":null }';
    await bench.put(INDEX, foreign);
    await bench.publish({ 'artifact-dir': staged });
    const after = await text(INDEX);
    for (const part of [
      '"100":{"x":1.0},\n  "stable" : {',
      '"028":[{"name":"old","weird":1e3}, {"timestamp":"t"}]',
      '},"z":null }',
    ]) {
      expect(after).toContain(part);
    }
    expect(JSON.parse(after).stable['029'].devices[0].name).toBe('rpi-scarthgap');
  });
});

describe('what is there already', () => {
  test('other content under a published name is refused, and nothing changes', async () => {
    await bench.publish({ 'artifact-dir': staged });
    const index = await text(INDEX);
    const changed = FILES.map((file) => (file.kind === 'image' ? { ...file, content: 'new' } : file));
    const folder = await stage(join(bench.folder, 'changed'), 'rpi-scarthgap', changed.slice(0, -2));
    bench.requests();
    const result = await bench.publish({ 'artifact-dir': folder });
    expect(result.exitCode).toBe(1);
    expect(errorOf(result)).toMatch(
      /^rpi-scarthgap 029 is published already in s3:\/\/pantavisor-ci\/meta-sample at .+, and this build differs:\n/,
    );
    expect(errorOf(result)).toContain(`${HERE}/rpi-scarthgap-029.tar.gz: published with other content.`);
    expect(errorOf(result)).toContain(`${HERE}/panta-sdk.sh: published, but not part of this build.`);
    expect(errorOf(result)).toContain('Publish this build under a new tag.');
    expect(bench.written()).toEqual([]);
    expect(await text(INDEX)).toBe(index);
  });

  test('it is refused also where only the manifest, or only the index, names it', async () => {
    const changed = FILES.map((file) => (file.kind === 'image' ? { ...file, content: 'new' } : file));
    const folder = await stage(join(bench.folder, 'changed'), 'rpi-scarthgap', changed);
    await bench.publish({ 'artifact-dir': staged });
    const manifest = await text(`${HERE}/manifest.json`);
    await bench.remove(`${HERE}/manifest.json`);
    const byIndex = await bench.publish({ 'artifact-dir': folder });
    expect(errorOf(byIndex)).toContain(`${HERE}/rpi-scarthgap-029.tar.gz: published with other content.`);
    await bench.put(`${HERE}/manifest.json`, manifest);
    await bench.remove(INDEX);
    const byManifest = await bench.publish({ 'artifact-dir': folder });
    expect(errorOf(byManifest)).toContain(`${HERE}/rpi-scarthgap-029.tar.gz: published with other content.`);
    await bench.remove(`${HERE}/manifest.json`);
    const bsp = { url: 'https://cdn/029/pantavisor-bsp-b+c.pvrexport.tgz', sha256: 'x' };
    await bench.put(
      INDEX,
      JSON.stringify({ stable: { '029': { devices: [{ name: 'rpi-scarthgap', bsp }] } } }),
    );
    const other = FILES.map((file) => (file.path.includes('b+c') ? { ...file, content: 'new' } : file));
    const otherFolder = await stage(join(bench.folder, 'other'), 'rpi-scarthgap', other);
    const byName = await bench.publish({ 'artifact-dir': otherFolder });
    expect(errorOf(byName)).toContain(
      `${HERE}/pantavisor-bsp-b+c.pvrexport.tgz: published with other content.`,
    );
  });

  test('objects that no manifest and no index names are replaced', async () => {
    await bench.put(`${HERE}/rpi-scarthgap-029.tar.gz`, 'half of an older run');
    const result = await bench.publish({ 'artifact-dir': staged });
    expect(result.exitCode).toBe(0);
    expect(result.summary).toContain('replaced');
    expect(pipe('tar', ['-tzf', '-'], await bench.read(`${HERE}/rpi-scarthgap-029.tar.gz`))).toContain(
      'starter',
    );
  });

  test('objects of a run that ended before its manifest are kept, and their digest is read from them', async () => {
    await bench.publish({ 'artifact-dir': staged });
    const index = await text(INDEX);
    for (const key of [`${HERE}/manifest.json`, `${HERE}/published.json`, INDEX]) await bench.remove(key);
    bench.requests();
    const result = await bench.publish({ 'artifact-dir': staged });
    expect(result.exitCode).toBe(0);
    expect(bench.written().filter((line) => !line.includes('.pv-actions'))).toEqual([
      `PUT ${HERE}/manifest.json`,
      `PUT ${INDEX}`,
      `PUT ${HERE}/published.json`,
    ]);
    const date = /"release-date": "[^"]+"/;
    expect((await text(INDEX)).replace(date, '')).toBe(index.replace(date, ''));
  });
});
