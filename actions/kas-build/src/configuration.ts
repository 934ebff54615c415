import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, readNamed } from '@pv-actions/core/action/foreign-file.ts';
import { FILE_LIMITS, READER_LIMITS } from '@pv-actions/core/action/limits.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { kasDumpArgv, kasLockArgv } from '@pv-actions/core/kas/kas-argv.ts';
import { configEnvNames, localIncludes } from '@pv-actions/core/kas/kas-file.ts';
import { floatingRepos } from '@pv-actions/core/kas/kas-lock.ts';
import type { KasProgram } from '@pv-actions/core/kas/kas-program.ts';
import type { BuildDirs } from './job.ts';
import { type Kas, kasOutput } from './kas.ts';

/**
 * Checks that the working directory and the files of the configuration exist.
 *
 * @throws UserError that names every file that is missing.
 */
export async function checkConfig(config: string, workingDirectory: string): Promise<void> {
  const folder = await stat(workingDirectory).catch(() => undefined);
  if (folder?.isDirectory() !== true) {
    throw new UserError(
      `The working directory ${workingDirectory} does not exist.`,
      'Check the input working-directory, and that the repository was checked out before this step.',
    );
  }
  const missing: string[] = [];
  for (const file of config.split(':')) {
    const found = await stat(resolve(workingDirectory, file)).catch(() => undefined);
    if (file === '') missing.push('(an empty name)');
    else if (found?.isFile() !== true) missing.push(file);
  }
  if (missing.length > 0) {
    throw new UserError(
      `The kas configuration does not exist in ${workingDirectory}: ${missing.join(', ')}.`,
      'Check the input config. Its files are joined by ":" and relative to working-directory.',
    );
  }
}

/** The names in the `env:` of the configuration. */
export async function declaredEnv(config: string, dirs: BuildDirs): Promise<string[]> {
  return configEnvNames(await configTexts(config, dirs));
}

/** Whether the configuration itself names a folder for the database of hash equivalences, other than that of sstate. */
export async function namesEquivalences(config: string, dirs: BuildDirs): Promise<boolean> {
  const texts = await configTexts(config, dirs);
  return texts.some((text) =>
    /^\t*BB_HASHSERVE_DB_DIR\b[^="\n]*="(?!\$\{SSTATE_DIR\}\/?")/m.test(text.replaceAll(' ', '')),
  );
}

/**
 * The files of the configuration, and those of its own repository that they include. Files of other repositories are not there yet, and
 * no more than READER_LIMITS allows are looked for.
 */
async function configTexts(config: string, dirs: BuildDirs): Promise<string[]> {
  const texts = new Map<string, string>();
  const waiting = config.split(':').map((file) => resolve(dirs.cwd, file));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (texts.has(path)) continue;
    if (texts.size >= READER_LIMITS.kasFiles.most) break;
    const text = await readKasFile(path, dirs.repoDir);
    texts.set(path, text);
    // kas takes a file from the top of the repository, and once took it from beside the file that includes it.
    for (const file of localIncludes(text)) {
      waiting.push(resolve(dirs.repoDir, file), resolve(dirname(path), file));
    }
  }
  return [...texts.values()];
}

/** Empty for what is not there, or no file: kas says so. */
async function readKasFile(path: string, repoDir: string): Promise<string> {
  try {
    return (await readNamed(path, FILE_LIMITS.kasFile, repoDir)).toString();
  } catch (thrown) {
    if (thrown instanceof ForeignFileError && thrown.code !== 'EFBIG') return '';
    throw thrown;
  }
}

/**
 * What the input `lock` asks for, before the build.
 *
 * @throws UserError when this kas cannot do it, or a revision floats that must not.
 */
export async function applyLock(lock: 'ignore' | 'require' | 'update', kas: Kas, deps: Deps): Promise<void> {
  const { program } = kas;
  if (lock === 'ignore') return;
  if (lock === 'update') {
    needs(program, 'lock', 'lock: update', '4.6');
    await kasOutput(kasLockArgv(program, { ...kas, update: true }), 'kas lock', kas, deps);
    return;
  }
  needs(program, 'dump', 'lock: require', '3.2');
  const dump = kasDumpArgv(program, { ...kas, resolve: false, format: 'json' });
  const floating = floatingRepos(await kasOutput(dump, 'kas dump', kas, deps));
  if (floating.length === 0) return;
  throw new UserError(
    `The input lock is "require", but ${floating.length === 1 ? 'a revision floats' : `${floating.length} revisions float`}:\n${floating
      .map(({ name, url, reason }) => `${name} (${url}): ${reason}`)
      .join('\n')}`,
    'Give each of them a commit in the configuration, or commit the lock file that `kas lock` writes.',
  );
}

/** A text of kas, with the digest that tells two builds apart. */
export interface Kept {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

/**
 * The configuration with every revision resolved, and its lock, as kas gives them after the build. Both are
 * undefined with a kas that has no `dump`, and where it fails: the build is done, and is not lost for that.
 */
export async function resolvedConfiguration(
  kas: Kas,
  deps: Deps,
): Promise<{ readonly resolved?: Kept; readonly lock?: Kept }> {
  const { program } = kas;
  if (!program.can.dump) {
    deps.log.notice(
      `kas ${program.version} has no dump: the resolved configuration and its lock are not kept. kas 3.2 or later has it.`,
    );
    return {};
  }
  const resolved = kasDumpArgv(program, { ...kas, resolve: true, format: 'json' });
  const lock = kasDumpArgv(program, { ...kas, resolve: true, format: 'yaml', lock: true });
  try {
    return {
      resolved: kept('kas-config.json', await kasOutput(resolved, 'kas dump', kas, deps)),
      lock: kept('kas-lock.yaml', await kasOutput(lock, 'kas dump --lock', kas, deps)),
    };
  } catch (thrown) {
    if (!(thrown instanceof UserError) || kas.runner.stopped() !== undefined) throw thrown;
    deps.log.warning(
      `The resolved configuration and its lock are not kept beside the artifacts. ${thrown.text}`,
    );
    return {};
  }
}

function kept(name: string, text: string): Kept {
  return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
}

function needs(program: KasProgram, feature: 'dump' | 'lock', what: string, since: string): void {
  if (program.can[feature]) return;
  throw new UserError(
    `${program.kas} is version ${program.version}, which has no ${feature}: "${what}" needs it.`,
    `Install kas ${since} or later (\`pipx install kas\`), or set the input lock to ignore.`,
  );
}
