import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { expect } from '@jest/globals';

/** What is put instead of each text that differs from run to run. The first of two that overlap wins. */
export type Scrub = readonly (readonly [volatile: string | RegExp, stable: string])[];

const FOLDER = resolve(import.meta.dirname, 'approved');

const VOLATILE: Scrub = [
  [/\b[0-9a-f]{64}\b/g, '<sha256>'],
  [/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?/g, '<time>'],
  [/\b20\d{12}\b/g, '<date>'],
  [/(log|run)\.(do_\w+)\.\d+/g, '$1.$2.<pid>'],
  [/\b(\d+ h )?(\d+ min )?\d+(\.\d+)? s\b/g, '<duration>'],
  [/\b\d+ h \d+ min\b/g, '<duration>'],
  [/\b(\d+&nbsp;h&nbsp;)?(\d+&nbsp;min&nbsp;)?\d+&nbsp;s\b/g, '<duration>'],
];

/** `text` with times, durations, dates in names, pids and digests blanked, after what `scrub` names. */
export function scrubbed(text: string, scrub: Scrub = []): string {
  return [...scrub, ...VOLATILE].reduce((so, [volatile, stable]) => so.replaceAll(volatile, stable), text);
}

/**
 * Holds `text`, scrubbed, against the approved file of that name. With `UPDATE_APPROVED=1` the file is written
 * instead: read it before it is committed. A file that is missing fails.
 *
 * @param scrub What else differs from run to run, such as temporary folders: plain texts, or patterns with the flag g.
 */
export async function expectApproved(
  name: string,
  text: string,
  scrub: Scrub = [],
  folder: string = FOLDER,
): Promise<void> {
  const path = join(folder, name);
  const actual = `${scrubbed(text, scrub).trimEnd()}\n`;
  if (process.env['UPDATE_APPROVED'] === '1') {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, actual);
    return;
  }
  const approved = await readFile(path, 'utf8').catch(() => undefined);
  if (approved === undefined) {
    throw new Error(
      `There is no approved ${name}. Make it with UPDATE_APPROVED=1, and read it.\n\n${actual}`,
    );
  }
  expect(actual).toBe(approved);
}
