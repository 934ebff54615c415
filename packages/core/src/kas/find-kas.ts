import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { childEnvironment } from '../action/child-environment.ts';
import { systemCode, UserError } from '../action/errors.ts';
import { runForeign } from '../action/foreign-program.ts';
import { quote } from '../action/inputs.ts';
import type { Deps } from '../action/stage.ts';
import type { Argv } from './kas-argv.ts';
import { type KasProgram, kasProgram } from './kas-program.ts';

/**
 * The kas that the input `kas` names, with its version.
 *
 * @param given a program of the PATH, or a path relative to `cwd`.
 * @param wrap puts another program before kas, such as one that becomes another user.
 * @throws UserError when there is no such program, or it is not kas.
 */
export async function findKas(
  given: string,
  cwd: string,
  deps: Pick<Deps, 'env' | 'exec' | 'log'>,
  wrap: (argv: Argv) => Argv = (argv) => argv,
): Promise<KasProgram> {
  const kas = given.includes('/') ? resolve(cwd, given) : given;
  const lines: string[] = [];
  // kas-container looks for an engine and makes these folders first, whatever it is asked, and the user may not make one in `cwd`.
  const env = childEnvironment(deps.env, ['HOME', 'KAS_CONTAINER_ENGINE', 'KAS_DOCKER_ENGINE'], {
    KAS_WORK_DIR: '/',
    KAS_BUILD_DIR: '/',
  });
  const onLines = (more: readonly string[]): void => void lines.push(...more);
  const { code } = await runForeign(
    wrap([kas, '--version']),
    { called: 'kas', cwd, env, lingerSeconds: 0, onLines },
    deps,
  ).catch((error: unknown) => {
    throw systemCode(error) === 'ENOENT' ? missing(kas, cwd, env.PATH) : kasNotStarted(error, kas, cwd);
  });
  if (code === NOT_FOUND) throw missing(kas, cwd, env.PATH);
  const program = code === 0 ? kasProgram(kas, lines.join('\n')) : undefined;
  if (program !== undefined) return program;
  const raised = raisedIn(lines);
  if (raised !== undefined) {
    throw new UserError(
      `"${kas}" is broken: it ends with "${raised}" when it is asked for its version.`,
      INSTALL_AGAIN,
    );
  }
  throw new UserError(
    `"${kas}" does not say its version as kas does${lines.length === 0 ? '' : `: ${lines.slice(0, 3).join(' ')}`}.`,
    'Name kas or kas-container in the input kas.',
  );
}

/** The exception that a Python program ended with: the first line of the last one, behind the lines of the traceback. */
export function raisedIn(lines: readonly string[]): string | undefined {
  const start = lines.findLastIndex((line) => line.startsWith('Traceback (most recent call last):'));
  const isRaised = start === -1 ? /^[A-Z]\w*Error: / : /^[A-Za-z_][\w.]*(?::|$)/;
  const line = lines.slice(start + 1).find((each) => isRaised.test(each));
  return line === undefined ? undefined : quote(line).slice(1, -1);
}

/** How a program that starts another one says that there is no such program. */
const NOT_FOUND = 127;

/** A script whose interpreter is gone is not found either. */
function missing(kas: string, cwd: string, path = ''): unknown {
  const files = kas.includes('/') ? [kas] : path.split(delimiter).map((folder) => join(folder, kas));
  const file = files.find((each) => existsSync(each));
  if (file === undefined) return kasNotStarted({ code: 'ENOENT' }, kas, cwd);
  return new UserError(
    `"${file}" is broken: the program that its first line names is not there.`,
    INSTALL_AGAIN,
  );
}

const INSTALL_AGAIN =
  'Install it again with what it needs (`pipx install kas`, or `apt-get install kas`), or name another one in the input kas.';

/** What Node's error on starting `program` means to the user. */
export function kasNotStarted(error: unknown, program: string, cwd: string): unknown {
  const code = systemCode(error);
  if (code !== 'ENOENT' && code !== 'EACCES') return error;
  return new UserError(
    code === 'ENOENT' ? `kas was not found: "${program}".` : `"${program}" cannot be executed in ${cwd}.`,
    'Install kas before this step (`apt-get install kas`, or `pipx install kas`), or name it in the input kas.',
  );
}
