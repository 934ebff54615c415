import { createWriteStream } from 'node:fs';
import { link, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Artifact, artifactsText } from '@pv-actions/core/release/artifacts.ts';
import { manifestKey } from '@pv-actions/core/release/keys.ts';
import { type ManifestFile, parseManifest } from '@pv-actions/core/release/manifest.ts';
import type { BundleFormat } from '../actions/s3-release-publish/src/plan.ts';
import { baseEnvironment, findOnPath, type Taken, timed, timedNode } from './processes.ts';
import { type BenchServer, benchStore, storeInputs } from './server.ts';
import { prepareStage } from './stage.ts';

export const MACHINE = 'bench-scarthgap';

/** A folder as kas-build stages it. */
export interface Staged {
  readonly folder: string;
  readonly artifacts: readonly Artifact[];
}

/** Stages the file `image` under `names`, as links to it. Its digest is `sha256`. */
export async function stageImages(
  folder: string,
  image: string,
  sha256: string,
  names: readonly string[],
): Promise<Staged> {
  await mkdir(join(folder, 'images'), { recursive: true });
  const { size } = await stat(image);
  const artifacts = names.map((name) => ({ kind: 'image', path: `images/${name}`, name, size, sha256 }));
  for (const { path } of artifacts) await link(image, join(folder, path));
  const text = artifactsText({ schema: 1, machine: MACHINE, artifacts });
  await writeFile(join(folder, 'artifacts.json'), text);
  return { folder, artifacts };
}

/** Where the stage runs: the bundle that is measured, the server, and a folder for what is written on the way. */
export interface Place {
  readonly dist: string;
  readonly server: BenchServer;
  readonly folder: string;
}

/** A run of the stage. In seconds, and in bytes. */
export interface Published extends Taken {
  /** Of the whole process. */
  readonly seconds: number;
  /** CPU time of the server's processes meanwhile. */
  readonly serverCpu: number;
  /** The bundle, as manifest.json has it. */
  readonly bundle: ManifestFile;
}

/** Publishes a staged folder with the stage, in a process of its own, under a tag that is new. */
export async function publish(
  staged: Staged,
  tag: string,
  format: BundleFormat,
  { server, dist, folder }: Place,
): Promise<Published> {
  const inputs = {
    'artifact-dir': staged.folder,
    tag,
    ...storeInputs(server),
    ...(format === 'tar.gz' ? {} : { 'bundle-format': format }),
  };
  const temp = join(folder, 'temp');
  const { script, env } = await prepareStage('s3-release-publish', inputs, { dist, folder: temp });
  const before = await server.cpu();
  const taken = await timedNode([script], { cwd: temp, env, output: join(folder, 'console') });
  const serverCpu = (await server.cpu()) - before;
  const key = manifestKey(server.settings.prefix, tag, MACHINE);
  const manifest = parseManifest((await benchStore(server.settings).text(key)) ?? '', key);
  const bundle = manifest.files.find(({ kind }) => kind === 'full_image');
  if (bundle === undefined) throw new Error(`${key} names no bundle.`);
  return { ...taken, serverCpu, bundle };
}

const UNPACKERS: Readonly<Record<BundleFormat, string>> = { 'tar.gz': 'gzip', 'tar.zst': 'zstd' };

/**
 * Reads a published bundle back into the file `to`, and unpacks it with the system's tools. Resolves to false where the machine
 * has none for it: then its digest was checked only.
 *
 * @throws Error when its digest, or the one of the image in it, is another.
 */
export async function checkBundle(
  { bundle }: Published,
  format: BundleFormat,
  image: string,
  server: BenchServer,
  to: string,
): Promise<boolean> {
  const client = new S3Client(server.settings);
  const { Body } = await client.send(
    new GetObjectCommand({ Bucket: server.settings.bucket, Key: bundle.key }),
  );
  await pipeline(Body as Readable, createWriteStream(to));
  client.destroy();
  const sha256sum = (command: string): Promise<string> => digestPrintedBy(command, to);
  if ((await sha256sum('sha256sum < "$0"')) !== bundle.sha256) {
    throw new Error(`${bundle.key} has another digest than manifest.json says.`);
  }
  const unpacker = UNPACKERS[format];
  if ((await findOnPath(unpacker)) === undefined) return false;
  if ((await sha256sum(`${unpacker} -dc < "$0" | tar -xOf - | sha256sum`)) !== image) {
    throw new Error(`${bundle.key} does not unpack to the image.`);
  }
  return true;
}

async function digestPrintedBy(command: string, file: string): Promise<string> {
  const output = `${file}.sum`;
  const script = `set -eo pipefail; ${command}`;
  await timed(['bash', '-c', script, file], { cwd: '/', env: baseEnvironment(), output });
  return (await readFile(output, 'utf8')).split(' ')[0] ?? '';
}
