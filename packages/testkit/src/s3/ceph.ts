import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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
 * Starts a Ceph object gateway of its own, with no buckets, in a temporary folder (see `scripts/ceph-rgw`; 2 to
 * 5 s). It goes down with `close`, when this process exits, and, a moment later, when this process is killed.
 *
 * Rejects with what the script printed where it does not start.
 */
export async function startCeph(): Promise<S3Server> {
  const dir = join(tmpdir(), `pv-ceph-${randomUUID()}`);
  const takeDown = (): void => {
    execFileSync(SCRIPT, ['down', dir]);
  };
  process.once('exit', takeDown);
  try {
    const { stdout } = await promisify(execFile)(SCRIPT, ['up', dir, '--with', String(process.pid)]);
    const values = new Map(stdout.split('\n').map((line) => splitOnce(line)));
    const value = (name: string): string => {
      const found = values.get(name);
      if (found === undefined) throw new Error(`ceph-rgw did not print ${name}: ${stdout}`);
      return found;
    };
    return {
      endpoint: value('S3_ENDPOINT'),
      dir,
      accessKeyId: value('AWS_ACCESS_KEY_ID'),
      secretAccessKey: value('AWS_SECRET_ACCESS_KEY'),
      region: value('AWS_REGION'),
      async close() {
        process.removeListener('exit', takeDown);
        await promisify(execFile)(SCRIPT, ['down', dir]);
      },
    };
  } catch (error) {
    process.removeListener('exit', takeDown);
    takeDown();
    throw error;
  }
}

function splitOnce(line: string): [string, string] {
  const equals = line.indexOf('=');
  return equals === -1 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)];
}
