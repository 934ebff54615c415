import { normalize } from 'node:path';
import {
  bullets,
  code,
  codeBlock,
  details,
  escapeText,
  joinMarkdown,
  type Markdown,
  md,
  table,
  unbroken,
  withoutControls,
} from '@pv-actions/core/action/markdown.ts';
import { formatBytes, formatDuration } from '@pv-actions/core/action/progress.ts';
import type { Uploaded } from '@pv-actions/core/artifacts/artifact-upload.ts';
import type { BuildReport, Layer, Message } from '@pv-actions/core/bitbake/build-report.ts';
import type { RecipeTime } from '@pv-actions/core/bitbake/buildstats.ts';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import type { CacheMode } from '../cache-mode.ts';
import type { SizeChange } from './compare.ts';
import { type ErrorGroup, errorGroups, explanationOf, taskGroups } from './error-groups.ts';
import { headline } from './headline.ts';
import {
  clip,
  clipLines,
  countOf,
  errorsOfKas,
  formatCount,
  messageTitle,
  plural,
  taskTitle,
  warningCountOf,
  withoutTwins,
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
const LAYERS_SHOWN = 200;
const ARTIFACTS_SHOWN = 200;
const TEXT_CHARACTERS = 300;

/** The step summary of a build, as Markdown: what matters most comes first, and each part has its limit. */
export function buildSummary(facts: BuildFacts): Markdown {
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
    layerTable(report.layers ?? []),
  ];
  return joinMarkdown(
    parts.filter((part) => part !== ''),
    '\n\n',
  );
}

function factsTable(facts: BuildFacts): Markdown {
  const { report, config, seconds, lockSha256, cacheMode } = facts;
  const plain = (text: string | undefined): Markdown | undefined =>
    text === undefined ? undefined : escapeText(text);
  const rows: (readonly [string, Markdown | undefined])[] = [
    ['Machine', machineOf(facts)],
    ['Distro', report.distro === undefined ? undefined : code(report.distro)],
    ['Configuration', code(config)],
    ['Targets', targetsOf(facts)],
    ['Duration', plain(formatDuration(seconds))],
    ['sstate', plain(sstateOf(report))],
    ['Tasks', plain(tasksOf(report))],
    ['Errors, warnings', plain(`${formatCount(report.errorCount)}, ${formatCount(warningCountOf(report))}`)],
    [
      'Cache',
      plain(cacheMode === 'read-only' ? 'read-only: the build wrote to folders of its own' : cacheMode),
    ],
    ['Lock', lockSha256 === undefined ? undefined : code(lockSha256)],
  ];
  const known = rows.flatMap(([name, value]) => (value === undefined ? [] : [[escapeText(name), value]]));
  const [header = [], ...rest] = known;
  return table(header, rest);
}

function machineOf({ machine, report }: BuildFacts): Markdown | undefined {
  if (machine === undefined) return undefined;
  const built = report.machine;
  return built === undefined || built === machine
    ? code(machine)
    : md`${code(machine)} (MACHINE ${code(built)})`;
}

function targetsOf({ targets, task, sdk }: BuildFacts): Markdown {
  const names = targets.length === 0 ? md`as the configuration says` : joinMarkdown(targets.map(code), ', ');
  return md`${names}${task === undefined ? md`` : md`, task ${code(task)}`}${sdk === true ? md`, and the SDK` : md``}`;
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

function notesList(notes: readonly string[]): Markdown {
  return bullets(notes.map(escapeText));
}

function failedTasks({ logs }: BuildFacts): Markdown {
  if (logs.length === 0) return md``;
  const groups = taskGroups(logs);
  const shown = groups
    .slice(0, LOGS_SHOWN)
    .map((group, at) => details(titleOf(group), failedTask(group), at === 0));
  const rest = groups.slice(LOGS_SHOWN).flatMap((group) => group.map(({ title }) => title));
  const more = rest.length === 0 ? [] : [md`Failed too: ${names(rest)}.`];
  return joinMarkdown([md`### Failed tasks`, ...shown, ...more], '\n\n');
}

function titleOf([first, ...others]: readonly TaskLog[]): string {
  const rest = others.length === 0 ? '' : ` and ${plural(others.length, 'other task')} with the same cause`;
  return `${first?.title ?? ''}${rest}`;
}

/** The first one, and the names of those with the same cause. */
function failedTask([log, ...others]: readonly [TaskLog, ...TaskLog[]]): Markdown {
  const { file, lines } = log;
  const said = lines.length === 0 ? md`It left no log.` : codeBlock(clipLines(lines, LOG_CHARACTERS, 1000));
  const more = others.length === 0 ? md`` : md`\n\nThe same: ${names(others.map(({ title }) => title))}.`;
  return md`${code(normalize(file))}\n\n${said}${more}`;
}

function errorList({ verdict, reason, report }: BuildFacts): Markdown {
  if (verdict === 'success') return md``;
  // kas repeats that bitbake failed: of a build that was stopped that is known.
  const stopped = verdict === 'cancelled' || verdict === 'timed-out' || reason !== undefined;
  const kas = (stopped ? [] : errorsOfKas(report)).map((text): ErrorGroup => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return { messages: [{ text, kind: 'other', count: 1, recipe: 'kas' }], count: 1, lines };
  });
  const all = [...errorGroups(report, stopped || report.interrupted), ...kas];
  const headed = verdict === 'failed' && report.failedTasks.length === 0 && isHeadline(all);
  if (all.length === 0 || headed) return md``;
  const items = all.slice(0, ERRORS_SHOWN).map(errorItem);
  if (all.length > ERRORS_SHOWN)
    items.push(escapeText(`and ${formatCount(all.length - ERRORS_SHOWN)} more.`));
  return md`### Errors\n\n${bullets(items)}`;
}

