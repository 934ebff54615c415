import { normalize } from 'node:path';
import {
  code,
  codeBlock,
  details,
  escapeText,
  table,
  unbroken,
  withoutControls,
} from '@pv-actions/core/action/markdown.ts';
import { formatBytes, formatDuration } from '@pv-actions/core/action/progress.ts';
import type { Uploaded } from '@pv-actions/core/artifacts/artifact-upload.ts';
import type { BuildReport, Message } from '@pv-actions/core/bitbake/build-report.ts';
import type { RecipeTime } from '@pv-actions/core/bitbake/buildstats.ts';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import type { CacheMode } from '../cache-mode.ts';
import type { SizeChange } from './compare.ts';
import { headline } from './headline.ts';
import {
  clip,
  clipLines,
  countOf,
  errorsOfKas,
  formatCount,
  looseErrors,
  messageTitle,
  plural,
  warningCountOf,
} from './messages.ts';
import type { TaskLog } from './task-logs.ts';
import type { Verdict } from './verdict.ts';

/** What the summary of a build tells. */
export interface BuildFacts {
  /** The name that the machine is published under. Undefined where the build did not come to say its MACHINE. */
  readonly machine?: string | undefined;
  readonly config: string;
  /** Empty where the configuration says what is built. */
  readonly targets: readonly string[];
  readonly task?: string | undefined;
  /** Whether the SDK was built, too. */
  readonly sdk?: boolean | undefined;
  readonly verdict: Verdict;
  /** Whether the step was killed, and nobody knows why: its verdict is `cancelled`. */
  readonly isKilled?: boolean;
  /** Why it ended before its time, as full sentences. */
  readonly reason?: string | undefined;
  /** What to do, as full sentences. */
  readonly advice?: string | undefined;
  readonly seconds: number;
  readonly report: BuildReport;
  readonly logs: readonly TaskLog[];
  readonly artifacts: readonly Artifact[];
  readonly slowest: readonly RecipeTime[];
  readonly sizes?: readonly SizeChange[] | undefined;
  readonly lockSha256?: string | undefined;
  readonly cacheMode?: CacheMode | undefined;
  readonly uploaded?: readonly Uploaded[] | undefined;
  /** What else a reader should know, as full sentences. */
  readonly notes: readonly string[];
}

const LOGS_SHOWN = 20;
const LOG_CHARACTERS = 12_000;
const ERRORS_SHOWN = 50;
const ERROR_LINES = 12;
const RECIPES_SHOWN = 30;
const WARNINGS_OF_RECIPE = 5;
const NAMES_SHOWN = 30;
const ARTIFACTS_SHOWN = 200;
const TEXT_CHARACTERS = 300;

