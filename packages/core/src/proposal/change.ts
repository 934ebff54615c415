/** What a change makes of files: the digest of the blob at each path, undefined where the file is removed. */
export type Change = ReadonlyMap<string, string | undefined>;

/** A file of a comparison (https://docs.github.com/rest/commits/commits#compare-two-commits). */
export interface ComparedFile {
  readonly filename: string;
  /** Of a file that was removed, what it was. */
  readonly sha: string | null;
  readonly status: string;
  readonly previous_filename?: string;
}

/** GitHub lists so many files of a comparison, and does not say that there are more. */
const MOST_LISTED = 300;

/** The change that a comparison lists; undefined where it may be more than what is listed. */
export function changeOf(files: readonly ComparedFile[] | undefined): Change | undefined {
  if (files === undefined || files.length >= MOST_LISTED) return undefined;
  const change = new Map<string, string | undefined>();
  for (const { filename, sha, status, previous_filename: previous } of files) {
    if (status === 'renamed' && previous !== undefined && !change.has(previous))
      change.set(previous, undefined);
    change.set(filename, status === 'removed' ? undefined : (sha ?? undefined));
  }
  return change;
}

/** Whether two changes make the same of the same files. */
export function isSameChange(one: Change, other: Change): boolean {
  return (
    one.size === other.size && [...one].every(([path, sha]) => other.has(path) && other.get(path) === sha)
  );
}
