import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import { machineKey } from '@pv-actions/core/release/keys.ts';
import type { BundleFormat } from '../actions/s3-release-publish/src/plan.ts';
import { checkBundle, type Published, publish, type Staged, stageImages } from './bundle.ts';
import { CONTENTS, type ImageContent } from './contents.ts';
import { baseEnvironment, timed } from './processes.ts';
import { type BenchServer, serverKinds, startServer, timeAlone } from './server.ts';
import { findUploader, publishByShell, type ShellRun } from './shell.ts';
import { percent, type Row, seconds, type Table, times } from './table.ts';

export interface PublishSizes {
  /** Sizes of images with each content, in bytes. */
  readonly bytes: readonly number[];
  /** Of contents, from the first on. */
  readonly contents: number;
  readonly rounds: number;
}

/** Of an image that says nothing about compressing. */
const SMALL_BYTES = 1024 * 1024;
const FORMATS: readonly BundleFormat[] = ['tar.gz', 'tar.zst'];
const FASTER: Readonly<Record<BundleFormat, number>> = { 'tar.gz': 2.3, 'tar.zst': 3 };

/** A run of the stage, and its halves alone. In seconds. */
interface Run extends Published {
  readonly compress: number;
  readonly upload: number;
  /** CPU time of the stage and of the server, spread over the cores. */
  readonly cpuPerCore: number;
}

/** A table for each content and size. */
export async function benchPublish(sizes: PublishSizes, dist: string, folder: string): Promise<Table[]> {
  const tables: Table[] = [];
  for (const content of CONTENTS.slice(0, sizes.contents)) {
    for (const bytes of sizes.bytes.filter((each) => each >= content.least)) {
      tables.push(await benchImage(content, bytes, sizes.rounds, dist, folder));
      await rm(folder, { recursive: true });
    }
  }
  return tables;
}

/** One image published by the shell and by the stage, in turn, on the same server. */
async function benchImage(
  content: ImageContent,
  bytes: number,
  rounds: number,
  dist: string,
  folder: string,
): Promise<Table> {
  await mkdir(folder, { recursive: true });
  const image = join(folder, 'image.wic');
  const sha256 = await content.write(image, bytes);
  const staged = await stageImages(join(folder, 'staged'), image, sha256, ['image.wic']);
  const uploader = await findUploader(folder);
  const [kind = 'embedded'] = serverKinds();
  const shell: ShellRun[] = [];
  const stage: Readonly<Record<BundleFormat, Run[]>> = { 'tar.gz': [], 'tar.zst': [] };
  const leftPacked = new Set<BundleFormat>();

  for (let round = 0; round < rounds; round++) {
    // Ceph holds everything in memory, and keeps for hours what was removed: each round has a server of its own.
    const buckets = join(folder, `buckets-${round}`);
    const server = await startServer(kind, buckets);
    try {
      const place = { dist, server, folder };
      const published = new Map<BundleFormat, Published>();
      const byShell = async (): Promise<void> => {
        shell.push(await publishByShell(image, `${round}01`, uploader, server, folder));
      };
      const byStage = FORMATS.map((format, at) => async (): Promise<void> => {
        published.set(format, await publish(staged, `${round}0${at + 2}`, format, place));
      });
      const ways = [byShell, ...byStage];
      for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
        await quiet(folder);
        await way();
      }
      for (const format of FORMATS) {
        const run = published.get(format);
        if (run === undefined) throw new Error(`${format} was not published.`);
        const file = join(folder, `bundle.${format}`);
        if (!(await checkBundle(run, format, sha256, server, file))) leftPacked.add(format);
        stage[format].push({
          ...run,
          ...(await alone(format, file, staged, server, folder)),
          ...perCore(run),
        });
      }
    } finally {
      await server.close();
      await rm(buckets, { recursive: true, force: true });
    }
  }
  return {
    title: `Publishing an image of ${formatBytes(bytes)}, ${content.name}: the stage, against tar -czf, sha256sum and an upload`,
    rows: rowsOf(shell, stage, uploader.name, bytes),
    notes: [
      `The server is ${kind === 'ceph' ? 'Ceph' : 'the embedded S3, as there is no Ceph'}, on the same machine.`,
      'The greatest of three: compressing alone, uploading alone, and the CPU time of the stage and of the server over the number of cores.',
      'What was published was read back each time, and unpacked with tar to the same image.',
      ...[...leftPacked].map(
        (format) => `But ${format} was not unpacked: this machine has no program for it.`,
      ),
    ],
  };
}

