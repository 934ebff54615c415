import type { Shard } from '@pv-actions/core/pvtest/report.ts';

const LONGEST_PATH = 120;

/**
 * The GitHub artifact that the workspace becomes: `pvtest-workspace-<sha7>-<path>`, where `/` and other characters are `-`, and no
 * path is `all`; then `-<i>of<n>` for a shard, and `-<attempt>` for an attempt after the first: an artifact of a run cannot be
 * replaced.
 */
export function workspaceArtifact(about: {
  readonly sha: string | undefined;
  readonly paths: readonly string[];
  readonly shard: Shard | undefined;
  readonly runAttempt: number;
}): string {
  const { sha = '', paths, shard, runAttempt } = about;
  const path = paths
    .join('-')
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, LONGEST_PATH);
  return [
    'pvtest-workspace',
    sha.slice(0, 7) || 'unknown',
    path || 'all',
    ...(shard === undefined ? [] : [`${shard.index}of${shard.of}`]),
    ...(runAttempt > 1 ? [String(runAttempt)] : []),
  ].join('-');
}