/** Whether the headline says all that the list would. */
function isHeadline([group, ...others]: readonly ErrorGroup[]): boolean {
  if (group === undefined || others.length > 0 || group.count > 1) return false;
  const [error] = group.messages;
  if (error.file !== undefined) return false;
  return error.near !== undefined || (!error.text.includes('\n') && error.text.length < TEXT_CHARACTERS);
}

function errorItem(group: ErrorGroup): Markdown {
  const { messages, count } = group;
  const shown = explanationOf(group).lines.slice(0, ERROR_LINES).map(shortText);
  const said = messages[0].text.split('\n').filter((line) => line.trim() !== '').length;
  if (said > shown.length) shown.push(escapeText(`… ${formatCount(said - shown.length)} more lines`));
  return md`${subjects(messages)}${times(count)}: ${joinMarkdown(shown, '<br>')}`;
}

/** Whom an error is about, and in which file; of several the names alone. */
function subjects(messages: readonly [Message, ...Message[]]): Markdown {
  const titles = [...new Set(messages.map(messageTitle))];
  if (titles.length > 1) return names(titles);
  const [error] = messages;
  const line = error.line === undefined ? '' : `:${error.line}`;
  const place = error.file === undefined ? md`` : md` (${code(`${normalize(error.file)}${line}`)})`;
  return md`${code(messageTitle(error))}${place}`;
}

function setsceneList({ setsceneFailed }: BuildReport): Markdown {
  if (setsceneFailed.length === 0) return md``;
  const tasks = setsceneFailed.map(({ recipe, task, mc }) => taskTitle(`${recipe} ${task}`, mc));
  const verb = tasks.length === 1 ? 'was' : 'were';
  const what = `${plural(tasks.length, 'object')} could not be taken from sstate and ${verb} built instead`;
  return md`### Not taken from sstate\n\n${escapeText(what)}: ${names(tasks)}.`;
}

function warningList({ warnings, warningCount }: BuildReport): Markdown {
  if (warnings.length === 0) return md``;
  const recipes = [...Map.groupBy(withoutTwins(warnings), ({ recipe }) => recipe)].sort(
    ([, a], [, b]) => countOf(b) - countOf(a),
  );
  const items = recipes.slice(0, RECIPES_SHOWN).map(([recipe, group]) => warningItem(recipe, group));
  const rest = recipes.slice(RECIPES_SHOWN);
  if (rest.length > 0) {
    const count = rest.reduce((sum, [, group]) => sum + countOf(group), 0);
    items.push(escapeText(`and ${plural(count, 'warning')} of ${plural(rest.length, 'more recipe')}.`));
  }
  const unlisted = warningCount - countOf(warnings);
  if (unlisted > 0) items.push(escapeText(`and ${formatCount(unlisted)} more, which were not kept.`));
  return details(plural(warningCount, 'warning'), bullets(items));
}

/** A recipe with its warnings, as a list in the item of the list. */
function warningItem(recipe: string | undefined, group: readonly Message[]): Markdown {
  const shown = group.slice(0, WARNINGS_OF_RECIPE).map((warning) => {
    const task = warning.task === undefined ? md`` : md`${code(warning.task)}: `;
    return md`  - ${task}${shortText(warning.text)}${times(warning.count)}`;
  });
  const rest = countOf(group.slice(WARNINGS_OF_RECIPE));
  if (rest > 0) shown.push(md`  - and ${escapeText(formatCount(rest))} more.`);
  const title = md`${recipe === undefined ? md`of no recipe` : code(recipe)}: ${escapeText(formatCount(countOf(group)))}`;
  return joinMarkdown([title, ...shown], '\n');
}

