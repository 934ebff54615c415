import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import { stageArtifacts } from '../actions/kas-build/src/staging/staging.ts';
import { percent, seconds, type Table } from './table.ts';

export interface StagingSizes {
  readonly files: number;
  /** Of each file. */
  readonly bytes: number;
  readonly runs: number;
}

/** Images that can be hard-linked: staged, and hashed from a shell, one after the other in turn. */
export async function benchStaging({ files, bytes, runs }: StagingSizes, folder: string): Promise<Table> {
  const deploy = join(folder, 'deploy');
  const names = Array.from({ length: files }, (_, at) => `image-${at}.wic`);
  await mkdir(deploy, { recursive: true });
  for (const name of names) await writeImage(join(deploy, name), bytes);

  const artifactDir = join(folder, 'artifacts');
  const folders = { image: deploy, sdk: deploy, cve: deploy, licenses: deploy, cyclonedx: deploy };
  const chosen = names.map((name) => ({ kind: 'image', root: 'image', source: name, name }) as const);
  const stage = async (): Promise<string> => {
    const { artifacts } = await stageArtifacts(artifactDir, folders, chosen, (list) => ({
      schema: 1,
      machine: 'bench',
      artifacts: list,
    }));
    const { nlink } = await stat(join(artifactDir, artifacts[0]?.path ?? ''));
    if (nlink < 2) throw new Error('The images were copied, not linked.');
    return artifacts.map(({ sha256, name }) => `${sha256}  ${name}`).join('\n');
  };
  const hash = async (): Promise<string> => {
    const { stdout, status } = spawnSync('sha256sum', ['--', ...names], { cwd: deploy, encoding: 'utf8' });
    if (status !== 0) throw new Error('sha256sum failed.');
    return stdout.trimEnd();
  };
  if ((await hash()) !== (await stage())) throw new Error('The stage and sha256sum do not agree.');
  const hashed: number[] = [];
  const staged: number[] = [];
  for (let run = 0; run < runs; run++) {
    hashed.push(await timed(hash));
    staged.push(await timed(stage));
  }
  return {
    title: `Staging ${files} images of ${formatBytes(bytes)} that can be hard-linked, against sha256sum`,
    rows: [
      { what: 'sha256sum of the same files', values: hashed, show: seconds },
      { what: 'staging', values: staged, show: seconds },
      {
        what: 'staging costs more than hashing by',
        values: staged.map((value, at) => value / (hashed[at] ?? 0) - 1),
        show: percent,
        target: { text: 'at most 0 %', met: (value) => value <= 0 },
      },
    ],
    notes: ['The files were read before: both find them in memory as far as it reaches.'],
  };
}

/** Bytes that do not repeat within a file system block. */
async function writeImage(path: string, bytes: number): Promise<void> {
  const seed = randomBytes(1024 * 1024);
  await pipeline(
    function* () {
      for (let left = bytes; left > 0; left -= seed.length) {
        seed.writeDoubleLE(left);
        yield Buffer.from(seed.subarray(0, Math.min(left, seed.length)));
      }
    },
    createWriteStream(path, { flags: 'wx' }),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
