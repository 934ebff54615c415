import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startByScript } from '../service-script.ts';
import type { S3Server } from './server.ts';

const SCRIPT = fileURLToPath(new URL('../../../../scripts/ceph-rgw', import.meta.url));
const PROGRAMS = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph', 'monmaptool', 'curl'];

/** Whether the programs that a real Ceph object gateway needs are on the PATH. */
export function cephAvailable(): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return PROGRAMS.every((program) => folders.some((folder) => isExecutable(join(folder, program))));
}

/**
 * Whether tests are to run on Ceph: where it is, and always in CI, where its absence is a failure. Elsewhere they report
 * themselves as skipped.
 */
export function cephExpected(): boolean {
  return cephAvailable() || process.env['CI'] === 'true';
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a Ceph object gateway of its own, with no buckets, in a temporary folder (see `scripts/ceph-rgw`; 2 to 5 s). It goes down as
 * `startByScript` says, and rejects as it does.
 */
export async function startCeph(): Promise<S3Server> {
  const { dir, value, close } = await startByScript(SCRIPT, 'ceph');
  return {
    endpoint: value('S3_ENDPOINT'),
    dir,
    accessKeyId: value('AWS_ACCESS_KEY_ID'),
    secretAccessKey: value('AWS_SECRET_ACCESS_KEY'),
    region: value('AWS_REGION'),
    close,
  };
}
