import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { machineKey } from '@pv-actions/core/release/keys.ts';
import { MACHINE } from './bundle.ts';
import { baseEnvironment, type ProcessOptions, timed } from './processes.ts';
import { type BenchServer, benchStore } from './server.ts';

/** What the shell did. In seconds, and in bytes. */
export interface ShellRun {
  readonly tar: number;
  readonly sha256sum: number;
  readonly upload: number;
  readonly total: number;
  readonly size: number;
}

export interface Uploader {
  /** As the table calls it. */
  readonly name: string;
  /** In bash: uploads the file `$1` to the key `$2`. */
  readonly command: string;
}

/** How the shell uploads: with the AWS command line where one works, else with curl. */
export async function findUploader(folder: string): Promise<Uploader> {
  const options: ProcessOptions = {
    cwd: folder,
    env: baseEnvironment(),
    output: join(folder, 'aws-version'),
  };
  try {
    await timed(['aws', '--version'], options);
  } catch {
    const header = '--header "x-amz-content-sha256: UNSIGNED-PAYLOAD"';
    const user = '<(printf \'user = "%s:%s"\' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY")';
    const command = `curl -sSf --config ${user} --aws-sigv4 "aws:amz:$AWS_DEFAULT_REGION:s3" ${header} --upload-file "$1" "$S3_ENDPOINT/$BUCKET/$2"`;
    return { name: 'curl, as there is no aws', command };
  }
  const version = /^\S+/.exec(await readFile(options.output, 'utf8'))?.[0] ?? 'aws';
  const command = 'aws --endpoint-url "$S3_ENDPOINT" s3 cp --no-progress "$1" "s3://$BUCKET/$2"';
  return { name: `aws s3 cp (${version})`, command };
}

/** The shell of today: the image into a bundle, its digest, and its upload. */
export async function publishByShell(
  image: string,
  tag: string,
  uploader: Uploader,
  { settings }: BenchServer,
  folder: string,
): Promise<ShellRun> {
  const bundle = join(folder, 'shell.tar.gz');
  await rm(bundle, { force: true });
  const script = [
    'set -e',
    'upload() {',
    uploader.command,
    '}',
    'begin=$EPOCHREALTIME',
    'tar -czf "$0" -C "$(dirname "$1")" "$(basename "$1")"',
    'packed=$EPOCHREALTIME',
    'sha256sum "$0" > "$0.sha256"',
    'hashed=$EPOCHREALTIME',
    'upload "$0" "$2" >&2',
    'echo "$begin $packed $hashed $EPOCHREALTIME"',
  ].join('\n');
  const key = machineKey(settings.prefix, tag, MACHINE, `${MACHINE}-${tag}.tar.gz`);
  const env = {
    ...baseEnvironment(),
    AWS_ACCESS_KEY_ID: settings.credentials?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: settings.credentials?.secretAccessKey,
    AWS_DEFAULT_REGION: settings.region,
    S3_ENDPOINT: settings.endpoint,
    BUCKET: settings.bucket,
  };
  const output = join(folder, 'shell.times');
  await timed(['bash', '-c', script, bundle, image, key], { cwd: folder, env, output });
  const last = (await readFile(output, 'utf8')).trimEnd().split('\n').at(-1) ?? '';
  const [begin = 0, packed = 0, hashed = 0, end = 0] = last.split(' ').map(Number);
  const { size } = await stat(bundle);
  const there = await benchStore(settings).head(key);
  if (there?.size !== size) throw new Error(`The shell did not upload ${key}.`);
  return {
    tar: packed - begin,
    sha256sum: hashed - packed,
    upload: end - hashed,
    total: end - begin,
    size,
  };
}
