import { checked, flag, list, number, text } from '../action/inputs.ts';
import { branchProblem } from '../git/branch-name.ts';
import { githubInputs, token } from '../github/settings.ts';
import type { Authorship } from '../proposal/proposal-types.ts';
import { trailerProblem } from '../proposal/stage-trailer.ts';

const GIT_BASE_URL = 'https://github.com';
const MAX_LOG_LINES = 30;
/** What GitHub shows of a title. */
const TITLE_LENGTH = 256;

/** The inputs of every stage that proposes updates: spread them into the stage's shape. */
export function updateInputs() {
  return {
    'working-directory': text().transform((value) => value ?? '.'),
    base: checked(text(), branchProblem),
    branch: checked(text(), branchProblem),
    title: checked(text(), titleProblem),
    signoff: flag(false),
    trailers: checked(trailerLines(), trailersProblem),
    'commit-author': checked(text(), authorProblem),
    labels: lines(),
    reviewers: checked(list(), reviewersProblem),
    ...githubInputs,
    'remote-token': token(),
    'git-base-url': checked(text(), baseUrlProblem).transform((value) =>
      (value ?? GIT_BASE_URL).replace(/\/+$/, ''),
    ),
    only: list(),
    'max-log-lines': number(0, 1000).transform((value) => value ?? MAX_LOG_LINES),
    'allow-rewind': flag(false),
    'allow-unreachable': flag(false),
    force: flag(false),
    'pull-request': flag(true),
    'dry-run': flag(false),
  };
}

/** What they are when they are read. */
export type UpdateInputs = {
  readonly [name in keyof ReturnType<typeof updateInputs>]: ReturnType<
    ReturnType<typeof updateInputs>[name]['parse']
  >;
};

/** The outputs of every stage that proposes updates. */
export const updateOutputs = [
  'changed',
  'updates',
  'pull-request-number',
  'pull-request-url',
  'branch',
  'message-file',
] as const;

/** The values of the outputs where nothing was found. */
export const initialOutputs = { changed: 'false', updates: '[]' };

/** Names separated by newlines or commas: a label may have blanks in it. */
function lines() {
  return text().transform((value) =>
    (value ?? '')
      .split(/[\n,]/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}

/** Lines `Key: value`, which may hold commas. */
function trailerLines() {
  return text().transform((value) =>
    (value ?? '')
      .split('\n')
      .map((line) => line.trim().replace(/^([A-Za-z0-9-]+)[ \t]*:[ \t]*/, '$1: '))
      .filter((line) => line !== ''),
  );
}

function trailersProblem(trailers: readonly string[]): string | undefined {
  return trailers.map(trailerProblem).find((problem) => problem !== undefined);
}

/** What git makes of a name (ident.c): such characters at its ends are left out. */
const AUTHOR = /^([^<>\p{C}]*[^<>\p{C}\s.,:;"\\'][^<>\p{C}]*) <([^<>@\s\p{C}]+@[^<>@\s\p{C}]+)>$/u;

function authorProblem(author: string): string | undefined {
  return AUTHOR.test(author) ? undefined : 'Use one line such as Jane Doe <jane@example.com>.';
}

/** Whose the commits are, and what their messages end with. */
export function authorshipOf(given: UpdateInputs): Authorship {
  const [, name = '', email = ''] = AUTHOR.exec(given['commit-author'] ?? '') ?? [];
  const { trailers, signoff } = given;
  return { author: name === '' ? undefined : { name: name.trim(), email }, trailers, signoff };
}

function titleProblem(title: string): string | undefined {
  if (/[\r\n]/.test(title)) return 'Use one line.';
  return title.length > TITLE_LENGTH ? `Use at most ${TITLE_LENGTH} characters.` : undefined;
}

function reviewersProblem(reviewers: readonly string[]): string | undefined {
  const wrong = reviewers.filter(
    (name) => !/^[A-Za-z0-9](?:[A-Za-z0-9_-]*(?:\/[A-Za-z0-9._-]+)?)?$/.test(name),
  );
  return wrong.length === 0
    ? undefined
    : `No login and no team: ${wrong.join(', ')}. Use logins, and teams as owner/team.`;
}

function baseUrlProblem(value: string): string | undefined {
  const hint = 'Use a URL such as https://github.com; http://, ssh:// and git:// work too.';
  if (!URL.canParse(value)) return hint;
  const { protocol, password, username, search, hash } = new URL(value);
  if (!['https:', 'http:', 'ssh:', 'git:'].includes(protocol)) return hint;
  if (password !== '' || (username !== '' && protocol !== 'ssh:')) {
    return 'Leave the credentials out of it: `remote-token` is for them.';
  }
  return search === '' && hash === '' ? undefined : hint;
}
