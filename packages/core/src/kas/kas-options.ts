import { UserError } from '../action/errors.ts';
import type { KasKind } from './kas-program.ts';

/** The user's options, by where they have to stand. */
export interface ProgramWords {
  /** Before the sub-command. */
  readonly program: readonly string[];
  /** Behind it. */
  readonly command: readonly string[];
}

interface ProgramOptions {
  readonly flags: ReadonlySet<string>;
  readonly withValue: ReadonlySet<string>;
}

/** Of kas from its parser, of kas-container from the script, 3.1 to 5.5. What a version lacks, it refuses itself. */
const OPTIONS: { readonly [kind in KasKind]: ProgramOptions } = {
  kas: {
    flags: new Set(['-d', '--debug', '--no-color']),
    withValue: new Set(['-l', '--log-level']),
  },
  'kas-container': {
    flags: new Set([
      ...['-d', '-v', '--isar', '--isar-privileged', '--isar-rootless', '--with-loop-dev', '--kvm'],
      ...['--ssh-agent', '--no-proxy-from-env', '--repo-ro', '--repo-rw'],
    ]),
    withValue: new Set([
      ...['-l', '--log-level', '--runtime-args', '--docker-args', '--ssh-dir', '--aws-dir'],
      ...['--git-credential-store', '--git-credential-socket'],
    ]),
  },
};

/** The options of kas-container whose value it gives to the engine. Of several, some versions take the last only (5.4). */
const FOR_THE_ENGINE = ['--runtime-args', '--docker-args'];

/**
 * Sorts the options of a user: those of the program itself (of kas: how much it logs; of kas-container: how the container
 * is started) stand before the sub-command, each with its value as a word of its own, as kas-container wants it. Its options for
 * the engine become one, the last, which the script splits at blanks, and in which quotes mean nothing.
 *
 * @param runtimeArgs more options for the engine, each a word. kas has no use for them.
 * @throws UserError for an option that lacks its value, for one of kas-container where kas is asked, and for `--`, which bitbake's
 *   arguments follow.
 */
export function splitProgramWords(
  kind: KasKind,
  kasArgs: readonly string[],
  runtimeArgs: readonly string[] = [],
): ProgramWords {
  const { flags, withValue } = OPTIONS[kind];
  const program: string[] = [];
  const command: string[] = [];
  const engine: string[] = [];
  const take = (name: string, value: string): void => {
    if (FOR_THE_ENGINE.includes(name)) engine.push(value);
    else program.push(name, value);
  };
  for (let at = 0; at < kasArgs.length; at += 1) {
    const word = kasArgs[at] ?? '';
    const [, name = '', value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? /^(-l)(.+)$/s.exec(word) ?? [];
    if (word === '--') throw misplaced();
    if (kind === 'kas' && isOfContainer(name === '' ? word : name)) throw notOfKas(name === '' ? word : name);
    if (flags.has(word)) {
      program.push(word);
    } else if (value !== undefined && withValue.has(name)) {
      take(name, value);
    } else if (withValue.has(word)) {
      at += 1;
      take(word, requiredValue(word, kasArgs[at]));
    } else {
      command.push(word);
    }
  }
  const all = [...engine, ...(kind === 'kas' ? [] : runtimeArgs)].filter((each) => each.trim() !== '');
  return { program: [...program, ...(all.length === 0 ? [] : ['--runtime-args', all.join(' ')])], command };
}

/** What options of `kas build` ask bitbake for: the targets, and the task of the last `--task`. */
export function readBuildWords(kasArgs: readonly string[]): {
  readonly targets: readonly string[];
  readonly task: string | undefined;
} {
  const targets: string[] = [];
  let task: string | undefined;
  for (let at = 0; at < kasArgs.length; at += 1) {
    const [, long, value, short, tail] = BUILD_WORD.exec(kasArgs[at] ?? '') ?? [];
    const option = long ?? short;
    if (option === undefined) continue;
    const given = value ?? tail ?? kasArgs[++at] ?? '';
    if (option === '--target') targets.push(given);
    else task = given;
  }
  return { targets, task };
}

const BUILD_WORD = /^(?:(--target|--task|--cmd)(?:=(.*))?|(-c)(.+)?)$/s;

function requiredValue(option: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new UserError(
    `The option ${option} in kas-args has no value.`,
    `Write it as ${option} VALUE, with quotes around a value that has blanks.`,
  );
}

/** Whether only kas-container has the option, which kas would take the value of for a configuration. */
function isOfContainer(option: string): boolean {
  const { flags, withValue } = OPTIONS['kas-container'];
  const isOwn = OPTIONS.kas.flags.has(option) || OPTIONS.kas.withValue.has(option);
  return option.startsWith('--') && !isOwn && (flags.has(option) || withValue.has(option));
}

function notOfKas(option: string): UserError {
  return new UserError(
    `The option ${option} in kas-args is one of kas-container, and kas has none of that name.`,
    'Set the input kas to kas-container, or leave the option out.',
  );
}

function misplaced(): UserError {
  return new UserError(
    'The input kas-args holds "--".',
    'Give the arguments for bitbake in the input bitbake-args.',
  );
}

const BLANK = /\s/;

/**
 * Splits a text into words as a shell would, and does nothing else that a shell does: no variables, no globs, no
 * comments. Blanks and newlines separate words; single quotes keep everything; in double quotes a backslash escapes
 * `"`, `\`, `$` and a backquote; elsewhere it escapes any character, and joins two lines.
 *
 * @returns the words, or what is wrong as a sentence.
 */
export function parseWords(text: string): { readonly words: string[] } | { readonly problem: string } {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (BLANK.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
      continue;
    }
    const piece = readPiece(text, at);
    if ('problem' in piece) return piece;
    if (piece.text !== undefined) word = (word ?? '') + piece.text;
    at = piece.end;
  }
  if (word !== undefined) words.push(word);
  return { words };
}

/** Words as a text for a shell, which `parseWords` splits into the same words. */
export function formatWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w./:,@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}

/** Undefined text: nothing was read that makes a word, as the end of a joined line. */
type Piece = { readonly text: string | undefined; readonly end: number } | { readonly problem: string };

function readPiece(text: string, at: number): Piece {
  const char = text.charAt(at);
  if (char === "'") return readSingleQuoted(text, at);
  if (char === '"') return readDoubleQuoted(text, at);
  if (char !== '\\') return { text: char, end: at + 1 };
  const next = text.charAt(at + 1);
  if (next === '') return { problem: 'It ends with a backslash, which escapes nothing.' };
  return { text: next === '\n' ? undefined : next, end: at + 2 };
}

function readSingleQuoted(text: string, at: number): Piece {
  const close = text.indexOf("'", at + 1);
  if (close === -1) return unclosed("'", at);
  return { text: text.slice(at + 1, close), end: close + 1 };
}

function readDoubleQuoted(text: string, start: number): Piece {
  let read = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === '"') return { text: read, end: at + 1 };
    if (char === '\\' && next !== '' && '"\\$`\n'.includes(next)) {
      if (next !== '\n') read += next;
      at += 1;
    } else {
      read += char;
    }
  }
  return unclosed('"', start);
}

function unclosed(quote: string, at: number): { readonly problem: string } {
  return { problem: `The quote ${quote} that opens at character ${at + 1} is not closed.` };
}
