import { code, codeBlock, details, table, unbroken } from '@pv-actions/core/action/markdown.ts';
import { formatBytes, formatDuration } from '@pv-actions/core/action/progress.ts';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import type { BuildResult } from './build.ts';
import type { TaskLog } from './task-log.ts';
import type { Verdict } from './verdict.ts';

const SENTENCES: Readonly<Record<Verdict, string>> = {
  success: 'Built',
  failed: 'Failed',
  'errors-logged':
    'Failed: every task succeeded, but errors were logged, and bitbake counts that as a failure',
};

/** The step summary of a build. */
export function buildSummary(
  build: { readonly machine: string; readonly config: string; readonly verdict: Verdict },
  result: BuildResult,
  artifacts: readonly Artifact[],
  logs: readonly TaskLog[],
): string {
  const { report, seconds } = result;
  const facts = [
    ['Configuration', code(build.config)],
    ['Duration', formatDuration(seconds)],
    ...(report.tasks === undefined
      ? []
      : [['Tasks', `${report.tasks.attempted} attempted, ${report.tasks.reused} reused`]]),
    ...(report.sstateMatch === undefined ? [] : [['sstate match', `${report.sstateMatch} %`]]),
    ['Warnings', String(report.warnings.length)],
    ['Errors', String(report.errors.length)],
  ];
  return [
    `### kas-build: ${code(build.machine)}`,
    `${SENTENCES[build.verdict]} in ${formatDuration(seconds)}.`,
    table(
      facts.map(([name = '']) => name),
      [facts.map(([, value = '']) => value)],
    ),
    ...logs.map((log) => details(`${log.title} failed`, codeBlock(log.tail), true)),
    ...(report.errors.length > 0
      ? [details('Errors', codeBlock(report.errors.slice(0, 50).join('\n')))]
      : []),
    ...(report.warnings.length > 0
      ? [details('Warnings', codeBlock(report.warnings.slice(0, 50).join('\n')))]
      : []),
    ...(artifacts.length > 0 ? [artifactTable(artifacts)] : []),
  ].join('\n\n');
}

function artifactTable(artifacts: readonly Artifact[]): string {
  const distro = artifacts.filter((artifact) => artifact.kind === 'pvtest-distro');
  const rows = artifacts
    .filter((artifact) => artifact.kind !== 'pvtest-distro')
    .map(({ kind, name, size, sha256 }) => [kind, code(name), unbroken(formatBytes(size)), code(sha256)]);
  if (distro.length > 0) {
    const size = distro.reduce((sum, artifact) => sum + artifact.size, 0);
    rows.push(['pvtest-distro', `${distro.length} files`, unbroken(formatBytes(size)), '']);
  }
  return table(['Kind', 'Name', 'Size', 'sha256'], rows);
}
