import { constants, mkdirSync } from 'node:fs';
import { access, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, readNamed } from '@pv-actions/core/action/foreign-file.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { FILE_LIMITS, type FileLimit } from '@pv-actions/core/action/limits.ts';
import { bullets, code, escapeText, md } from '@pv-actions/core/action/markdown.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { parseReport } from '@pv-actions/core/pvtest/report-file.ts';
import { type Call, callArgv, lackingOptions, planCalls } from './calls.ts';
import { checkTests, type Distro, openDistro } from './distro.ts';
import { fetchDistro } from './fetch-distro.ts';
import type { Inputs } from './inputs.ts';
import { perScopeText } from './per-scope.ts';
import { type QuarantineFile, readQuarantine } from './quarantine.ts';
import { type Durations, durationsOf } from './shards.ts';

/** Everything that is known, and found right, before anything runs. */
export interface Job {
  readonly given: Inputs;
  readonly distro: Distro;
  /** The folder that was made for this run only, where the distro was downloaded. */
  readonly download: string | undefined;
  /** The commit that the distro was built from, where it is not this run's. */
  readonly sha: string | undefined;
  readonly calls: readonly Call[];
  readonly quarantine: QuarantineFile['tests'];
}

/**
 * Finds the distro and plans the calls of its script.
 *
 * @throws UserError for what would keep the tests from running, or would have none run.
 */
export async function prepare(given: Inputs, deps: Deps): Promise<Job> {
  checkTogether(given);
  const quarantine = await quarantineOf(given, deps);
  const durations = await timingsOf(given, deps);
  const { folder, name, sha } = await fetchDistro(given, deps);
  const distro = await openDistro(folder, name);
  const calls = planCalls(distro, given, durations);
  await checkTests(
    distro.folder,
    calls.flatMap(({ tests }) => tests),
  );
  checkCredentials(calls, given);
  for (const warning of [...quarantine.warnings, ...lackingOptions(calls, distro)]) deps.log.warning(warning);
  const unknown = [...quarantine.tests.keys()].filter((id) => !distro.tests.includes(id));
  for (const id of unknown) deps.log.warning(`${given.quarantine}: the distro has no test ${id}.`);
  const download = given.artifact === undefined ? undefined : folder;
  return { given, distro, download, sha, calls, quarantine: quarantine.tests };
}

const WORKSPACE = '<workspace>';

/** Shows which tests would run, and how, in the log and in the step summary. */
export function reportDryRun({ calls, distro, quarantine }: Job, { log, summary }: Deps): void {
  const total = calls.reduce((sum, { tests }) => sum + tests.length, 0);
  log.info(`Dry run: ${counted(total, 'test')} of ${distro.name} would run.`);
  const items = [];
  for (const call of calls) {
    const argv = callArgv(call, distro, `${WORKSPACE}/${call.scope}`).join(' ');
    const where = call.isSelection ? ', in a copy of the distro that has these tests only' : '';
    log.info(`${argv}${where}`);
    for (const id of call.tests) log.info(`  ${id}${quarantine.has(id) ? ' (in quarantine)' : ''}`);
    items.push(md`${code(argv)}: ${escapeText(`${counted(call.tests.length, 'test')}${where}`)}`);
  }
  summary(
    md`Dry run: ${escapeText(counted(total, 'test'))} of ${code(distro.name)} would run.\n\n${bullets(items)}`,
  );
}

/**
 * The folder of the workspaces: the one that is given, which must be empty, or a fresh one.
 *
 * @throws UserError when it is not empty: the script would add to what is there.
 */
export async function makeWorkspace(given: Inputs, { env }: Pick<Deps, 'env'>): Promise<string> {
  const { workspace } = given;
  if (workspace === undefined) return mkdtemp(join(env['RUNNER_TEMP'] ?? tmpdir(), 'pvtest-'));
  const folder = resolve(workspace);
  try {
    mkdirSync(folder, { recursive: true });
    const isEmpty = (await readdir(folder)).length === 0;
    await access(folder, constants.W_OK);
    if (isEmpty) return folder;
  } catch (thrown) {
    throw new UserError(
      `The workspace ${quote(workspace)} cannot be used: ${messageOf(thrown)}.`,
      'Correct the input `workspace`, or leave it out.',
    );
  }
  throw new UserError(
    `The workspace ${quote(workspace)} is not empty.`,
    'Results of an earlier run would be mixed with those of this one: remove the folder, or leave the input `workspace` out.',
  );
}

function checkTogether(given: Inputs): void {
  const problems = [
    ...((given.distro === undefined) === (given.artifact === undefined)
      ? ['Give one of the inputs `distro` and `artifact`.']
      : []),
    ...(given.netsim && Object.values(given.parallel).some((number) => number > 1)
      ? [
          `Input "parallel" is "${perScopeText(given.parallel)}", and with \`netsim\` tests run one at a time.`,
        ]
      : []),
    ...(given.timings !== undefined && given.shard === undefined
      ? ['Input `timings` balances shards: give `shard`, too.']
      : []),
  ];
  if (problems.length > 0)
    throw new UserError(problems.join('\n'), 'Correct the `with:` block of this step.');
}

function checkCredentials(calls: readonly Call[], given: Inputs): void {
  const remote = calls.find(({ scope }) => scope === 'remote');
  if (remote === undefined) return;
  const missing = (['ph-user', 'ph-pass'] as const).filter((name) => given[name] === undefined);
  if (missing.length === 0) return;
  throw new UserError(
    `Remote tests need an account of Pantacor Hub, and ${missing.map((name) => `\`${name}\``).join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not given.`,
    'Give both from secrets, or run the local tests only: `test-path: local`. A workflow that a fork started gets no secrets.',
  );
}

async function quarantineOf({ quarantine }: Inputs, deps: Deps): Promise<QuarantineFile> {
  if (quarantine === undefined) return { tests: new Map(), warnings: [] };
  return readQuarantine(
    await readInput(quarantine, 'quarantine', FILE_LIMITS.list, deps),
    quarantine,
    deps.clock.now(),
  );
}

async function timingsOf({ timings }: Inputs, deps: Deps): Promise<Durations> {
  if (timings === undefined) return new Map();
  return durationsOf(parseReport(await readInput(timings, 'timings', FILE_LIMITS.report, deps), timings));
}

async function readInput(path: string, input: string, limit: FileLimit, { env }: Deps): Promise<string> {
  const bytes = await readNamed(resolve(path), limit, env['GITHUB_WORKSPACE'] || '.').catch(
    (thrown: unknown) => {
      if (!(thrown instanceof ForeignFileError)) throw thrown;
      throw new UserError(
        `The file ${quote(path)} of the input \`${input}\` ${thrown.problem}.`,
        `Correct the input \`${input}\`: a path from the root of the workspace. Check the repository out before this step.`,
      );
    },
  );
  return bytes.toString();
}
