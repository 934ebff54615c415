/**
 * A part of publishing without the others, in a process of its own: prints the seconds that it took.
 *
 *     alone.ts compress FORMAT STAGED_FOLDER     packs and compresses the images, and drops the result
 *     alone.ts upload FILE KEY                   uploads a finished file
 *     alone.ts update TAG                        adds a tag to the index
 *
 * The settings of the store are in PV_BENCH_STORE, as JSON.
 */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { indexKey } from '@pv-actions/core/release/keys.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import { contentOf } from '../actions/s3-release-publish/src/archive/archives.ts';
import { readArtifacts } from '../actions/s3-release-publish/src/machine.ts';
import { type BundleFormat, planRelease } from '../actions/s3-release-publish/src/plan.ts';
import { addingDevice, SMALL } from './sample-index.ts';
import { benchStore } from './server.ts';

const CHUNK_BYTES = 1024 * 1024;
const [what, ...given] = process.argv.slice(2);
const start = performance.now();
if (what === 'compress') await compress(given[0] as BundleFormat, given[1] ?? '');
else if (what === 'upload') await upload(given[0] ?? '', given[1] ?? '');
else await update(given[0] ?? '');
process.stdout.write(`${(performance.now() - start) / 1000}\n`);

async function compress(format: BundleFormat, folder: string): Promise<void> {
  const artifacts = await readArtifacts(folder);
  const at = { machine: artifacts.machine, tag: '1', prefix: '' };
  const options = { bundle: format, layout: ['bundle'], files: [] } as const;
  const [object] = planRelease(artifacts, at, options).objects;
  if (object === undefined) throw new Error('There is nothing to compress.');
  const open = ({ path }: { path: string }) =>
    createReadStream(join(folder, path), { highWaterMark: CHUNK_BYTES });
  const content = contentOf(object, open, { level: undefined });
  for await (const _ of content);
}

async function upload(file: string, key: string): Promise<void> {
  await benchStore(settings()).upload(key, createReadStream(file, { highWaterMark: CHUNK_BYTES }));
}

async function update(tag: string): Promise<void> {
  const where = settings();
  const { changed } = await benchStore(where).update(indexKey(where.prefix), addingDevice(tag, SMALL));
  if (!changed) throw new Error(`The update with ${tag} changed nothing.`);
}

function settings(): StoreSettings {
  return JSON.parse(process.env['PV_BENCH_STORE'] ?? '') as StoreSettings;
}