/** The step summary of a build, as Markdown: what matters most comes first, and each part has its limit. */
export function buildSummary(facts: BuildFacts): string {
  const { report } = facts;
  const parts = [
    headline(facts),
    escapeText(facts.advice ?? ''),
    factsTable(facts),
    notesList(facts.notes),
    failedTasks(facts),
    errorList(facts),
    setsceneList(report),
    artifactTable(facts),
    uploadedList(facts.uploaded ?? []),
    warningList(report),
    slowestTable(facts.slowest),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function factsTable(facts: BuildFacts): string {
  const { report, config, seconds, lockSha256, cacheMode } = facts;
  const rows: (readonly [string, string | undefined])[] = [
    ['Machine', machineOf(facts)],
    ['Distro', report.distro === undefined ? undefined : code(report.distro)],
    ['Configuration', code(config)],
    ['Targets', targetsOf(facts)],
    ['Duration', formatDuration(seconds)],
    ['sstate', sstateOf(report)],
    ['Tasks', tasksOf(report)],
    ['Errors, warnings', `${formatCount(report.errorCount)}, ${formatCount(warningCountOf(report))}`],
    ['Cache', cacheMode === 'read-only' ? 'read-only: the build wrote to folders of its own' : cacheMode],
    ['Lock', lockSha256 === undefined ? undefined : code(lockSha256)],
  ];
  const known = rows.filter((row): row is readonly [string, string] => row[1] !== undefined);
  const [header = [], ...rest] = known;
  return table(header, rest);
}

function machineOf({ machine, report }: BuildFacts): string | undefined {
  if (machine === undefined) return undefined;
  const built = report.machine;
  return built === undefined || built === machine
    ? code(machine)
    : `${code(machine)} (MACHINE ${code(built)})`;
}

function targetsOf({ targets, task, sdk }: BuildFacts): string {
  const names = targets.length === 0 ? 'as the configuration says' : targets.map(code).join(', ');
  return `${names}${task === undefined ? '' : `, task ${code(task)}`}${sdk === true ? ', and the SDK' : ''}`;
}

function sstateOf({ sstate, sstateMatch }: BuildReport): string | undefined {
  if (sstate === undefined) return sstateMatch === undefined ? undefined : `${sstateMatch} % match`;
  const current = sstate.current === 0 ? '' : `, ${formatCount(sstate.current)} current`;
  return sstate.wanted === 0
    ? `nothing was wanted${current}`
    : `${sstateMatch ?? sstate.match} % match: ${formatCount(sstate.found)} found of ${formatCount(sstate.wanted)} wanted${current}`;
}

function tasksOf({ tasks, progress }: BuildReport): string | undefined {
  if (tasks === undefined) {
    return progress === undefined
      ? undefined
      : `ended at ${formatCount(progress.number)} of ${formatCount(progress.total)}`;
  }
  const failed = tasks.failed === 0 ? '' : `, ${formatCount(tasks.failed)} failed`;
  return `${formatCount(tasks.attempted)} attempted, ${formatCount(tasks.rerun)} run, ${formatCount(tasks.reused)} reused${failed}`;
}

function notesList(notes: readonly string[]): string {
  return notes.map((note) => `- ${escapeText(note)}`).join('\n');
}

function failedTasks({ logs }: BuildFacts): string {
  if (logs.length === 0) return '';
  const shown = logs.slice(0, LOGS_SHOWN).map((log, at) => details(log.title, failedTask(log), at === 0));
  const rest = logs.slice(LOGS_SHOWN).map(({ title }) => title);
  return ['### Failed tasks', ...shown, ...(rest.length === 0 ? [] : [`Failed too: ${names(rest)}.`])].join(
    '\n\n',
  );
}

function failedTask({ file, lines }: TaskLog): string {
  const said = lines.length === 0 ? 'It left no log.' : codeBlock(clipLines(lines, LOG_CHARACTERS, 1000));
  return `${code(normalize(file))}\n\n${said}`;
}

function errorList({ verdict, reason, report }: BuildFacts): string {
  if (verdict === 'success') return '';
  // kas repeats that bitbake failed: of a build that was stopped that is known.
  const stopped = verdict === 'cancelled' || verdict === 'timed-out' || reason !== undefined;
  const kas = (stopped ? [] : errorsOfKas(report)).map(
    (text): Message => ({ text, kind: 'other', count: 1, recipe: 'kas' }),
  );
  const all = [...looseErrors(report), ...kas];
  const headed = verdict === 'failed' && report.failedTasks.length === 0 && isHeadline(all);
  if (all.length === 0 || headed) return '';
  const items = all.slice(0, ERRORS_SHOWN).map(errorItem);
  if (all.length > ERRORS_SHOWN) items.push(`- and ${formatCount(all.length - ERRORS_SHOWN)} more.`);
  return `### Errors\n\n${items.join('\n')}`;
}

/** Whether the headline says all that the list would. */
function isHeadline([error, ...others]: readonly Message[]): boolean {
  if (error === undefined || others.length > 0 || error.file !== undefined || error.count > 1) return false;
  return error.near !== undefined || (!error.text.includes('\n') && error.text.length < TEXT_CHARACTERS);
}

function errorItem(error: Message): string {
  const lines = error.text.split('\n').filter((line) => line.trim() !== '');
  const shown = lines.slice(0, ERROR_LINES).map(shortText);
  if (lines.length > ERROR_LINES) shown.push(`… ${formatCount(lines.length - ERROR_LINES)} more lines`);
  const line = error.line === undefined ? '' : `:${error.line}`;
  const place = error.file === undefined ? '' : ` (${code(`${normalize(error.file)}${line}`)})`;
  return `- ${code(messageTitle(error))}${place}${times(error.count)}: ${shown.join('<br>')}`;
}

function setsceneList({ setsceneFailed }: BuildReport): string {
  if (setsceneFailed.length === 0) return '';
  const tasks = setsceneFailed.map(({ recipe, task }) => `${recipe} ${task}`);
  const verb = tasks.length === 1 ? 'was' : 'were';
  return `### Not taken from sstate\n\n${plural(tasks.length, 'object')} could not be taken from sstate and ${verb} built instead: ${names(tasks)}.`;
}

function warningList({ warnings, warningCount }: BuildReport): string {
  if (warnings.length === 0) return '';
  const recipes = [...Map.groupBy(warnings, ({ recipe }) => recipe)].sort(
    ([, a], [, b]) => countOf(b) - countOf(a),
  );
  const items = recipes.slice(0, RECIPES_SHOWN).flatMap(([recipe, group]) => warningItems(recipe, group));
  const rest = recipes.slice(RECIPES_SHOWN);
  if (rest.length > 0) {
    const count = rest.reduce((sum, [, group]) => sum + countOf(group), 0);
    items.push(`- and ${plural(count, 'warning')} of ${plural(rest.length, 'more recipe')}.`);
  }
  const unlisted = warningCount - countOf(warnings);
  if (unlisted > 0) items.push(`- and ${formatCount(unlisted)} more, which were not kept.`);
  return details(plural(warningCount, 'warning'), items.join('\n'));
}

function warningItems(recipe: string | undefined, group: readonly Message[]): string[] {
  const shown = group.slice(0, WARNINGS_OF_RECIPE).map((warning) => {
    const task = warning.task === undefined ? '' : `${code(warning.task)}: `;
    return `  - ${task}${shortText(warning.text)}${times(warning.count)}`;
  });
  const rest = countOf(group.slice(WARNINGS_OF_RECIPE));
  if (rest > 0) shown.push(`  - and ${formatCount(rest)} more.`);
  return [
    `- ${recipe === undefined ? 'of no recipe' : code(recipe)}: ${formatCount(countOf(group))}`,
    ...shown,
  ];
}

function artifactTable({ artifacts, sizes }: BuildFacts): string {
  if (artifacts.length === 0) return '';
  const changes = new Map((sizes ?? []).map((change) => [`${change.kind} ${change.name}`, change]));
  const distro = artifacts.filter(({ kind }) => kind === 'pvtest-distro');
  const files = artifacts.filter(({ kind }) => kind !== 'pvtest-distro');
  const row = (kind: string, name: string, size: number, change: string, digest: string): string[] =>
    sizes === undefined
      ? [kind, name, unbroken(formatBytes(size)), digest]
      : [kind, name, unbroken(formatBytes(size)), change, digest];
  const rows = files.slice(0, ARTIFACTS_SHOWN).map(({ kind, name, size, sha256 }) => {
    return row(escapeText(kind), code(name), size, changeText(changes.get(`${kind} ${name}`)), code(sha256));
  });
  if (distro.length > 0)
    rows.push(row('pvtest-distro', plural(distro.length, 'file'), total(distro), '', ''));
  const rest = files.slice(ARTIFACTS_SHOWN);
  if (rest.length > 0) rows.push(row('', `${formatCount(rest.length)} more files`, total(rest), '', ''));
  const header = ['Kind', 'Name', 'Size', ...(sizes === undefined ? [] : ['Change']), 'sha256'];
  return `### Artifacts\n\n${table(header, rows)}`;
}

function changeText(change: SizeChange | undefined): string {
  if (change === undefined) return '';
  const { before, now, percent } = change;
  if (before === undefined) return 'new';
  if (before === now) return 'same';
  const sign = now > before ? '+' : '−';
  const part = percent === undefined ? '' : ` (${sign}${Math.abs(percent)} %)`;
  return unbroken(`${sign}${formatBytes(Math.abs(now - before))}${part}`);
}

function uploadedList(uploaded: readonly Uploaded[]): string {
  if (uploaded.length === 0) return '';
  const items = uploaded.map(({ name, files, size }) => {
    return `${code(name)} (${plural(files, 'file')}, ${unbroken(formatBytes(size))})`;
  });
  return `Uploaded to GitHub: ${items.join(', ')}.`;
}

/** Recipes that took less than a second are not slow. */
function slowestTable(slowest: readonly RecipeTime[]): string {
  const slow = slowest.filter(({ seconds }) => seconds >= 1);
  if (slow.length === 0) return '';
  const rows = slow.map(({ recipe, seconds, slowestTask }) => [
    code(recipe),
    unbroken(formatDuration(seconds)),
    code(slowestTask),
  ]);
  return details('Slowest recipes', table(['Recipe', 'All tasks', 'Longest task'], rows));
}

/** Names as code, as many as there is room for. */
function names(all: readonly string[]): string {
  const shown = all.slice(0, NAMES_SHOWN).map(code).join(', ');
  return all.length > NAMES_SHOWN ? `${shown} and ${formatCount(all.length - NAMES_SHOWN)} more` : shown;
}

function shortText(text: string): string {
  return escapeText(clip(withoutControls(text).trim(), TEXT_CHARACTERS));
}

function times(count: number): string {
  return count > 1 ? ` (${formatCount(count)} times)` : '';
}

function total(artifacts: readonly Artifact[]): number {
  return artifacts.reduce((sum, { size }) => sum + size, 0);
}
