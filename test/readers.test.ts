import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { needing } from '@pv-actions/testkit/needing.ts';
import { noise } from '@pv-actions/testkit/seeded.ts';
import {
  type Bench,
  BUCKET,
  errorOf,
  openBench,
  PREFIX,
  stage,
} from '../actions/s3-release-publish/test/release.ts';
import { docsSite, flashingTool } from '../packages/core/test/release/readers.ts';

const MACHINE = 'rpi-scarthgap';
const IMAGE = Buffer.concat([
  Buffer.from('a partition table and a root file system\n'.repeat(200_000)),
  noise('squashfs', 9 * 1024 * 1024),
]);
const filesWith = (image: Buffer | string) => [
  { kind: 'image', path: 'images/starter.rootfs.wic', content: image },
  { kind: 'image', path: `images/${'long-'.repeat(30)}name.bmap`, content: '<bmap/>' },
  { kind: 'pvrexport', path: 'pvrexports/app.pvrexport.tgz', content: 'the app' },
  { kind: 'bsp', path: 'pvrexports/pantavisor-bsp-abc1234+v23.pvrexport.tgz', content: 'the BSP' },
  { kind: 'sdk', path: 'sdk/panta-sdk.sh', content: '#!/bin/sh\necho an SDK\n' },
];

let bench: Bench;
let downloads: string;
let count = 0;
beforeAll(async () => {
  bench = await openBench();
  const small = await stage(join(bench.folder, 'small'), MACHINE, filesWith('a small image'));
  const large = await stage(join(bench.folder, 'large'), MACHINE, filesWith(IMAGE));
  for (const inputs of [
    { tag: '028-rc9', 'artifact-dir': small },
    { tag: '028-rc10', 'artifact-dir': small, 'index-form': 'list' },
    { tag: '029', 'artifact-dir': large, sha256sums: 'true' },
    { tag: '030', 'artifact-dir': large, 'bundle-format': 'tar.zst' },
  ]) {
    expect(errorOf(await bench.publish(inputs))).toBe('');
  }
}, 60_000);
afterAll(() => bench?.close());

/** A fresh folder to download into. */
function folder(): string {
  count += 1;
  downloads = join(bench.folder, `downloads-${count}`);
  mkdirSync(downloads);
  return downloads;
}

/** Downloads a URL as the public does, without credentials. */
async function download(url: string, name: string): Promise<string> {
  const response = await fetch(url);
  expect(`${response.status} ${url}`).toBe(`200 ${url}`);
  const path = join(downloads, name);
  writeFileSync(path, Buffer.from(await response.arrayBuffer()));
  return path;
}

/** What a program prints. It must succeed. */
function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    cwd: downloads,
    maxBuffer: 2 ** 26,
  });
  expect({ program, args, status, stderr }).toEqual({ program, args, status: 0, stderr: '' });
  return stdout;
}

const urlOf = (tag: string, name: string): string =>
  `${bench.s3.endpoint}/${BUCKET}/${PREFIX}/${tag}/${MACHINE}/${name}`;
const sumOf = (path: string): string => run('sha256sum', ['-b', path]).slice(0, 64);
const index = async (): Promise<string> =>
  (await fetch(`${bench.s3.endpoint}/${BUCKET}/${PREFIX}/releases.json`)).text();

