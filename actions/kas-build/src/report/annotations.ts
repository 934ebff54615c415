import type { Annotation, Log } from '@pv-actions/core/action/log.ts';
import type { BuildReport, Message } from '@pv-actions/core/bitbake/build-report.ts';
import type { Place } from '@pv-actions/core/bitbake/cause.ts';
import { type ErrorGroup, errorGroups, explanationOf, taskGroups } from './error-groups.ts';
import {
  clip,
  clipLines,
  countOf,
  formatCount,
  messageTitle,
  plural,
  taskTitle,
  withoutTwins,
} from './messages.ts';
import { pathInRepository, type Repository, withShortPaths } from './repository.ts';
import type { TaskLog } from './task-logs.ts';

/** GitHub shows 10 errors of a step. One is the failure of the stage itself. */
const MOST_ERRORS = 9;
const MOST_WARNINGS = 10;
/** The runner cuts the text of an annotation after 4096 characters. */
const TEXT_LIMIT = 4000;
/** Names of recipes and tasks are what a console says: a line can be long. */
const TITLE_LIMIT = 200;
const NAMES_SHOWN = 5;

interface Note {
  readonly text: string;
  readonly title: string;
  /** Where it may stand: on the first of these that is in the repository. */
  readonly places: readonly Partial<Place>[];
  /** How many messages of bitbake it stands for. */
  readonly count: number;
}

/**
 * Annotates what went wrong: an error for each failed task and for each error that belongs to none, one for those that have
 * one cause, a warning for each group of warnings. They stand on the line of the layer that the error names, else on the
 * recipe's file, where that is part of the repository. What GitHub would not show is counted in the last one.
 */
export function annotate(
  facts: {
    readonly report: BuildReport;
    readonly logs: readonly TaskLog[];
    /** The error that the failure of the step itself has. */
    readonly sole?: Message | undefined;
    /** Whether the build was ended before its time. */
    readonly isStopped?: boolean;
  },
  repository: Repository,
  log: Log,
): void {
  const { report, sole } = facts;
  for (const note of withRoom(
    nearFirst([...setsceneNotes(report), ...warningNotes(withoutTwins(report.warnings))], repository),
    MOST_WARNINGS,
    restOfWarnings,
  )) {
    log.warning(withShortPaths(note.text, repository), annotationAt(note, repository));
  }
  for (const note of withRoom(errorNotes(facts, sole), MOST_ERRORS, restOfErrors)) {
    log.error(withShortPaths(note.text, repository), annotationAt(note, repository));
  }

  function restOfWarnings(rest: readonly Note[]): string {
    const unlisted = Math.max(0, report.warningCount - countOf(report.warnings));
    const count = rest.reduce((sum, note) => sum + note.count, unlisted);
    return `…and ${formatCount(count)} more warnings: see the summary.`;
  }
}

function restOfErrors(rest: readonly Note[]): string {
  const count = rest.reduce((sum, note) => sum + note.count, 0);
  return `…and ${formatCount(count)} more failed tasks and errors: see the summary.`;
}

/** What the repository's own recipes say before what those of others say. */
function nearFirst(notes: readonly Note[], repository: Repository): Note[] {
  const isNear = (note: Note): boolean => annotationAt(note, repository).file !== undefined;
  return [...notes.filter(isNear), ...notes.filter((note) => !isNear(note))];
}

/** The notes that there is room for; the last one counts the rest. */
function withRoom(notes: readonly Note[], most: number, describe: (rest: readonly Note[]) => string): Note[] {
  if (notes.length <= most) return [...notes];
  const rest = notes.slice(most - 1);
  return [
    ...notes.slice(0, most - 1),
    { title: 'kas-build', places: [], text: describe(rest), count: rest.length },
  ];
}

function errorNotes(
  { report, logs, isStopped }: Parameters<typeof annotate>[0],
  sole: Message | undefined,
): Note[] {
  const ofTasks = taskGroups(logs).map(([log, ...others]): Note => {
    const head = headOf(
      others.length + 1,
      [],
      others.length === 0 ? [] : [log, ...others].map(({ title }) => title),
    );
    return {
      title: others.length === 0 ? log.title : plural(others.length + 1, 'failed task'),
      places: others.length === 0 ? [...(log.places ?? []), { file: log.file }] : [],
      text: clipLines([...head, ...log.lines], TEXT_LIMIT) || `${log.title} failed.`,
      count: others.length + 1,
    };
  });
  const groups = errorGroups(report, isStopped === true || report.interrupted);
  const others = groups.filter(({ messages: [first, second] }) => second !== undefined || first !== sole);
  return [
    ...ofTasks,
    ...others.map((group, at) => {
      // Of those that there is no room for, the number alone is told.
      return at < MOST_ERRORS ? errorNote(group) : { title: '', places: [], text: '', count: group.count };
    }),
  ];
}

