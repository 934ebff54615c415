import { createHash } from 'node:crypto';

/** The SHA-256 digest in hex, as readers of a release compute it. */
export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
