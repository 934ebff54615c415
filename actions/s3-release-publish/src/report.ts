import { code, link, table, unbroken } from '@pv-actions/core/action/markdown.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import type { Step } from './published.ts';
import type { Release } from './release.ts';
import type { Uploaded } from './upload.ts';

const DONE: Readonly<Record<Step['action'], string>> = {
  upload: 'uploaded',
  replace: 'uploaded again',
  keep: 'was there',
};
const PLANNED: Readonly<Record<Step['action'], string>> = {
  upload: 'would be uploaded',
  replace: 'would replace an object that no index names',
  keep: 'is there',
};

/** The step summary of a machine that is published. */
export function publishedSummary(release: Release, uploaded: readonly Uploaded[], changed: boolean): string {
  const rows = uploaded.map(({ file, action }) => [
    file.kind,
    link(nameOf(file.key), file.url),
    unbroken(DONE[action]),
    unbroken(formatBytes(file.size)),
    code(file.sha256),
  ]);
  return [
    `### s3-release-publish: ${code(release.machine)} ${code(release.tag)}`,
    `${verdict(release, uploaded, changed)} ${link('releases.json', release.indexUrl)}, ${link('manifest.json', release.manifestUrl)}`,
    table(['Kind', 'File', 'State', 'Size', 'sha256'], rows),
  ].join('\n\n');
}

/** What a run did, in one sentence. */
export function verdict(release: Release, uploaded: readonly Uploaded[], changed: boolean): string {
  const sent = uploaded.filter(({ action }) => action !== 'keep');
  if (sent.length === 0 && !changed) return 'Everything was published already. Nothing was written.';
  const bytes = sent.reduce((sum, { file }) => sum + file.size, 0);
  return `Published in the channel ${release.channel}: ${sent.length} of ${uploaded.length} files uploaded (${formatBytes(bytes)}).`;
}

/** The step summary of a dry run. */
export function dryRunSummary(release: Release, steps: readonly Step[], indexed: boolean): string {
  const rows = steps.map(({ object, action }) => [object.kind, code(object.key), PLANNED[action]]);
  return [
    `### s3-release-publish: ${code(release.machine)} ${code(release.tag)} (dry run)`,
    `Nothing was written. The index ${indexed ? 'names the machine already' : 'does not name the machine yet'}.`,
    table(['Kind', 'Key', 'State'], rows),
  ].join('\n\n');
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