function errorNote(group: ErrorGroup): Note {
  const { messages, count } = group;
  const { lines, places } = explanationOf(group);
  const titles = [...new Set(messages.map(messageTitle))];
  const many = titles.length > 1;
  return {
    title: many ? plural(count, 'error') : messageTitle(messages[0]),
    places: placesOf(messages, places),
    text: clipLines([...headOf(count, lines.slice(0, 1), many ? titles : []), ...lines], TEXT_LIMIT),
    count,
  };
}

/** Of one message the place that bitbake names, then those of its traceback; of several the file that they have in common. */
function placesOf(messages: readonly Message[], places: readonly Place[]): readonly Partial<Place>[] {
  const [{ file, line } = {}, ...others] = messages;
  const named: Partial<Place>[] = file === undefined ? [] : [line === undefined ? { file } : { file, line }];
  if (others.length > 0)
    return others.every((other) => other.file === file)
      ? named.map(({ file: at = '' }) => ({ file: at }))
      : [];
  return line === undefined ? [...places, ...named] : [...named, ...places];
}

/** One note for all tasks whose sstate objects could not be used. */
function setsceneNotes({ setsceneFailed }: BuildReport): Note[] {
  const [first, ...others] = setsceneFailed;
  if (first === undefined) return [];
  const names = setsceneFailed
    .slice(0, NAMES_SHOWN)
    .map(({ recipe, task, mc }) => taskTitle(`${recipe} ${task}`, mc));
  const rest = setsceneFailed.length - names.length;
  return [
    {
      title: 'sstate',
      text: clip(
        `Not taken from sstate, and built instead: ${names.join(', ')}${rest > 0 ? ` and ${plural(rest, 'other')}` : ''}.`,
        TEXT_LIMIT,
      ),
      places: others.length === 0 ? [{ file: first.file }] : [],
      count: setsceneFailed.length,
    },
  ];
}

/** One note for a text that several recipes have, and one for all other warnings of a recipe. */
function warningNotes(warnings: readonly Message[]): Note[] {
  const sameText = Map.groupBy(warnings, ({ text }) => text);
  const isShared = ({ text }: Message): boolean => new Set(sameText.get(text)?.map(messageTitle)).size > 1;
  const groups = Map.groupBy(warnings, (warning) =>
    isShared(warning) || warning.recipe === undefined ? `text ${warning.text}` : `recipe ${warning.recipe}`,
  );
  return [...groups.values()].map(noteOf);
}

function noteOf(group: readonly Message[]): Note {
  const [first] = group;
  if (first === undefined) throw new Error('A group of warnings is empty.');
  const count = countOf(group);
  const texts = [...new Set(group.map(({ text }) => text))];
  const titles = [...new Set(group.map(messageTitle))];
  const files = new Set(group.map(({ file }) => file));
  const many = texts.length === 1 && titles.length > 1;
  return {
    title: many ? plural(count, 'warning') : titles.length === 1 ? messageTitle(first) : (first.recipe ?? ''),
    text: clipLines([...headOf(count, texts, many ? titles : []), ...texts.flatMap(linesOf)], TEXT_LIMIT),
    places:
      files.size !== 1 || first.file === undefined
        ? []
        : [
            {
              file: first.file,
              ...(group.length === 1 && first.line !== undefined ? { line: first.line } : {}),
            },
          ],
    count,
  };
}

function headOf(count: number, texts: readonly string[], titles: readonly string[]): string[] {
  if (titles.length > 0) {
    const rest = titles.length - NAMES_SHOWN;
    const others = rest > 0 ? ` and ${plural(rest, 'other')}` : '';
    return [`In ${titles.slice(0, NAMES_SHOWN).join(', ')}${others}:`];
  }
  if (texts.length > 1) return [`${plural(count, 'warning')}:`];
  return count > 1 ? [`${formatCount(count)} times:`] : [];
}

function linesOf(text: string): string[] {
  return text.split('\n');
}

function annotationAt({ title: whole, places }: Note, repository: Repository): Annotation {
  const title = clip(whole, TITLE_LIMIT);
  for (const { file, line } of places) {
    const path = file === undefined ? undefined : pathInRepository(file, repository);
    if (path !== undefined) return { title, file: path, ...(line === undefined ? {} : { startLine: line }) };
  }
  return { title };
}
