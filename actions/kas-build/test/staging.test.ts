import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import {
  chmod,
  chown,
  link,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { DeployArtifact } from '@pv-actions/core/bitbake/deploy-selection.ts';
import type { Artifact, ArtifactsFile } from '@pv-actions/core/release/artifacts.ts';
import { type StagedFile, stageFile } from '../src/staging/stage-file.ts';
import { stageArtifacts } from '../src/staging/staging.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'staging-')));
  await mkdir(at('deploy'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function at(...names: string[]): string {
  return join(folder, ...names);
}

const image = (name: string, source = name): DeployArtifact => ({
  kind: 'image',
  root: 'image',
  source,
  name,
});

function stage(chosen: readonly DeployArtifact[], options = {}): Promise<ArtifactsFile> {
  const folders = { ...NOWHERE, image: at('deploy'), sdk: at('sdk'), cve: at('cve') };
  return stageArtifacts(
    at('out'),
    folders,
    chosen,
    (artifacts: Artifact[]) => ({ schema: 1, machine: 'rpi', artifacts }),
    options,
  );
}

const NOWHERE = { image: '', sdk: '', cve: '', licenses: '', cyclonedx: '' };

/** sha256 of nothing, and of `abc` (FIPS 180-2). */
const OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('a staged folder', () => {
  test('holds each file as a link, and artifacts.json with digests in the order that was chosen', async () => {
    await writeFile(at('deploy', 'b.wic'), 'abc');
    await writeFile(at('deploy', 'a.wic'), '');
    let looks = 0;
    const file = await stage([image('b.wic'), image('a.wic')], {
      goOn: () => {
        looks += 1;
      },
    });
    expect(file.artifacts).toEqual([
      { kind: 'image', path: 'images/b.wic', name: 'b.wic', size: 3, sha256: OF_ABC },
      { kind: 'image', path: 'images/a.wic', name: 'a.wic', size: 0, sha256: OF_NOTHING },
    ]);
    expect(JSON.parse(await readFile(at('out', 'artifacts.json'), 'utf8'))).toEqual(file);
    expect((await stat(at('out', 'images', 'b.wic'))).ino).toBe((await stat(at('deploy', 'b.wic'))).ino);
    expect(existsSync(at('out.partial'))).toBe(false);
    expect(looks).toBe(1);
  });

  test('has the extra files beside artifacts.json', async () => {
    await stage([], { extra: [{ name: 'kas.lock.yaml', text: 'a: 1\n' }] });
    expect(await readFile(at('out', 'kas.lock.yaml'), 'utf8')).toBe('a: 1\n');
  });

  test('is replaced as a whole, and keeps nothing of a run that was killed', async () => {
    await mkdir(at('out'));
    await writeFile(at('out', 'artifacts.json'), '{}');
    await writeFile(at('out', 'left-over'), '');
    await mkdir(at('out.partial'));
    await writeFile(at('out.partial', 'half'), '');
    await stage([]);
    expect(existsSync(at('out', 'left-over'))).toBe(false);
    expect(existsSync(at('out', 'half'))).toBe(false);
  });

  test('is refused where two files would have one name, before anything is written', async () => {
    await expect(stage([image('x', 'a/x'), image('x', 'b/x')])).rejects.toThrow(
      `Two files of the build would be published as x: ${at('deploy/a/x')} and ${at('deploy/b/x')}.`,
    );
    expect(existsSync(at('out.partial'))).toBe(false);
  });

  test('is not there when a file is missing', async () => {
    await writeFile(at('deploy', 'a'), 'abc');
    await expect(stage([image('a'), image('gone')])).rejects.toThrow(`${at('deploy', 'gone')} is missing.`);
    expect(existsSync(at('out'))).toBe(false);
    expect(existsSync(at('out.partial'))).toBe(false);
  });

  test('is not made where it cannot be written', async () => {
    await writeFile(at('file'), '');
    const failure = stageArtifacts(at('file', 'out'), NOWHERE, [], (artifacts) => ({
      schema: 1,
      machine: 'rpi',
      artifacts,
    }));
    await expect(failure).rejects.toThrow(
      `The artifact folder ${at('file', 'out')} cannot be used: ENOTDIR.`,
    );
  });
});

describe('a full disk', () => {
  test('is an error that names the folder and what is free', async () => {
    const describe = (): ArtifactsFile => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    const failure = await stageArtifacts(at('out'), NOWHERE, [], describe).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as UserError).message).toMatch(
      new RegExp(
        `^There is no space left to stage the artifacts in ${at('out')}: [\\d.]+ [KMGT]iB are free\\.$`,
      ),
    );
    expect(existsSync(at('out.partial'))).toBe(false);
  });
});

describe('a file that cannot be linked', () => {
  const OTHER_DEVICE = '/dev/shm';

  (existsSync(OTHER_DEVICE) ? test : test.skip)('is copied, whole and readable', async () => {
    const other = await mkdtemp(join(OTHER_DEVICE, 'staging-'));
    try {
      const content = Buffer.alloc(9 * 1024 * 1024 + 7, 'pantavisor');
      await writeFile(at('deploy', 'a'), content);
      await chmod(at('deploy', 'a'), 0o700);
      const staged = await stageFile(at('deploy', 'a'), join(other, 'a'));
      expect(staged).toEqual({
        size: 9 * 1024 * 1024 + 7,
        sha256: createHash('sha256').update(content).digest('hex'),
      });
      expect((await readFile(join(other, 'a'))).equals(content)).toBe(true);
      expect((await stat(join(other, 'a'))).mode & 0o555).toBe(0o544);
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });
});

describe('a file that changes while it is staged', () => {
  const LONG = 9 * 1024 * 1024;
  const OLD = new Date('2026-06-03T10:00:00Z');
  const content = Buffer.alloc(LONG, 'x');
  const other = Buffer.alloc(LONG, 'y');

  /** Stages `a` as `b`, and calls `change` while it is being read. */
  async function stageWhile(change: (path: string) => void): Promise<StagedFile> {
    await writeFile(at('a'), content);
    await utimes(at('a'), OLD, OLD);
    let told = 0;
    return stageFile(at('a'), at('b'), {
      goOn: () => {
        told += 1;
        if (told === 1) change(at('a'));
      },
    });
  }

  const changes: readonly (readonly [string, (path: string) => void])[] = [
    ['grows', (path) => appendFileSync(path, 'x')],
    ['shrinks', (path) => truncateSync(path, LONG / 2)],
    ['is written over', (path) => writeFileSync(path, other, { flag: 'r+' })],
  ];
  test.each(changes)('%s: there is no digest of it', async (_, change) => {
    await expect(stageWhile(change)).rejects.toThrow(`${at('a')} changed while it was staged.`);
  });

  test('a link stays with the file that was there when another one replaces it', async () => {
    const staged = await stageWhile((path) => {
      rmSync(path);
      writeFileSync(path, other);
    });
    expect(staged.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect((await readFile(at('b'))).equals(content)).toBe(true);
  });
});

describe('what is no file of the folder any more when it is staged', () => {
  const listed = (path: string): string =>
    `${at('deploy', path)} ${path === 'pipe' ? 'is not a regular file' : 'is a link'}. When the deploy folder was listed, it was a file.`;

  test('a link is not followed', async () => {
    await writeFile(at('secret'), 'of somebody else');
    await symlink(at('secret'), at('deploy', 'a'));
    await expect(stage([image('a')])).rejects.toThrow(listed('a'));
    expect(existsSync(at('out.partial'))).toBe(false);
  });

  test('a pipe is not waited for', async () => {
    expect(spawnSync('mkfifo', [at('deploy', 'pipe')]).status).toBe(0);
    await expect(stage([image('pipe')])).rejects.toThrow(listed('pipe'));
  });

  test('a folder that became a link is not followed', async () => {
    await mkdir(at('secret'));
    await writeFile(at('secret', 'x.wic'), 'of somebody else');
    await symlink(at('secret'), at('deploy', 'a'));
    await expect(stage([image('x.wic', 'a/x.wic')])).rejects.toThrow('is reached through a link');
    expect(existsSync(at('out'))).toBe(false);
  });

  test('a folder that becomes a link after its file was opened: no link to the other file stays', async () => {
    await mkdir(at('secret'));
    await mkdir(at('deploy', 'a'));
    await writeFile(at('secret', 'x.wic'), 'of somebody else');
    await writeFile(at('deploy', 'a', 'x.wic'), 'abc');
    const swapped = async (source: string, target: string): Promise<void> => {
      await rename(at('deploy', 'a'), at('deploy', 'kept'));
      await symlink(at('secret'), at('deploy', 'a'));
      await link(source, target);
    };
    await expect(stageFile(at('deploy', 'a', 'x.wic'), at('staged'), { link: swapped })).rejects.toThrow(
      `${at('deploy', 'a', 'x.wic')} changed while it was staged.`,
    );
    expect(existsSync(at('staged'))).toBe(false);
    expect((await stat(at('secret', 'x.wic'))).nlink).toBe(1);
  });

  (process.getuid?.() === 0 ? test : test.skip)(
    'a file of another user than the build (needs root)',
    async () => {
      await writeFile(at('deploy', 'a'), 'abc');
      await chown(at('deploy', 'a'), 12_345, 12_345);
      expect((await stage([image('a')], { owner: 12_345 })).artifacts).toHaveLength(1);
      await writeFile(at('secret'), 'of root');
      await link(at('secret'), at('deploy', 'b'));
      await expect(stage([image('b')], { owner: 12_345 })).rejects.toThrow(
        `${at('deploy', 'b')} belongs to the uid 0, not to the uid 12345 that left it.`,
      );
    },
  );
});
