/** The whole digest of a commit, of SHA-1 or SHA-256, in either case. */
export const FULL_DIGEST = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
