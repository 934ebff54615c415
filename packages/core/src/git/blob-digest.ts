import { createHash } from 'node:crypto';

/** The digest by which git names a file's content, in a repository of that format (https://git-scm.com/docs/git-hash-object). */
export function blobDigest(content: Buffer, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}
