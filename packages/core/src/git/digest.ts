import { createHash } from 'node:crypto';

/** The whole digest of a commit, of SHA-1 or SHA-256, in either case. */
export const FULL_DIGEST = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

/** The digest by which git names a file's content, in a repository of that format (https://git-scm.com/docs/git-hash-object). */
export function blobDigest(content: Buffer, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}
