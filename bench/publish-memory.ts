import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import type { BundleFormat } from '../actions/s3-release-publish/src/plan.ts';
import { publish, type Staged, stageImages } from './bundle.ts';
import { writeImage } from './image.ts';
import { serverKinds, startServer } from './server.ts';
import { mebibytes, type Row, type Table, times } from './table.ts';

export interface PublishMemorySizes {
  /** Of the small input, one image. */
  readonly bytes: number;
  /** How many images the large input has. */
  readonly images: number;
  readonly runs: number;
  readonly formats: readonly BundleFormat[];
  /** It is the first of so many kinds of servers that is published on. */
  readonly servers: number;
}

interface Input {
  readonly name: string;
  readonly staged: Staged;
}

/** The memory of the stage at its peak: for a small input, for a large one, and for one that is read and packed fast. */
export async function benchPublishMemory(
  sizes: PublishMemorySizes,
  dist: string,
  folder: string,
): Promise<Table> {
  const inputs = await makeInputs(sizes, folder);
  const [kind = 'embedded'] = serverKinds(sizes.servers);
  const rows: Row[] = [];
  for (const format of sizes.formats) {
    const peaks = inputs.map((): number[] => []);
    for (let run = 0; run < sizes.runs; run++) {
      const buckets = join(folder, 'buckets');
      const server = await startServer(kind, buckets);
      try {
        for (const [at, { staged }] of inputs.entries()) {
          const { peak } = await publish(staged, `${run}0${at}`, format, { dist, server, folder });
          peaks[at]?.push(peak);
        }
      } finally {
        await server.close();
        await rm(buckets, { recursive: true, force: true });
      }
    }
    const [small = [], ...large] = peaks;
    rows.push(
      ...inputs.map(({ name }, at) => ({
        what: `${format}, ${name}`,
        values: peaks[at] ?? [],
        show: mebibytes,
        target: { text: 'less than 256 MiB', met: (value: number) => value < 256 * 1024 ** 2 },
      })),
      {
        what: `${format}, the largest of the smallest`,
        values: small.map((value, run) => Math.max(...large.map((each) => each[run] ?? 0)) / value),
        show: times,
        target: { text: 'at most 1.1 times', met: (value) => value <= 1.1 },
      },
    );
  }
  return {
    title: 'Memory of the stage at its peak',
    rows,
    notes: ['It is resident memory, with the pages of the Node program that it shares with others.'],
  };
}

async function makeInputs({ bytes, images }: PublishMemorySizes, folder: string): Promise<Input[]> {
  await mkdir(folder, { recursive: true });
  const image = join(folder, 'image.wic');
  const hole = join(folder, 'hole.wic');
  const total = bytes * images;
  const sha256 = await writeImage(image, bytes);
  await writeFile(hole, '');
  await truncate(hole, total);
  const names = Array.from({ length: images }, (_, at) => `image-${at}.wic`);
  const stage = (name: string, file: string, digest: string, as: readonly string[]): Promise<Staged> =>
    stageImages(join(folder, name), file, digest, as);
  return [
    { name: formatBytes(bytes), staged: await stage('one', image, sha256, ['image.wic']) },
    {
      name: `${images} images, ${formatBytes(total)}`,
      staged: await stage('many', image, sha256, names),
    },
    {
      name: `a sparse one, ${formatBytes(total)}`,
      staged: await stage('sparse', hole, await digestOf(hole), ['hole.wic']),
    },
  ];
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
