import { quote } from '@pv-actions/core/action/inputs.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
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
} from '@pv-actions/core/action/markdown.ts';
import { are, counted, shortList } from '@pv-actions/core/action/wording.ts';
import type { IndexProblem } from '@pv-actions/core/release/index-survey.ts';
import type { TagMachines } from '../index-entries.ts';
import { allThere } from '../object-checks.ts';
import type { Layer } from '../release.ts';
import type { Assessment } from './assess.ts';
import { type BucketMachines, folderOf } from './bucket-machines.ts';
import type { LeftoverUploads } from './leftover-uploads.ts';

/** GitHub shows 10 errors of a step; the last is that of the stage. */
const MAX_ANNOTATIONS = 9;
const MAX_ROWS = 500;

/** What a verification found and did. */
export interface Verification {
  readonly layer: Layer;
  /** All tags where it is undefined. */
  readonly tag: string | undefined;
  /** How it is now. */
  readonly assessment: Assessment;
  /** Problems that are no more. */
  readonly repaired: readonly IndexProblem[];
  /** What a repair would write, where this is its dry run. */
  readonly planned: readonly TagMachines[] | undefined;
  /** What a person may want to know, and is no problem. */
  readonly notes: readonly string[];
  readonly deep: boolean;
}

/** Prints every problem, the first of them as annotations, and the notes. */
export function reportProblems({ assessment, repaired, planned = [], notes }: Verification, log: Log): void {
  for (const note of notes) log.info(note);
  for (const problem of repaired) log.info(`Repaired: ${lineOf(problem)}`);
  for (const { release } of planned.flatMap(({ machines }) => machines)) {
    log.info(`Dry run: ${release.machine} ${release.tag} would be put into the index.`);
  }
  for (const [index, problem] of assessment.problems.entries()) {
    if (index < MAX_ANNOTATIONS) log.error(lineOf(problem));
    else log.info(lineOf(problem));
  }
}

/** The step summary of a verification. */
export function verifiedSummary(verification: Verification): Markdown {
  const { layer, tag, assessment, repaired, planned, notes } = verification;
  const machines = (planned ?? []).flatMap((each) => each.machines);
  const parts = [
    md`### s3-release-publish: verify ${tag === undefined ? md`all tags` : code(tag)}${planned === undefined ? md`` : md` (dry run)`}`,
    md`${escapeText(verdictOf(verification))} ${link('releases.json', layer.indexUrl)}`,
    ...problemTable(assessment.problems),
    ...(machines.length === 0
      ? []
      : [
          md`A repair would put into the index:\n\n${bullets(machines.map(({ release }) => code(`${release.machine} ${release.tag}`)))}`,
        ]),
    ...(repaired.length === 0
      ? []
      : [
          details(
            `Repaired: ${counted(repaired.length, 'problem')}`,
            joinMarkdown(problemTable(repaired), '\n\n'),
          ),
        ]),
    ...(notes.length === 0
      ? []
      : [details(counted(notes.length, 'note'), bullets(notes.slice(0, MAX_ROWS).map(escapeText)))]),
  ];
  return joinMarkdown(parts, '\n\n');
}

/** What came out, in a few sentences. */
export function verdictOf(verification: Verification): string {
  const { planned, repaired } = verification;
  const { length } = repaired;
  return [
    ...(planned === undefined ? [] : ['Nothing was written.']),
    ...(length === 0 ? [] : [`${counted(length, 'problem')} ${length === 1 ? 'was' : 'were'} repaired.`]),
    stateOf(verification),
  ].join(' ');
}

function stateOf({ assessment, deep }: Verification): string {
  const { files, wrong, survey, problems } = assessment;
  const others = problems.length - wrong;
  if (files === 0) {
    return `The index names no files${others === 0 ? '' : ` and has ${counted(others, 'problem')}`}.`;
  }
  const besides = counted(others, wrong === 0 ? 'problem' : 'other problem');
  const more = others === 0 ? '' : ` The index has ${besides}.`;
  if (wrong > 0) return `${wrong} of ${counted(files, 'file')} ${are(wrong)} wrong.${more}`;
  return `${allThere(files, `of ${counted(survey.tags.length, 'tag')}`, deep)}${more}`;
}

function problemTable(problems: readonly IndexProblem[]): Markdown[] {
  if (problems.length === 0) return [];
  const rows = problems
    .slice(0, MAX_ROWS)
    .map(({ tag, machine, part, url, problem }) => [
      ...[tag, machine, part].map((text) => (text === '' ? md`` : code(text))),
      escapeText(problem),
      url === '' ? md`` : code(url),
    ]);
  const rest = problems.length - rows.length;
  return [
    table([md`Tag`, md`Machine`, md`Part`, md`Problem`, md`URL`], rows),
    ...(rest > 0 ? [md`_And ${rest} more: the log has all of them._`] : []),
  ];
}

/** One line: the values come from files of others. */
function lineOf({ tag, machine, part, url, problem }: IndexProblem): string {
  const names = [tag, machine, part].filter((text) => text !== '').map((text) => quote(text).slice(1, -1));
  return `${names.join(' ')}: ${problem.replace(/\s+/g, ' ')}${url === '' ? '' : ` ${quote(url).slice(1, -1)}`}`;
}

/** What a verification saw that is no problem, and that a person may want to know. */
export function notesOf(
  { machines, listed }: BucketMachines,
  { survey }: Assessment,
  leftovers: LeftoverUploads,
): string[] {
  const named = new Set(survey.devices.map(({ tag, name }) => folderOf(tag, name)));
  const ofMachines = machines.flatMap(({ tag, machine, state, published }) => {
    const isNamed = named.has(folderOf(tag, machine));
    if (state.kind === 'claim') {
      return isNamed ? [] : [`${machine} ${tag} is not complete: a run uploads it, or died while it did.`];
    }
    if (!listed || published || state.kind !== 'complete') return [];
    return isNamed
      ? [`${machine} ${tag} is in the index, but not marked as published: a repair would not bring it back.`]
      : [`${machine} ${tag} is staged, and was never promoted.`];
  });
  const { uploads, unknown } = leftovers;
  const keys = uploads.map(({ key }) => key);
  return [
    ...ofMachines,
    ...(listed
      ? []
      : ['The bucket may not be listed, so published machines that the index lacks were not looked for.']),
    ...(uploads.length === 0
      ? []
      : [`${counted(uploads.length, 'unfinished upload')} of runs that died: ${shortList(keys, ', ', 6)}.`]),
    ...(unknown === undefined ? [] : [`Unfinished uploads were not looked for. ${unknown}`]),
  ];
}
