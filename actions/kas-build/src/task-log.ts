import { open } from 'node:fs/promises';
import type { FailedTask } from '@pv-actions/core/yocto/build-report.ts';

/** A failed task with the end of its log. */
export interface TaskLog {
  /** `recipe do_task` */
  readonly title: string;
  readonly tail: string;
}

const TAIL_LINES = 30;
const TAIL_BYTES = 64 * 1024;

/** Reads the end of a failed task's log; empty when the log is not there. */
export async function taskLog(failed: FailedTask): Promise<TaskLog> {
  const title = `${failed.recipe} ${failed.task}`;
  if (failed.logFile === undefined) return { title, tail: '' };
  try {
    const file = await open(failed.logFile, 'r');
    try {
      const { size } = await file.stat();
      const start = Math.max(0, size - TAIL_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
      const lines = buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n');
      return { title, tail: lines.slice(-TAIL_LINES).join('\n') };
    } finally {
      await file.close();
    }
  } catch {
    return { title, tail: '' };
  }
}
