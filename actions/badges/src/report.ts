import {
  code,
  escapeText,
  joinMarkdown,
  link,
  type Markdown,
  md,
  table,
  unbroken,
} from '@pv-actions/core/action/markdown.ts';
import { formatDuration } from '@pv-actions/core/action/progress.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import type { Job } from '@pv-actions/core/github/runs.ts';
import type { BadgeFormat } from '@pv-actions/core/release/keys.ts';
import { badgeKey } from '@pv-actions/core/release/keys.ts';
import { compareText } from '@pv-actions/core/release/text-order.ts';
import { machineBadge } from './badge.ts';
import type { JudgedJob, MachineState } from './machines.ts';
import { type Release, urlOf } from './plan.ts';
import { compareStates, STATES, type State } from './states.ts';
import { isNewer } from './survey.ts';

/** What the jobs of a run say. */
export interface Judged {
  readonly release: Release;
  readonly machines: readonly MachineState[];
  /** Whether tests count. */
  readonly tested: boolean;
}

/** What a run did, or would do. */
export interface Outcome extends Judged {
  /** The tag that `latest/` showed before, and the one that it shows now. */
  readonly shownBefore: string | undefined;
  readonly shown: string | undefined;
  /** How many objects were written, and removed. */
  readonly written: number;
  readonly removed: number;
  /** The README that was rewritten. */
  readonly readme: string | undefined;
  readonly dryRun: boolean;
}

const LONGEST_NAME = 100;

/** What is said every 10 s of long work: `Reading the badges of 029, 20 s so far.` */
export function soFar(what: string): (elapsedSeconds: number) => string {
  return (elapsedSeconds) => `${what}, ${formatDuration(elapsedSeconds)} so far.`;
}

/** `11 passing, 1 failing of 12 machines. latest/stable shows 029.` */
export function verdict({ release, machines, shownBefore, shown, dryRun }: Outcome): string {
  const { tag, channel } = release;
  const counts = `${countStates(machines)} of ${counted(machines.length, 'machine')}.`;
  const latest = `latest/${channel} shows`;
  if (isNewer(shownBefore, tag)) return `${counts} ${latest} ${shownBefore}, which is newer.`;
  if (isNewer(shown, tag)) {
    return `${counts} ${latest} ${shown}: the run of that newer tag was faster, and this one gave way.`;
  }
  if (!dryRun || shownBefore === tag) return `${counts} ${latest} ${shown ?? 'nothing yet'}.`;
  return `${counts} ${latest} ${shownBefore ?? 'nothing yet'}, and would show ${tag}.`;
}

/** What was written, or would be, in one or two sentences. */
export function writes({ written, removed, readme, dryRun }: Outcome): string {
  const did = (count: number): string => (dryRun ? 'would be' : count === 1 ? 'was' : 'were');
  const done = [
    ...(written > 0 ? [`${counted(written, 'object')} ${did(written)} written`] : []),
    ...(removed > 0 ? [`${counted(removed, 'object')} ${did(removed)} removed`] : []),
    ...(readme === undefined ? [] : [`${readme} ${did(1)} rewritten`]),
  ].join(', ');
  if (done === '') return 'Everything is there already. Nothing was written.';
  return dryRun ? `Nothing was written. ${done}.` : `${done}.`;
}

/** The step summary: what a person asks first, then the machines, the worst first. */
export function badgesSummary(outcome: Outcome): Markdown {
  const { release, machines, tested, dryRun } = outcome;
  const parts = [
    md`### badges: ${code(release.tag)}${dryRun ? md` (dry run)` : md``}`,
    escapeText(verdict(outcome)),
    machineTable(machines, tested),
    escapeText(writes(outcome)),
  ];
  return joinMarkdown(parts, '\n\n');
}

/** The step summary of a run that failed when it knew the machines. */
export function failureSummary({ release, machines, tested }: Judged): Markdown {
  const counts = `${countStates(machines)} of ${counted(machines.length, 'machine')}`;
  const parts = [
    md`### badges: ${code(release.tag)}`,
    escapeText(`${counts}, as the jobs say. What became of the badges is said below.`),
    machineTable(machines, tested),
  ];
  return joinMarkdown(parts, '\n\n');
}

/** The machines, the worst first. */
function machineTable(machines: readonly MachineState[], tested: boolean): Markdown {
  const rows = machines
    .toSorted((a, b) => compareStates(a.state, b.state) || compareText(a.machine, b.machine))
    .map((machine) => [
      code(machine.machine),
      escapeText(machine.state),
      escapeText(worst(machine.builds)?.job.conclusion ?? 'running'),
      ...(tested ? [unbroken(countStates(machine.tests))] : []),
      unbroken(durationOf(machine.builds)),
      jobLink(machine.decisive),
    ]);
  const header = ['Machine', 'State', 'Build', ...(tested ? ['Tests'] : []), 'Duration', 'Job'];
  return table(header.map(escapeText), rows);
}

/** The output `badges`. */
export function badgesOutput(release: Release, machines: readonly MachineState[]): string {
  return JSON.stringify(
    machines.map(({ machine, state, decisive }) => {
      const { message, color } = machineBadge(machine, state);
      const url = (format: BadgeFormat): string =>
        urlOf(release, badgeKey(release.prefix, release.tag, machine, format));
      return {
        machine,
        conclusion: decisive.conclusion ?? null,
        message,
        color,
        ...(release.formats.includes('json') ? { url: url('json') } : {}),
        ...(release.formats.includes('svg') ? { 'svg-url': url('svg') } : {}),
        job: decisive.url,
      };
    }),
  );
}

/** `11 passing, 1 failing`; `none` for no state at all. */
function countStates(items: readonly { readonly state: State }[]): string {
  const counts = STATES.toReversed().flatMap((state) => {
    const count = items.filter((item) => item.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return counts.length === 0 ? 'none' : counts.join(', ');
}

function worst(jobs: readonly JudgedJob[]): JudgedJob | undefined {
  return jobs.toSorted((a, b) => compareStates(a.state, b.state))[0];
}

/** The time of the longest job. A job that was skipped has none. */
function durationOf(builds: readonly JudgedJob[]): string {
  const seconds = Math.max(0, ...builds.map(({ job }) => job.seconds ?? 0));
  return seconds === 0 ? '' : formatDuration(seconds);
}

function jobLink({ name, url }: Job): Markdown {
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 3).toWellFormed()}...` : name;
  return link(shown, url);
}
