import { ReportedError } from '../action/errors.ts';
import type { Log } from '../action/log.ts';
import { escapeText, joinMarkdown, link, type Markdown, md } from '../action/markdown.ts';
import { shortList } from '../action/wording.ts';
import type { Proposed } from '../proposal/proposal-types.ts';
import { commitsOf } from './commit-message.ts';
import type { Delivered } from './deliver.ts';
import { shortSha } from './look-up.ts';
import {
  ALSO_CHANGED,
  headline,
  NOT_LOOKED_AT,
  NOT_TOUCHED,
  notTaken,
  sentenceSection,
  updatesTable,
} from './request-body.ts';
import { pinnedCommit } from './rewind.ts';
import type { Failure, Report, Update } from './update.ts';

/** What the outputs say of an update, as JSON. */
export function updateEntry(update: Update) {
  const { name, new: head, history } = update;
  return {
    name,
    old: pinnedCommit(update),
    new: head,
    commits: history.count ?? null,
    log: history.commits.map(({ subject }) => subject),
    rewind: history.relation === 'rewind',
  };
}

/** Prints the updates with their logs, a group each. */
export async function reportUpdates({ updates }: Report, log: Log): Promise<void> {
  for (const update of updates) {
    const title = `${update.name}: ${shortSha(pinnedCommit(update))} -> ${shortSha(update.new)}, ${commitsOf(update)}`;
    await log.group(title, async () => {
      log.info(`${update.files.join(', ')}, branch ${update.branch} of ${update.url}`);
      for (const { sha, subject } of update.history.commits) log.foreign(`${shortSha(sha)} ${subject}`);
    });
  }
}

/** What became of a request, as a sentence. */
export function deliveredSentence({ change, proposed, closed }: Delivered, dryRun: boolean): string {
  const { branch } = change;
  if (proposed !== undefined) return proposedSentence(branch, proposed, dryRun);
  if (closed === undefined) return `Nothing is proposed on the branch ${branch}.`;
  return `The pull request #${closed} of the branch ${branch} ${dryRun ? 'would be' : 'was'} closed: nothing is left to update.`;
}

function proposedSentence(branch: string, proposed: Proposed, dryRun: boolean): string {
  const { request, number, pushed } = proposed;
  const [was, had] = dryRun ? ['would be', 'would get'] : ['was', 'got'];
  const which = number === undefined ? 'A pull request' : `The pull request #${number}`;
  if (request === 'closed') {
    return `${which} with just this change was closed by somebody, so it is not opened again. \`force: true\` proposes it again.`;
  }
  if (request === 'unchanged' && !pushed)
    return `${which} of the branch ${branch} has just this change already.`;
  if (request === 'created') return `${which} ${was} opened from the branch ${branch}.`;
  return `${which} ${pushed ? `${had} a new commit on the branch ${branch}` : `${was} brought up to date`}.`;
}

/** Says how the commit and the request came about, where a person has to know. */
export function reportAuthorship(delivered: readonly Delivered[], log: Log): void {
  const made = delivered.flatMap(({ proposed }) => proposed ?? []);
  if (made.some(({ signed }) => signed === false)) {
    log.info(
      'GitHub did not sign the commit: it signs those of the token of a job or of an app, not those of a personal token, nor those of a ' +
        '`commit-author`.',
    );
  }
  if (made.some(({ byJobToken, request }) => byJobToken && request !== 'closed')) log.notice(NO_CI);
}

const NO_CI =
  'The pull request was made with the token of the job, so it triggers no workflow: GitHub keeps workflows from triggering each other. ' +
  'To have it tested, give `github-token` a token of an app (actions/create-github-app-token), close and reopen the request by hand, or start a ' +
  'workflow on its branch.';

/** The step summary. */
export function updateSummary(
  report: Report,
  current: number,
  delivered: readonly Delivered[],
  dryRun: boolean,
): Markdown {
  const made = delivered.filter(({ proposed, closed }) => proposed !== undefined || closed !== undefined);
  const sections = [
    md`### ${escapeText(report.stage)}: ${escapeText(headline(report, current))}`,
    ...made.map((each) => md`${escapeText(deliveredSentence(each, dryRun))}${requestLink(each)}`),
    ...(report.updates.length === 0 ? [] : [updatesTable(report)]),
    ...sentenceSection(ALSO_CHANGED, report.changes),
    ...notTaken(report),
    ...sentenceSection(NOT_LOOKED_AT, report.failures.map(withDetail)),
    ...sentenceSection(NOT_TOUCHED, report.notes),
  ];
  return joinMarkdown(sections, '\n\n');
}

function requestLink({ proposed }: Delivered): Markdown {
  return proposed?.url === undefined ? md`` : md` ${link('Look at it.', proposed.url)}`;
}

/** Prints the failures as errors. Remotes that did not answer are warnings with `allowUnreachable`. */
export function reportFailures({ failures }: Report, allowUnreachable: boolean, log: Log): void {
  for (const failure of failures) {
    const text = `${withDetail(failure)}\n${failure.advice}`;
    if (isPassed(failure, allowUnreachable)) log.warning(text);
    else log.error(text);
  }
}

/**
 * Throws when a reported failure is to fail the stage.
 *
 * @throws ReportedError that names what failed.
 */
export function failAtEnd({ failures }: Report, allowUnreachable: boolean): void {
  const failing = failures.filter((failure) => !isPassed(failure, allowUnreachable));
  if (failing.length === 0) return;
  throw new ReportedError(
    `Not everything could be looked at: ${shortList([...new Set(failing.map(({ name }) => name))], ', ')}.`,
    'The errors above say why. Everything else was looked at.',
  );
}

function isPassed({ unreachable }: Failure, allowUnreachable: boolean): boolean {
  return unreachable && allowUnreachable;
}

/** The cause of a failure with what was said. */
function withDetail({ cause, detail }: Failure): string {
  return detail === undefined ? cause : `${cause} ${detail}`;
}
