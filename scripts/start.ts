import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import { startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { type Look, logView, paint } from '@pv-actions/testkit/runner/log-view.ts';
import { renderMarkdown, renderTable } from '@pv-actions/testkit/runner/markdown-view.ts';
import { readPublished } from '@pv-actions/testkit/runner/published.ts';
import { failures, type WorkflowResult } from '@pv-actions/testkit/runner/results.ts';
import { runWorkflow } from '@pv-actions/testkit/runner/workflow.ts';
import { type S3Server, startS3 } from '@pv-actions/testkit/s3/server.ts';
import { makeSampleLayer } from '@pv-actions/testkit/sample-layer/sample-layer.ts';

const USAGE = `npm start -- [OPTIONS]

Runs the release workflow of the sample layer on this machine.

  --workflow FILE   the workflow to run instead of examples/release.yml
  --serve           leave the store up until Ctrl-C, so that its URLs can be opened
  --port N          the port of the store (9010); each port has a bucket of its own
  --folder DIR      where the store, the builds and the sample layer are kept (.local)
  --fresh           forget the bucket and the builds of earlier runs
  --debug           show debug lines`;

const BUCKET = 'releases';
const PREFIX = 'meta-pantavisor-sample';
const root = resolve(import.meta.dirname, '..');
const look: Look = { colour: process.stdout.isTTY === true && !process.env['NO_COLOR'] };

interface Options {
  readonly folder: string;
  readonly workflow: string;
  readonly serve: boolean;
  readonly port: number;
  readonly fresh: boolean;
  readonly debug: boolean;
}

/** Makes the sample layer, starts the store, runs the workflow, and shows what came of it. */
async function start(options: Options, signal: AbortSignal): Promise<boolean> {
  const local = options.folder;
  const storeFolder = join(local, `s3-${options.port}`);
  if (options.fresh) await rm(storeFolder, { recursive: true, force: true });
  if (options.fresh) await rm(join(local, 'sstate'), { recursive: true, force: true });
  const layerFolder = join(local, `layer-${options.port}`);
  const uploads = new Set<string>();
  const store = await startStore(storeFolder, options.port, uploads);
  const artifacts = await startArtifactService();
  try {
    await rm(layerFolder, { recursive: true, force: true });
    const layer = await makeSampleLayer(layerFolder);
    const publicUrl = `${store.endpoint}/${BUCKET}/${PREFIX}`;
    const result = await runWorkflow({
      file: options.workflow,
      repository: { folder: layer.folder, name: 'pantacor/meta-pantavisor-sample' },
      event: { name: 'push', ref: `refs/tags/${layer.tag}`, sha: layer.sha },
      vars: { RELEASE_BUCKET: BUCKET, RELEASE_PREFIX: PREFIX, RELEASE_ENDPOINT: store.endpoint },
      secrets: { AWS_ACCESS_KEY_ID: store.accessKeyId, AWS_SECRET_ACCESS_KEY: store.secretAccessKey },
      machineEnv: { ...artifacts.env, SSTATE_DIR: join(local, 'sstate') },
      workFolder: join(local, `work-${options.port}`),
      actions: { repository: 'pantacor/pv-actions', folder: root },
      debug: options.debug,
      signal,
      onLine: logView(say, look),
    });
    showSummaries(result);
    showOutcome(result);
    if (result.conclusion !== 'success') return false;
    const served = await showPublished(publicUrl, layer.tag, uploads);
    say(`The bucket is the folder ${join(store.dir, BUCKET)}`);
    say(`The index is ${publicUrl}/releases.json`);
    if (options.serve && served) await serveUntil(signal);
    else say(paint('Its URLs can be opened while it is up: npm start -- --serve', 90, look));
    return served;
  } finally {
    await artifacts.close();
    await store.close();
  }
}

/** Starts the embedded S3. `uploads` gets the keys that are written, but for the stages' probes. */
async function startStore(dir: string, port: number, uploads: Set<string>): Promise<S3Server> {
  try {
    return await startS3({
      dir,
      port,
      buckets: [BUCKET],
      // It is masked in the log, so it must be no word that a path has.
      accessKeyId: 'key-of-this-store',
      onRequest: ({ method, key }) => {
        if ((method === 'PUT' || method === 'POST') && !key.includes('.pv-actions/')) uploads.add(key);
      },
    });
  } catch (thrown) {
    if (systemCode(thrown) !== 'EADDRINUSE') throw thrown;
    throw new UserError(
      `Port ${port} of this machine is taken, maybe by another npm start.`,
      'End it, or choose another one: npm start -- --port 9011',
      { cause: thrown },
    );
  }
}

function showSummaries(result: WorkflowResult): void {
  for (const leg of result.jobs.flatMap((job) => job.legs)) {
    for (const step of leg.steps.filter(({ summary }) => summary.trim() !== '')) {
      say(`\n${paint(`── ${leg.name}, ${step.name} ──`, 36, look)}\n`);
      say(renderMarkdown(step.summary, look));
    }
  }
}

function showOutcome(result: WorkflowResult): void {
  say('');
  for (const job of result.jobs) {
    for (const leg of job.legs) say(`${leg.name}: ${leg.conclusion} in ${leg.seconds.toFixed(1)} s`);
    if (job.legs.length === 0) say(`${job.id}: ${job.result}`);
  }
  for (const { leg, step, reason } of failures(result)) {
    say(paint(`\nFailed: ${leg}${step === '' ? '' : `, step "${step}"`}`, 31, look));
    say(reason.replace(/^/gm, '  '));
  }
  if (result.conclusion === 'cancelled') say('\nThe run was cancelled.');
}

/** Shows what stands in the bucket. Returns whether every URL serves what is stated of it. */
async function showPublished(publicUrl: string, tag: string, uploads: ReadonlySet<string>): Promise<boolean> {
  const files = await readPublished(publicUrl, tag);
  const rows = files.map((file) => [
    file.machine,
    file.name,
    formatBytes(file.size),
    file.sha256,
    file.served ? file.url : `${file.url} (NOT SERVED)`,
  ]);
  say(`\n${paint(`Published as ${tag}`, 1, look)}\n`);
  for (const line of renderTable([['MACHINE', 'FILE', 'SIZE', 'SHA256', 'URL'], ...rows])) say(line);
  const wrong = files.filter((file) => !file.served);
  say(
    wrong.length === 0
      ? `\nEach of the ${files.length} URLs was read and serves the bytes that its sha256 states.`
      : `\n${wrong.length} of the ${files.length} URLs do not serve the bytes that their sha256 states.`,
  );
  say(
    uploads.size === 0
      ? 'Nothing had to be uploaded: all of it was there already.'
      : `${uploads.size} objects were uploaded: the files, and what describes them. Run it again: nothing will have to be.`,
  );
  return files.length > 0 && wrong.length === 0;
}

async function serveUntil(signal: AbortSignal): Promise<void> {
  say('The store is up. Ctrl-C ends it.');
  if (signal.aborted) return;
  const alive = setInterval(() => undefined, 60_000);
  await new Promise((ended) => signal.addEventListener('abort', ended, { once: true }));
  clearInterval(alive);
}

function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      workflow: { type: 'string', default: join('examples', 'release.yml') },
      serve: { type: 'boolean', default: false },
      folder: { type: 'string', default: join(root, '.local') },
      port: { type: 'string', default: '9010' },
      fresh: { type: 'boolean', default: false },
      debug: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new UserError(`The port "${values.port}" is not a number from 1 to 65535.`, '');
  }
  return { ...values, folder: resolve(values.folder), port, workflow: resolve(root, values.workflow) };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const stop = new AbortController();
let stoppedAt = 0;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // One Ctrl-C comes twice where npm passes it on as well.
    if (stop.signal.aborted && performance.now() - stoppedAt > 1000) process.exit(130);
    if (!stop.signal.aborted) stoppedAt = performance.now();
    stop.abort();
  });
}
try {
  const options = readOptions();
  if (options === undefined) say(USAGE);
  else if (!(await start(options, stop.signal))) process.exitCode = 1;
} catch (thrown) {
  const known = thrown instanceof UserError || systemCode(thrown)?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${thrown instanceof UserError ? thrown.text : messageOf(thrown)}\n`);
  if (!known && thrown instanceof Error) process.stderr.write(`${thrown.stack}\n`);
  process.exitCode = 1;
}
