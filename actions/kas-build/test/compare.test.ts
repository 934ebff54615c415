import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import { readEarlier, sizeChanges } from '../src/report/compare.ts';

const artifact = (kind: string, name: string, size: number): Artifact => ({
  kind,
  name,
  path: `${kind}/${name}`,
  size,
  sha256: '0'.repeat(64),
});

describe('sizes against an earlier build', () => {
  test('of files with the same name, of one that is new, and of one that was empty', () => {
    const before = [artifact('image', 'a.wic', 1000), artifact('manifest', 'a.manifest', 0)];
    const now = [
      artifact('image', 'a.wic', 1234),
      artifact('sbom', 'a.spdx.json', 5),
      artifact('manifest', 'a.manifest', 7),
    ];
    expect(sizeChanges(before, now)).toEqual([
      { kind: 'image', name: 'a.wic', before: 1000, now: 1234, percent: 23.4 },
      { kind: 'sbom', name: 'a.spdx.json', now: 5 },
      { kind: 'manifest', name: 'a.manifest', before: 0, now: 7 },
    ]);
  });

  test('of files whose version and date differ', () => {
    const before = [artifact('pvrexport', 'pv-avahi-rpi-0.8-r0-20260101000000.pvrexport.tgz', 200)];
    const now = [artifact('pvrexport', 'pv-avahi-rpi-0.9-r1-20260603100012.pvrexport.tgz', 150)];
    expect(sizeChanges(before, now)).toEqual([{ ...change(now[0]), before: 200, now: 150, percent: -25 }]);
  });

  test('not of files of another kind, nor where it is not clear which one it was', () => {
    const before = [
      artifact('bsp', 'x-1.0.tgz', 1),
      artifact('image', 'y-1.0.wic', 1),
      artifact('image', 'y-1.1.wic', 2),
      artifact('image', 'z-1.0.wic', 1),
    ];
    const now = [
      artifact('pvrexport', 'x-1.0.tgz', 3),
      artifact('image', 'y-1.2.wic', 4),
      artifact('image', 'z-1.1.wic', 5),
      artifact('image', 'z-1.2.wic', 6),
    ];
    expect(sizeChanges(before, now)).toEqual([
      { kind: 'pvrexport', name: 'x-1.0.tgz', now: 3 },
      { kind: 'image', name: 'y-1.2.wic', now: 4 },
      { kind: 'image', name: 'z-1.1.wic', now: 5 },
      { kind: 'image', name: 'z-1.2.wic', now: 6 },
    ]);
  });

  function change(of: Artifact | undefined): { kind: string | undefined; name: string | undefined } {
    return { kind: of?.kind, name: of?.name };
  }
});

describe('an earlier artifacts.json', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compare-'));
    await writeFile(join(folder, 'artifacts.json'), '{"schema": 1, "machine": "rpi", "artifacts": []}');
    await writeFile(join(folder, 'other.json'), '{"schema": 2}');
    await writeFile(join(folder, 'text'), 'hello');
    spawnSync('mkfifo', [join(folder, 'pipe')]);
    await mkdir(join(folder, 'linked'));
    await symlink(join(folder, 'text'), join(folder, 'linked', 'artifacts.json'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is named itself, or by its folder', async () => {
    expect((await readEarlier(join(folder, 'artifacts.json'))).machine).toBe('rpi');
    expect((await readEarlier(folder)).machine).toBe('rpi');
  });

  test.each([
    ['gone', 'it does not exist.'],
    ['text', 'it is not JSON: Unexpected text at position 0 (line 1 column 1).'],
    ['pipe', 'it is not a regular file.'],
    ['linked', 'it is a link.'],
    ['other.json', 'Only schema 1 is known here.'],
  ])('that is something else is an error that says why: %s', async (name, reason) => {
    const failure = readEarlier(join(folder, name));
    await expect(failure).rejects.toThrow(`The build cannot be compared with ${join(folder, name)}: `);
    await expect(failure).rejects.toThrow(reason);
    await expect(failure).rejects.toMatchObject({ advice: expect.stringContaining('compare-with') });
  });
});
