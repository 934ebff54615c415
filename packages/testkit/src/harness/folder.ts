import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A temporary folder, by its real path. */
export interface TestFolder {
  readonly path: string;
  /** The path of something in it. */
  at(...parts: readonly string[]): string;
  /** Removes it with all that is in it. */
  close(): Promise<void>;
}

/** @param name the beginning of the folder's name */
export async function openFolder(name: string): Promise<TestFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), `${name}-`)));
  return {
    path,
    at: (...parts) => join(path, ...parts),
    close: () => rm(path, { recursive: true, force: true }),
  };
}

/** Writes a file below `folder`, with the folders that it needs. @returns its path. */
export async function writeBelow(folder: string, path: string, content: string | Buffer): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}
