import { withoutControls } from '../action/markdown.ts';
import { redact, secretForms } from '../action/secrets.ts';

const LONGEST = 300;

/** Without an answer, or one that another attempt may well improve. */
const TRANSIENT =
  /returned error: (?:5(?!01)\d\d|429)|connection reset|early EOF|hung up unexpectedly|unexpected disconnect|empty reply|transfer closed|RPC failed; curl|bytes of body are still expected|kex_exchange_identification|connection closed by|recv failure|HTTP\/2 stream|unexpected flush packet|invalid server response/i;
/** These follow by themselves on what nobody mends by waiting. */
const PERMANENT =
  /returned error: (?:[34]\d\d)(?<!429)|permission denied|authentication failed|host key verification|remote error:|not found|could not resolve|could not read (?:username|password)|couldn't find remote ref/i;

/** Whether what git printed on stderr tells of a fault that may pass. */
export function isTransientFailure(stderr: readonly string[]): boolean {
  const text = stderr.join('\n');
  return TRANSIENT.test(text) && !PERMANENT.test(text);
}

/** Whether the remote answered with a redirect that git was not allowed to follow. */
export function isRedirect(stderr: readonly string[]): boolean {
  return stderr.some((line) => /returned error: 3\d\d/.test(line));
}

/** Whether the remote said that it has no such branch. */
export function isMissingRef(stderr: readonly string[]): boolean {
  return stderr.some((line) => line.includes("couldn't find remote ref"));
}

/** Whether the remote gives no commit of that digest, or none that no ref names. JGit has words of its own. */
export function isRefusedDigest(stderr: readonly string[]): boolean {
  return stderr.some((line) => /not our ref|unadvertised object|: want [0-9a-f]+ not valid/.test(line));
}

/**
 * What git said last that means something, on one line: of its own complaint `fatal: …`, or what ssh said before a general one.
 * Secrets, and what stands before the `@` of a URL, are hidden.
 */
export function lastWords(stderr: readonly string[], secrets: readonly string[]): string {
  const forms = secretForms(secrets, ['x-access-token']);
  const lines = stderr.map((line) => clean(line, forms)).filter((line) => line !== '');
  const at = lines.findLastIndex((line) => /^(?:fatal|error): /.test(line));
  const general =
    /could not read from remote repository|hung up unexpectedly|expected flush|early EOF|pack-objects died|index-pack failed/i;
  const before = lines.slice(0, Math.max(0, at)).findLast((line) => !line.startsWith('remote: '));
  const chosen = general.test(lines[at] ?? '') ? (before ?? lines[at]) : (lines[at] ?? lines.at(-1));
  const words = (chosen ?? '').replace(/^(?:fatal|error): (?:unable to access '[^']*': )?/, '');
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 3)}...` : words;
}

function clean(line: string, forms: readonly string[]): string {
  return withoutControls(redact(line, forms))
    .replace(/\/\/[^/?#\s]*@/g, '//***@')
    .trim();
}
