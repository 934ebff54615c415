import { withoutControls } from '../action/markdown.ts';
import { counted } from '../action/wording.ts';
import type { History } from '../git/remote.ts';
import { shortSha } from './look-up.ts';
import { pinnedCommit } from './rewind.ts';
import { proposes, type Report, type Update } from './update.ts';

const TITLE_NAMES = 3;

/** The title of the request and the first line of its commit, unless the user gives one. */
export function defaultTitle(report: Report): string {
  const names = [...new Set(report.updates.map(({ name }) => name))];
  if (names.length === 0) {
    return proposes(report) ? `${report.stage}: make the files again` : `${report.stage}: nothing to update`;
  }
  const what = names.length > TITLE_NAMES ? counted(names.length, report.noun) : names.join(', ');
  return `${report.stage}: update ${plainText(what)}`;
}

/** The message of the commit: the title, then each update with its log. Plain text that GitHub makes nothing of. */
export function commitMessage(title: string, report: Report): string {
  const parts = [
    plainText(title),
    ...report.updates.map(updateText),
    ...(report.changes.length === 0
      ? []
      : [report.changes.map((change) => `* ${plainText(change)}`).join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function updateText(update: Update): string {
  const { history } = update;
  const lines = history.commits.map(({ sha, subject }) => `  * ${shortSha(sha)} ${plainText(subject)}`);
  const more = moreCommits(history);
  return [
    `${plainText(update.name)}: ${shortSha(pinnedCommit(update))} -> ${shortSha(update.new)} (${commitsOf(update)})`,
    ...update.files.map((place) => `  ${plainText(place)}`),
    ...lines,
    ...(more > 0 ? [`  * and ${more} more`] : []),
  ].join('\n');
}

/** `12 commits`, or what became of the old revision or of the branch. */
export function commitsOf({ history }: Update): string {
  const { count } = history;
  if (count === undefined) return 'the old revision is not there any more';
  if (history.relation === 'ahead') return counted(count, 'commit');
  return count === 0 ? 'the branch was moved back' : `${counted(count, 'commit')}, the branch was rewritten`;
}

/** How many commits follow those that are listed. Where none is listed, their count stands alone. */
export function moreCommits({ count = 0, commits }: History): number {
  return commits.length === 0 ? 0 : count - commits.length;
}

/** Takes no room, and keeps what stands around it from being read as one word. */
const BREAK = '\u200b';

/**
 * Text of others for the message of a commit, where GitHub knows no escapes: no pings (`@name`), no issue links or closing words
 * for them (`#12`, `GH-12`), no URLs, nothing that keeps workflows from running (`[skip ci]`,
 * https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs), on one line.
 */
export function plainText(text: string): string {
  return withoutControls(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[@#]/g, `$&${BREAK}`)
    .replace(/\bGH-/gi, `$&${BREAK}`)
    .replace(/:(?=\/\/)|\bwww(?=\.)/gi, `$&${BREAK}`)
    .replace(/\[(?=\s*(?:skip|ci|no|actions)\b)/gi, `[${BREAK}`);
}