/** What was written before is on the disk: it does not slow down what comes now. */
async function quiet(folder: string): Promise<void> {
  await timed(['sync'], { cwd: folder, env: baseEnvironment(), output: join(folder, 'sync') });
}

async function alone(
  format: BundleFormat,
  bundle: string,
  staged: Staged,
  server: BenchServer,
  folder: string,
): Promise<{ compress: number; upload: number }> {
  await quiet(folder);
  const compress = await timeAlone(server, ['compress', format, staged.folder], folder);
  await quiet(folder);
  const key = machineKey(server.settings.prefix, 'alone', format, 'bundle');
  return { compress, upload: await timeAlone(server, ['upload', bundle, key], folder) };
}

function perCore({ cpu, serverCpu }: Published): { cpuPerCore: number } {
  return { cpuPerCore: (cpu + serverCpu) / availableParallelism() };
}

function rowsOf(
  shell: readonly ShellRun[],
  stage: Readonly<Record<BundleFormat, readonly Run[]>>,
  uploader: string,
  bytes: number,
): Row[] {
  const shellTotal = shell.map(({ total }) => total);
  const ratios = FORMATS.flatMap((format): Row[] => {
    const runs = stage[format];
    const inTurn = (of: (run: Run, shell: ShellRun) => number): number[] =>
      runs.map((run, at) => of(run, shell[at] as ShellRun));
    const faster = FASTER[format];
    // The requests and the start decide here, whatever is in the image.
    if (bytes <= SMALL_BYTES) {
      return [
        {
          what: `${format}: the stage`,
          values: runs.map((run) => run.seconds),
          show: seconds,
          target: { text: 'less than 1.2 s', met: (value) => value < 1.2 },
        },
      ];
    }
    return [
      {
        what: `${format}: faster than the shell`,
        values: inTurn((run, { total }) => total / run.seconds),
        show: times,
        target: { text: `at least ${faster} times`, met: (value) => value >= faster },
      },
      {
        what: `${format}: larger than gzip -6`,
        values: inTurn((run, { size }) => run.bundle.size / size - 1),
        show: percent,
        target: { text: 'at most 2 %', met: (value) => value <= 0.02 },
      },
      {
        what: `${format}: its time, of the greatest of three`,
        values: runs.map((run) => run.seconds / Math.max(run.compress, run.upload, run.cpuPerCore)),
        show: times,
        target: { text: 'at most 1.25 times', met: (value) => value <= 1.25 },
      },
    ];
  });
  const details = FORMATS.flatMap((format): Row[] => {
    const row = (what: string, of: (run: Run) => number): Row => ({
      what,
      values: stage[format].map(of),
      show: seconds,
    });
    return [
      row(`${format}: the stage`, (run) => run.seconds),
      row('  compressing alone', (run) => run.compress),
      row('  uploading alone', (run) => run.upload),
      row('  CPU time over the cores', (run) => run.cpuPerCore),
      row('  CPU time of the stage', (run) => run.cpu),
      row('  CPU time of the server', (run) => run.serverCpu),
    ];
  });
  const ofShell = (what: string, of: (run: ShellRun) => number): Row => ({
    what,
    values: shell.map(of),
    show: seconds,
  });
  return [
    ...ratios,
    { what: 'the shell', values: shellTotal, show: seconds },
    ofShell('  tar -czf', (run) => run.tar),
    ofShell('  sha256sum', (run) => run.sha256sum),
    ofShell(`  ${uploader}`, (run) => run.upload),
    ...details,
  ];
}
