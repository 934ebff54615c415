import type { Leaks } from './report.ts';

const LOST = /^==(\d{1,10})== {1,10}definitely lost: ([\d,]{1,30}) bytes in ([\d,]{1,30}) blocks/;

/**
 * Reads the leaks that one valgrind.log.<pid> calls definite: `==7==    definitely lost: 1,024 bytes in 2 blocks` of its LEAK
 * SUMMARY. A process that was forked and has called no other program writes into its parent's file, with its own number;
 * what a process has lost adds up, so of several summaries of one process the last one counts. A log without a summary
 * has no leaks.
 */
export function valgrindLogReader() {
  const ofProcess = new Map<string, Leaks>();
  return {
    /** Takes the next line, without its newline. */
    read: (line: string): void => {
      const [, pid, bytes, blocks] = LOST.exec(line.slice(0, 200)) ?? [];
      if (pid === undefined) return;
      ofProcess.set(String(Number(pid)), { bytes: whole(bytes), blocks: whole(blocks) });
    },
    leaks: () => sumLeaks([...ofProcess.values()]),
  };
}

/** The leaks of several processes or logs together. */
export function sumLeaks(leaks: readonly Leaks[]): Leaks {
  return leaks.reduce<Leaks>(
    (sum, one) => ({ bytes: bounded(sum.bytes + one.bytes), blocks: bounded(sum.blocks + one.blocks) }),
    { bytes: 0, blocks: 0 },
  );
}

function whole(digits = ''): number {
  return bounded(Number(digits.replaceAll(',', '')));
}

/** A log can say any number. A report holds whole ones. */
function bounded(count: number): number {
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}
