import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findOnPath } from './processes.ts';

/** A `git` that notes how much memory its processes took. */
export interface MeasuredGit {
  /** With it, this `git` is found before the real one. */
  readonly PATH: string;
  /** Resident at its peak, in bytes, of the largest process that any call of git was or started. */
  peak(): Promise<number>;
}

/** Makes it in a new folder. It needs Python, which can ask the kernel: undefined where there is none. */
export async function measuredGit(folder: string): Promise<MeasuredGit | undefined> {
  const [real, python] = [await findOnPath('git'), await findOnPath('python3')];
  if (real === undefined || python === undefined) return undefined;
  await mkdir(folder, { recursive: true });
  const notes = join(folder, 'notes');
  await writeFile(notes, '');
  const script = `#!/usr/bin/env python3
import resource, subprocess, sys
code = subprocess.call([${JSON.stringify(real)}, *sys.argv[1:]])
with open(${JSON.stringify(notes)}, "a") as notes:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=notes)
sys.exit(code)
`;
  await writeFile(join(folder, 'git'), script, { mode: 0o755 });
  return {
    PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
    async peak() {
      const kibibytes = (await readFile(notes, 'utf8')).split('\n').filter(Boolean).map(Number);
      if (kibibytes.length === 0) throw new Error('The stage called no git.');
      return 1024 * Math.max(...kibibytes);
    },
  };
}
