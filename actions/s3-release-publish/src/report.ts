import {
  bullets,
  code,
  escapeText,
  joinMarkdown,
  link,
  type Markdown,
  md,
  table,
  unbroken,
} from '@pv-actions/core/action/markdown.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { fileName } from '@pv-actions/core/release/manifest.ts';
import type { Decision, Step } from './decide.ts';
import type { Note } from './plan-notes.ts';
import type { MachineRelease } from './release.ts';
import type { PublishedObject } from './upload.ts';

const DONE: Readonly<Record<Step['action'], string>> = {
  upload: 'uploaded',
  replace: 'replaced',
  keep: 'was there',
};
/** What a dry run says of an object. */
export const PLANNED: Readonly<Record<Step['action'], string>> = {
  upload: 'would be uploaded',
  replace: 'would be replaced',
  keep: 'is there',
};

/** What a run did with a machine. */
interface Outcome {
  readonly release: MachineRelease;
  readonly objects: readonly PublishedObject[];
  /** Keys of published objects that this build does not have, and that were removed. */
  readonly obsolete: readonly string[];
  /** Whether the index was left as it is, to be changed by a promotion. */
  readonly staged: boolean;
  /** Whether anything was written. */
  readonly changed: boolean;
  readonly notes?: readonly Note[];
}

/** The step summary of a machine that is published or staged. */
export function publishedSummary(outcome: Outcome): Markdown {
  const { release, objects, obsolete, notes } = outcome;
  const nameOf = (key: string): string => fileName({ tag: release.tag, name: release.machine }, key);
  const rows = [
    ...objects.map(({ file, action }) => [
      escapeText(file.kind),
      link(nameOf(file.key), file.url),
      unbroken(DONE[action]),
      unbroken(formatBytes(file.size)),
      code(file.sha256),
    ]),
    ...obsolete.map((key) => [md``, code(nameOf(key)), md`removed`, md``, md``]),
  ];
  const manifest = link('manifest.json', release.manifestUrl);
  const links = outcome.staged ? manifest : md`${link('releases.json', release.indexUrl)}, ${manifest}`;
  const parts = [
    md`### s3-release-publish: ${code(release.machine)} ${code(release.tag)}`,
    md`${escapeText(verdict(outcome))} ${links}`,
    table([md`Kind`, md`File`, md`State`, md`Size`, md`sha256`], rows),
    ...notesSection(notes),
  ];
  return joinMarkdown(parts, '\n\n');
}

function notesSection(notes: readonly Note[] = []): Markdown[] {
  return notes.length === 0 ? [] : [bullets(notes.map(({ text }) => escapeText(text)))];
}

/** What a run did, in one or two sentences. */
export function verdict({ release, objects, staged, changed }: Outcome): string {
  const sent = objects.filter(({ action }) => action !== 'keep');
  if (sent.length === 0 && !changed) {
    return `Everything was ${staged ? 'staged' : 'published'} already. Nothing was written.`;
  }
  const bytes = sent.reduce((sum, { file }) => sum + file.size, 0);
  const files =
    sent.length === 0
      ? 'all of its files were there'
      : `${sent.length} of ${counted(objects.length, 'file')} uploaded (${formatBytes(bytes)})`;
  return staged
    ? `Staged for the channel ${release.channel}: ${files}. The index names the machine when it is promoted.`
    : `Published in the channel ${release.channel}: ${files}.`;
}

/** The step summary of a dry run. */
export function dryRunSummary(
  release: MachineRelease,
  decision: Decision,
  indexed: boolean,
  notes?: readonly Note[],
): Markdown {
  const rows = [
    ...decision.steps.map(({ object, action }) => [
      escapeText(object.kind),
      code(object.key),
      escapeText(PLANNED[action]),
    ]),
    ...decision.obsolete.map((key) => [md``, code(key), md`would be removed`]),
  ];
  const parts = [
    md`### s3-release-publish: ${code(release.machine)} ${code(release.tag)} (dry run)`,
    md`Nothing was written. The index ${indexed ? md`names the machine already` : md`does not name the machine yet`}.`,
    table([md`Kind`, md`Key`, md`State`], rows),
    ...notesSection(notes),
  ];
  return joinMarkdown(parts, '\n\n');
}