describe("the system's programs", () => {
  test('gunzip and tar read the bundle', async () => {
    folder();
    const bundle = await download(urlOf('029', `${MACHINE}-029.tar.gz`), 'bundle.tar.gz');
    run('gunzip', ['--test', bundle]);
    run('tar', ['-xzf', bundle]);
    expect(readFileSync(join(downloads, 'starter.rootfs.wic')).equals(IMAGE)).toBe(true);
    expect(readFileSync(join(downloads, `${'long-'.repeat(30)}name.bmap`), 'utf8')).toBe('<bmap/>');
  });

  needing('zstd')('zstd and tar read the bundle in the other form', async () => {
    folder();
    const bundle = await download(urlOf('030', `${MACHINE}-030.tar.zst`), 'bundle.tar.zst');
    run('zstd', ['--test', '--quiet', bundle]);
    run('tar', ['--zstd', '-xf', bundle]);
    expect(readFileSync(join(downloads, 'starter.rootfs.wic')).equals(IMAGE)).toBe(true);
  });

  needing('unzip', ['-v'])('unzip reads the pvrexports', async () => {
    folder();
    const zip = await download(urlOf('029', `pvexports-${MACHINE}-029.zip`), 'pvrexports.zip');
    expect(run('unzip', ['-t', zip])).toContain('No errors detected in compressed data');
    run('unzip', ['-q', zip]);
    expect(readFileSync(join(downloads, 'app.pvrexport.tgz'), 'utf8')).toBe('the app');
    expect(readFileSync(join(downloads, 'pantavisor-bsp-abc1234+v23.pvrexport.tgz'), 'utf8')).toBe('the BSP');
  });

  test('sha256sum -c reads SHA256SUMS', async () => {
    folder();
    await download(urlOf('029', 'SHA256SUMS'), 'SHA256SUMS');
    await download(urlOf('029', `${MACHINE}-029.tar.gz`), `${MACHINE}-029.tar.gz`);
    await download(urlOf('029', `pvexports-${MACHINE}-029.zip`), `pvexports-${MACHINE}-029.zip`);
    const bsp = 'pantavisor-bsp-abc1234+v23.pvrexport.tgz';
    await download(urlOf('029', encodeURIComponent(bsp)), bsp);
    await download(urlOf('029', 'panta-sdk.sh'), 'panta-sdk.sh');
    expect(run('sha256sum', ['--check', '--strict', 'SHA256SUMS']).trimEnd().split('\n')).toEqual([
      'panta-sdk.sh: OK',
      `${bsp}: OK`,
      `pvexports-${MACHINE}-029.zip: OK`,
      `${MACHINE}-029.tar.gz: OK`,
    ]);
  });

  needing('aws')(
    'the AWS command line lists and copies',
    async () => {
      folder();
      const env = {
        ...process.env,
        AWS_ACCESS_KEY_ID: bench.s3.accessKeyId,
        AWS_SECRET_ACCESS_KEY: bench.s3.secretAccessKey,
        AWS_REGION: bench.s3.region,
        AWS_CONFIG_FILE: '/dev/null',
        AWS_EC2_METADATA_DISABLED: 'true',
      };
      // The server is in this process, and must be able to answer meanwhile.
      const aws = async (...args: string[]): Promise<string> => {
        const all = ['--endpoint-url', bench.s3.endpoint, ...args];
        return (await promisify(execFile)('aws', all, { cwd: downloads, env })).stdout;
      };
      const place = `s3://${BUCKET}/${PREFIX}/029/${MACHINE}`;
      const listed = await aws('s3', 'ls', `${place}/`);
      expect(
        listed
          .trimEnd()
          .split('\n')
          .map((line) => line.split(/\s+/).at(-1)),
      ).toEqual([
        'SHA256SUMS',
        'manifest.json',
        'panta-sdk.sh',
        'pantavisor-bsp-abc1234+v23.pvrexport.tgz',
        'published.json',
        `pvexports-${MACHINE}-029.zip`,
        `${MACHINE}-029.tar.gz`,
      ]);
      await aws('s3', 'cp', '--quiet', `${place}/${MACHINE}-029.tar.gz`, 'bundle.tar.gz');
      run('tar', ['-xzf', 'bundle.tar.gz', 'starter.rootfs.wic']);
      expect(readFileSync(join(downloads, 'starter.rootfs.wic')).equals(IMAGE)).toBe(true);
    },
    60_000,
  );
});

describe('the flashing tool', () => {
  test('finds each release in either form, and what it downloads has the digest of the index', async () => {
    folder();
    const text = await index();
    const releases = [...flashingTool(text, 'stable'), ...flashingTool(text, 'release-candidate')];
    expect(releases.map(({ version, devices }) => [version, devices.map(({ name }) => name)])).toEqual([
      ['029', [MACHINE]],
      ['030', [MACHINE]],
      ['028-rc10', [MACHINE]],
      ['028-rc9', [MACHINE]],
    ]);
    for (const { version, date, devices } of releases) {
      expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d\+00:00$/);
      const parts = Object.values(devices[0] ?? {}).filter((part) => typeof part === 'object');
      expect(parts).toHaveLength(4);
      for (const part of parts as { url: string; sha256: string }[]) {
        expect(`${part.url} ${sumOf(await download(part.url, `part-${version}`))}`).toBe(
          `${part.url} ${part.sha256}`,
        );
      }
    }
  });
});

describe('the documentation site', () => {
  test.each(['current', 'older'])(
    'reads the docs of a tag in the %s form after a machine was published under it',
    async (form) => {
      folder();
      const tag = form === 'current' ? '031' : '032';
      const name = 'pantavisor-docs-1.tar.gz';
      mkdirSync(join(downloads, 'docs'));
      writeFileSync(join(downloads, 'docs', 'index.md'), '# Docs\n');
      run('tar', ['-czf', name, 'docs']);
      const tarball = readFileSync(join(downloads, name));
      const digest = sumOf(join(downloads, name));
      const url = `${bench.s3.endpoint}/${BUCKET}/${PREFIX}/${tag}/docs/${name}`;
      const docs = { name, hash: digest, sha256: digest, url };
      const index0 = JSON.parse(await index());
      index0.stable[tag] = form === 'current' ? { docs } : [{ docs }];
      await bench.put(`${PREFIX}/${tag}/docs/${name}`, tarball);
      await bench.put(`${PREFIX}/releases.json`, JSON.stringify(index0));

      const staged = join(bench.folder, 'small');
      expect(errorOf(await bench.publish({ 'artifact-dir': staged, tag }))).toBe('');
      const found = docsSite(await index(), 'stable', tag);
      expect(found).toEqual({ url, digests: [digest, digest] });
      run('tar', ['-xzOf', await download(found?.url ?? '', 'docs.tar.gz'), 'docs/index.md']);
      expect(flashingTool(await index(), 'stable').find(({ version }) => version === tag)?.devices).toEqual([
        expect.objectContaining({ name: MACHINE }),
      ]);
    },
  );
});
