import {
  bullets,
  code,
  details,
  escapeText,
  joinMarkdown,
  link,
  type Markdown,
  md,
  table,
} from '../action/markdown.ts';
import { counted, withoutSlashes } from '../action/wording.ts';
import { commitsOf, moreCommits } from './commit-message.ts';
import { rewindReason, shortSha } from './look-up.ts';
import { pinnedCommit, rewindWords } from './rewind.ts';
import type { Report, Update } from './update.ts';

/** A longer log is folded. */
const OPEN_LINES = 10;
/** The section with what could not be looked at. */
export const NOT_LOOKED_AT = md`### Not looked at`;
/** The section with changes that are no updates. */
export const ALSO_CHANGED = md`### Also changed`;
/** The section with what was left as it is. */
export const NOT_TOUCHED = md`### Not touched`;

/**
 * The text of the request. It has nothing of the run in it: the same updates make the same text. Text of others is escaped.
 */
export function requestBody(report: Report): Markdown {
  const sections = [
    ...(report.updates.length === 0 ? [] : [updatesTable(report)]),
    ...sentenceSection(ALSO_CHANGED, report.changes),
    ...report.updates.map((update) => updateSection(update, report)),
    ...notTaken(report),
    ...sentenceSection(
      NOT_LOOKED_AT,
      report.failures.map(({ cause }) => cause),
    ),
    ...sentenceSection(NOT_TOUCHED, report.notes),
    md`<sub>Proposed by the stage ${code(report.stage)} of pv-actions. It rewrites this branch while all commits on it are its own, and closes the request when nothing is left to update.</sub>`,
  ];
  return md`${joinMarkdown(sections, '\n\n')}\n`;
}

/** The updates in short: old, new, and how many commits lie between. */
export function updatesTable(report: Report): Markdown {
  const capital = `${report.noun.charAt(0).toUpperCase()}${report.noun.slice(1)}`;
  return table(
    [capital, 'Branch', 'From', 'To', 'Commits'].map(escapeText),
    report.updates.map((update) => [
      escapeText(update.name),
      code(update.branch),
      code(shortSha(pinnedCommit(update))),
      code(shortSha(update.new)),
      commitsCell(update, report),
    ]),
  );
}

/** Rewinds that are not taken. */
export function notTaken({ refused }: Report): Markdown[] {
  if (refused.length === 0) return [];
  const lines = refused.map(
    (update) =>
      md`${escapeText(update.name)}: ${escapeText(rewindReason(update))} ${code('allow-rewind: true')} takes it.`,
  );
  return [md`### Not taken\n\n${bullets(lines)}`];
}

/** A section with sentences; nothing where there are none. */
export function sentenceSection(title: Markdown, sentences: readonly string[]): Markdown[] {
  if (sentences.length === 0) return [];
  return [md`${title}\n\n${bullets(sentences.map(escapeText))}`];
}

function updateSection(update: Update, report: Report): Markdown {
  const { history, files, url } = update;
  const lines = history.commits.map(({ sha, subject }) => md`${code(shortSha(sha))} ${escapeText(subject)}`);
  const more = moreCommits(history);
  const rest = more > 0 ? [md`and ${more} more`] : [];
  const sections = [
    md`### ${escapeText(update.name)}`,
    md`${joinMarkdown(files.map(code), ', ')}, from ${code(url)}: ${commitsLink(update, report)}.`,
    ...log(update, [...lines, ...rest]),
  ];
  return joinMarkdown(sections, '\n\n');
}

function log(update: Update, lines: readonly Markdown[]): Markdown[] {
  if (lines.length === 0) return [];
  const text = bullets(lines);
  return [lines.length > OPEN_LINES ? details(commitsOf(update), text) : text];
}

function commitsCell(update: Update, report: Report): Markdown {
  const { history } = update;
  const count = history.count === undefined ? 'unknown' : String(history.count);
  const shown = linked(count, update, report);
  return history.relation === 'rewind' ? md`${shown}, ${escapeText(rewindWords(history))}` : shown;
}

function commitsLink(update: Update, report: Report): Markdown {
  return linked(commitsOf(update), update, report);
}

function linked(text: string, update: Update, { githubHost }: Report): Markdown {
  const page = compareUrl(update.url, pinnedCommit(update), update.new, githubHost);
  return page === undefined ? escapeText(text) : link(text, page);
}

/** `3 components`, with what was left aside. */
export function headline({ updates, refused, failures, changes, noun }: Report, current: number): string {
  const names = new Set(updates.map(({ name }) => name));
  const nothing = changes.length === 0 ? 'Nothing to update' : `No ${noun} to update`;
  const parts = [
    names.size === 0 ? nothing : `${counted(names.size, noun)} to update`,
    ...(changes.length > 0 ? [counted(changes.length, 'other change')] : []),
    ...(current > 0 ? [`${current} at the head of ${current === 1 ? 'its' : 'their'} branch`] : []),
    ...(refused.length > 0 ? [`${refused.length} not taken`] : []),
    ...(failures.length > 0 ? [`${failures.length} not looked at`] : []),
  ];
  return `${parts.join(', ')}.`;
}

/**
 * The page that compares two revisions of a repository, at GitHub and at GitLab. Undefined for other hosts, whose pages differ.
 *
 * @param url as git is given it, with any scheme.
 * @param githubHost the host of GITHUB_SERVER_URL, for a GitHub of one's own.
 */
export function compareUrl(url: string, from: string, to: string, githubHost: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, host, pathname, protocol } = new URL(url);
  const web = protocol === 'http:' || protocol === 'https:' ? `${protocol}//${host}` : `https://${hostname}`;
  const page = `${web}${withoutSlashes(pathname).replace(/\.git$/, '')}`;
  if (hostname === 'github.com' || host === githubHost) return `${page}/compare/${from}...${to}`;
  if (/^gitlab\./.test(hostname)) return `${page}/-/compare/${from}...${to}`;
  return undefined;
}