function artifactTable({ artifacts, sizes }: BuildFacts): Markdown {
  if (artifacts.length === 0) return md``;
  const changes = new Map((sizes ?? []).map((change) => [`${change.kind} ${change.name}`, change]));
  const distro = artifacts.filter(({ kind }) => kind === 'pvtest-distro');
  const files = artifacts.filter(({ kind }) => kind !== 'pvtest-distro');
  const row = (
    kind: string,
    name: Markdown,
    size: number,
    change: Markdown,
    digest: Markdown,
  ): Markdown[] => [
    escapeText(kind),
    name,
    unbroken(formatBytes(size)),
    ...(sizes === undefined ? [] : [change]),
    digest,
  ];
  const rows = files.slice(0, ARTIFACTS_SHOWN).map(({ kind, name, size, sha256 }) => {
    return row(kind, code(name), size, changeText(changes.get(`${kind} ${name}`)), code(sha256));
  });
  if (distro.length > 0)
    rows.push(row('pvtest-distro', escapeText(plural(distro.length, 'file')), total(distro), md``, md``));
  const rest = files.slice(ARTIFACTS_SHOWN);
  if (rest.length > 0)
    rows.push(row('', escapeText(`${formatCount(rest.length)} more files`), total(rest), md``, md``));
  const header = ['Kind', 'Name', 'Size', ...(sizes === undefined ? [] : ['Change']), 'sha256'];
  return md`### Artifacts\n\n${table(header.map(escapeText), rows)}`;
}

function changeText(change: SizeChange | undefined): Markdown {
  if (change === undefined) return md``;
  const { before, now, percent } = change;
  if (before === undefined) return md`new`;
  if (before === now) return md`same`;
  const sign = now > before ? '+' : '−';
  const part = percent === undefined ? '' : ` (${sign}${Math.abs(percent)} %)`;
  return unbroken(`${sign}${formatBytes(Math.abs(now - before))}${part}`);
}

function uploadedList(uploaded: readonly Uploaded[]): Markdown {
  if (uploaded.length === 0) return md``;
  const items = uploaded.map(({ name, files, size }) => {
    return md`${code(name)} (${escapeText(plural(files, 'file'))}, ${unbroken(formatBytes(size))})`;
  });
  return md`Uploaded to GitHub: ${joinMarkdown(items, ', ')}.`;
}

/** Recipes that took less than a second are not slow. */
function slowestTable(slowest: readonly RecipeTime[]): Markdown {
  const slow = slowest.filter(({ seconds }) => seconds >= 1);
  if (slow.length === 0) return md``;
  const rows = slow.map(({ recipe, seconds, slowestTask }) => [
    code(recipe),
    unbroken(formatDuration(seconds)),
    code(slowestTask),
  ]);
  return details('Slowest recipes', table([md`Recipe`, md`All tasks`, md`Longest task`], rows));
}

/** The layers with their revisions, those with one revision in one row. */
function layerTable(layers: readonly Layer[]): Markdown {
  if (layers.length === 0) return md``;
  const shown = layers.slice(0, LAYERS_SHOWN);
  const groups = Map.groupBy(shown, ({ branch, revision }, at) =>
    revision === undefined ? `${at}` : `${branch} ${revision}`,
  );
  const rows = [...groups.values()].map((group) => {
    const [{ branch, revision } = {}] = group;
    return [
      joinMarkdown(
        group.map(({ name }) => code(name)),
        ', ',
      ),
      branch === undefined ? md`` : code(branch),
      revision === undefined ? md`unknown` : code(revision),
    ];
  });
  const rest = layers.length - shown.length;
  if (rest > 0) rows.push([escapeText(`and ${formatCount(rest)} more`), md``, md``]);
  return details(plural(layers.length, 'layer'), table([md`Layer`, md`Branch`, md`Revision`], rows));
}

/** Names as code, as many as there is room for. */
function names(all: readonly string[]): Markdown {
  const shown = joinMarkdown(all.slice(0, NAMES_SHOWN).map(code), ', ');
  const rest = all.length - NAMES_SHOWN;
  return rest > 0 ? md`${shown} and ${escapeText(formatCount(rest))} more` : shown;
}

function shortText(text: string): Markdown {
  return escapeText(clip(withoutControls(text).trim(), TEXT_CHARACTERS));
}

function times(count: number): Markdown {
  return count > 1 ? escapeText(` (${formatCount(count)} times)`) : md``;
}

function total(artifacts: readonly Artifact[]): number {
  return artifacts.reduce((sum, { size }) => sum + size, 0);
}
