import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CORE = resolve(import.meta.dirname, '../../packages/core/test');

/** The recorded files below a folder of core's tests whose path has a match of `name`, not empty, as one character for each byte. */
export function recorded(folder: string, name: RegExp): string[] {
  const found = readdirSync(join(CORE, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => name.test(path))
    .sort()
    .map((path) => readFileSync(path, 'latin1'))
    .filter((text) => text !== '');
  if (found.length === 0) throw new Error(`Nothing is recorded in ${folder}.`);
  return found;
}

/** Parts of texts of some `lines` each, so that a small change of one is a large part of it. */
export function parts(texts: readonly string[], lines: number): string[] {
  return texts.flatMap((text) => {
    const all = text.split('\n');
    return Array.from({ length: Math.ceil(all.length / lines) }, (_, at) =>
      all.slice(at * lines, (at + 1) * lines).join('\n'),
    );
  });
}
