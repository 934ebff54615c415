import { code, details, escapeText, link, table } from '../action/markdown.ts';
import { counted } from '../action/wording.ts';
import { commitsOf, moreCommits } from './commit-message.ts';
import { shortSha } from './look-up.ts';
import type { Report, Update } from './update.ts';

/** A longer log is folded. */
const OPEN_LINES = 10;
/** The section with what could not be looked at. */
export const NOT_LOOKED_AT = '### Not looked at';

/**
 * The text of the request. It has nothing of the run in it: the same updates make the same text. Text of others is escaped.
 */
export function requestBody(report: Report): string {
  const sections = [
    ...(report.updates.length === 0 ? [] : [updatesTable(report)]),
    ...sentenceSection('### Also changed', report.changes),
    ...report.updates.map((update) => updateSection(update, report)),
    ...notTaken(report),
    ...sentenceSection(
      NOT_LOOKED_AT,
      report.failures.map(({ cause }) => cause),
    ),
    ...sentenceSection('### Not touched', report.notes),
    `<sub>Proposed by the stage ${code(report.stage)} of pv-actions. It rewrites this branch while all commits on it are its own, and ` +
      'closes the request when nothing is left to update.</sub>',
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The updates in short: old, new, and how many commits lie between. */
export function updatesTable(report: Report): string {
  const capital = `${report.noun.charAt(0).toUpperCase()}${report.noun.slice(1)}`;
  return table(
    [capital, 'Branch', 'From', 'To', 'Commits'],
    report.updates.map((update) => [
      escapeText(update.name),
      code(update.branch),
      code(shortSha(update.old)),
      code(shortSha(update.new)),
      commitsCell(update, report),
    ]),
  );
}

/** Rewinds that are not taken. */
export function notTaken({ refused }: Report): string[] {
  if (refused.length === 0) return [];
  const lines = refused.map(
    ({ name, branch, old, new: head }) =>
      `- ${escapeText(name)}: the branch ${code(branch)} was forced back or rewritten. Its head ${code(shortSha(head))} does not descend from ` +
      `${code(shortSha(old))}, which is pinned. ${code('allow-rewind: true')} takes it.`,
  );
  return [`### Not taken\n\n${lines.join('\n')}`];
}

/** A section with sentences; nothing where there are none. */
export function sentenceSection(title: string, sentences: readonly string[]): string[] {
  if (sentences.length === 0) return [];
  return [`${title}\n\n${sentences.map((each) => `- ${escapeText(each)}`).join('\n')}`];
}

function updateSection(update: Update, report: Report): string {
  const { history, files, url } = update;
  const lines = history.commits.map(({ sha, subject }) => `- ${code(shortSha(sha))} ${escapeText(subject)}`);
  const more = moreCommits(history);
  const rest = more > 0 ? [`- and ${more} more`] : [];
  return [
    `### ${escapeText(update.name)}`,
    `${files.map(code).join(', ')}, from ${code(url)}: ${commitsLink(update, report)}.`,
    ...log(update, [...lines, ...rest]),
  ].join('\n\n');
}

function log(update: Update, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const text = lines.join('\n');
  return [lines.length > OPEN_LINES ? details(commitsOf(update), text) : text];
}

function commitsCell(update: Update, report: Report): string {
  const { history } = update;
  const count = history.count === undefined ? 'unknown' : String(history.count);
  const shown = linked(count, update, report);
  return history.relation === 'rewind' ? `${shown}, forced back` : shown;
}

function commitsLink(update: Update, report: Report): string {
  return linked(commitsOf(update), update, report);
}

function linked(text: string, update: Update, { githubHost }: Report): string {
  const page = compareUrl(update.url, update.old, update.new, githubHost);
  return page === undefined ? text : link(text, page);
}

/** `3 components`, with what was left aside. */
export function headline({ updates, refused, failures, noun }: Report, current: number): string {
  const names = new Set(updates.map(({ name }) => name));
  const parts = [
    names.size === 0 ? 'Nothing to update' : `${counted(names.size, noun)} to update`,
    ...(current > 0 ? [`${current} at the head of ${current === 1 ? 'its' : 'their'} branch`] : []),
    ...(refused.length > 0 ? [`${refused.length} forced back and not taken`] : []),
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
  const page = `${web}${pathname.replace(/(?<!\/)\/+$/, '').replace(/\.git$/, '')}`;
  if (hostname === 'github.com' || host === githubHost) return `${page}/compare/${from}...${to}`;
  if (/^gitlab\./.test(hostname)) return `${page}/-/compare/${from}...${to}`;
  return undefined;
}
