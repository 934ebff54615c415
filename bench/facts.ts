import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { formatBytes } from '@pv-actions/core/action/progress.ts';

/** What the numbers depend on. */
export function machineFacts(): string[] {
  const cpu = /^model name\s*:\s*(.+)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? process.arch;
  const kas = spawnSync('kas', ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0] ?? '';
  return [
    `${availableParallelism()} cores (${cpu}), ${formatBytes(totalmem())} of memory`,
    `Load before: ${loadavg()[0]?.toFixed(1)}. Where other work runs on the machine, times of a few seconds say little.`,
    `Node ${process.versions.node}, ${kas === '' ? 'no kas' : kas}`,
  ];
}
