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

const OPTIONS: { readonly [kind in KasKind]: ProgramOptions } = {
  kas: {
    flags: new Set(['-d', '--debug']),
    withValue: new Set(['-l', '--log-level']),
  },
  'kas-container': {
    flags: new Set([
      ...['-d', '-v', '--isar', '--with-loop-dev', '--ssh-agent', '--no-proxy-from-env'],
      ...['--repo-ro', '--repo-rw'],
    ]),
    withValue: new Set([
      ...['-l', '--log-level', '--runtime-args', '--docker-args', '--ssh-dir', '--aws-dir'],
      ...['--git-credential-store', '--git-credential-socket'],
    ]),
  },
};

/**
 * Sorts the options of a user: those of the program itself (of kas: how much it logs; of kas-container: how the container
 * is started) stand before the sub-command, each with its value as a word of its own, as kas-container wants it.
 *
 * @throws UserError for an option that lacks its value, and for `--`, which bitbake's arguments follow.
 */
export function splitProgramWords(kind: KasKind, kasArgs: readonly string[]): ProgramWords {
  const { flags, withValue } = OPTIONS[kind];
  const program: string[] = [];
  const command: string[] = [];
  for (let at = 0; at < kasArgs.length; at += 1) {
    const word = kasArgs[at] ?? '';
    const [, name = '', value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
    if (word === '--') throw misplaced();
    if (flags.has(word)) {
      program.push(word);
    } else if (value !== undefined && withValue.has(name)) {
      program.push(name, value);
    } else if (withValue.has(word)) {
      at += 1;
      program.push(word, requiredValue(word, kasArgs[at]));
    } else {
      command.push(word);
    }
  }
  return { program, command };
}

function requiredValue(option: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new UserError(
    `The option ${option} in kas-args has no value.`,
    `Write it as ${option} VALUE, with quotes around a value that has blanks.`,
  );
}

function misplaced(): UserError {
  return new UserError(
    'The input kas-args holds "--".',
    'Give the arguments for bitbake in the input bitbake-args.',
  );
}
