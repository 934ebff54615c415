import { chmod, copyFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const REPLAYS = fileURLToPath(new URL('../../../core/test/bitbake/fixtures/bitbake-logs/', import.meta.url));
const CALLS = 'calls.jsonl';

/** The names of recorded runs by the sub-command that prints them; a name alone stands for `build`. */
export type Replay = string | Readonly<Record<string, string>>;

/** One call of a stand-in, as it was made. */
export interface Call {
  /** The arguments, without the program. */
  readonly argv: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly pid: number;
}

/** The calls of the stand-ins in `folder`, oldest first. */
export async function callsIn(folder: string): Promise<readonly Call[]> {
  const lines = (await readFile(path.join(folder, CALLS), 'utf8')).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Call);
}

/**
 * Copies the Python files in `source` to `folder`, makes `program` of them executable by the interpreter whose `#!` line
 * is `shebang` (without it, the one that runs the machine's kas), and writes what it needs beside it. Other users may run
 * it, too.
 *
 * @throws an Error when the PATH has no kas, or a recorded run is not there.
 */
export async function installProgram(
  source: string,
  folder: string,
  program: string,
  settings: Readonly<Record<string, unknown>> & { readonly replay?: Readonly<Record<string, string>> },
  shebang?: string,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  await cp(source, folder, { recursive: true, filter: (file) => path.basename(file) !== '__pycache__' });
  const file = path.join(folder, program);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^#!.*/, shebang ?? (await interpreter())));
  await chmod(file, 0o755);
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify(settings));
  await writeFile(path.join(folder, CALLS), '', { flag: 'a' });
  await chmod(path.join(folder, CALLS), 0o666);
  await copyReplays(folder, Object.values(settings.replay ?? {}));
  return file;
}

/** The recorded runs by sub-command. */
export function bySubCommand(replay: Replay | undefined): Readonly<Record<string, string>> {
  return typeof replay === 'string' ? { build: replay } : (replay ?? {});
}

async function copyReplays(folder: string, names: readonly string[]): Promise<void> {
  const target = path.join(folder, 'replays');
  await mkdir(target, { recursive: true });
  const known = await readdir(REPLAYS);
  for (const name of names) {
    if (!known.includes(`${name}.rc`)) throw new Error(`There is no recorded run "${name}".`);
    for (const end of ['out', 'err', 'rc'])
      await copyFile(path.join(REPLAYS, `${name}.${end}`), path.join(target, `${name}.${end}`));
  }
}

/** The first line of the machine's kas: the interpreter that has the modules that kas needs. */
async function interpreter(): Promise<string> {
  const line = (await readFile(await programOnPath('kas'), 'utf8')).split('\n', 1)[0] ?? '';
  return /^#!.*python/.test(line) ? line : '#!/usr/bin/env python3';
}

/** @throws an Error when no folder of the PATH has it. */
export async function programOnPath(name: string): Promise<string> {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const names = await readdir(folder || '.').catch((): string[] => []);
    if (names.includes(name)) return path.join(folder, name);
  }
  throw new Error(`The PATH has no ${name}.`);
}
