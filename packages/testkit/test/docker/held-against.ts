import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** A `docker` of which a table of commands is asked, with what its rows name as `<name>`. */
export interface Contender {
  readonly program: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands for `<name>` in an argument. */
  readonly words?: Readonly<Record<string, string>>;
}

/** A command, and how much of its answer is the same with every version of docker; all of it unless told. */
export interface Row {
  readonly args: readonly string[];
  readonly same?: 'code' | 'stdout';
}

/** How a command ended, and what it printed. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Answer {
  readonly args: string;
  readonly code: number | null;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Asks the rows one after the other. Ids, and the words that differ from version to version, are out of the answers. */
export async function answersOf(contender: Contender, rows: readonly Row[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const row of rows) answers.push(answerOf(row, await ask(contender, row.args)));
  return answers;
}

/** What is the same of an answer. */
export function answerOf({ args, same }: Row, { code, stdout, stderr }: Said): Answer {
  return {
    args: args.join(' '),
    code,
    ...(same === 'code' ? {} : { stdout: plain(stdout) }),
    ...(same === undefined ? { stderr: plain(stderr) } : {}),
  };
}

/** One command, to its end. */
export function ask(contender: Contender, args: readonly string[]): Promise<Said> {
  return start(contender, args).done;
}

/** `printed` resolves with the first words on its standard output, or with its end. */
export function start(
  { program, env, words = {} }: Contender,
  args: readonly string[],
): { readonly printed: Promise<unknown>; readonly done: Promise<Said> } {
  const argv = args.map((arg) => arg.replace(/<(\w+)>/g, (all, name: string) => words[name] ?? all));
  const child = spawn(program, argv, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const done = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([stdout, stderr]) => ({ code: child.exitCode, stdout, stderr }),
  );
  return { printed: Promise.race([once(child.stdout, 'data'), done]), done };
}

function plain(said: string): string {
  return said
    .replace(/\b[0-9a-f]{64}\b/g, '<ID>')
    .replace(/\b[0-9a-f]{12}\b/g, '<id>')
    .replace(/\b(?:less than a second|\d+ seconds?)\b/gi, '<time>')
    .replace(/^Flag --time has been deprecated.*\n/, '')
    .replace(/\n+(?:Run|See) 'docker .*/, '')
    .replace(/\.?\n*$/, '')
    .replace(/Error: /g, 'Error response from daemon: ')
    .toLowerCase();
}

/** The kinds of all values in a JSON text, by their path; of the elements of a list those of the first one. */
export function shapeOf(json: string): Readonly<Record<string, string>> {
  const shape: Record<string, string> = {};
  const look = (path: string, value: unknown): void => {
    shape[path] = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
    if (Array.isArray(value)) value.slice(0, 1).forEach((each) => void look(`${path}[]`, each));
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) look(`${path}.${name}`, each);
  };
  look('', JSON.parse(json));
  return shape;
}
