import { UserError } from '../action/errors.ts';
import { jsonProblem } from '../json/json-error.ts';

/** An object as a store describes it: its address, and its endpoint where that is not the one of AWS. */
const ADDRESS = /^(s3:\/\/.+\/(?:releases|manifest|latest|tag)\.json)(?: at (https?:\/\/\S+))?/;

/**
 * The command that shows an object.
 *
 * @param where the object as errors name it
 * @param name what it is called where `where` does not say its address
 */
export function showCommand(where: string, name: string): string {
  const [, found, endpoint] = ADDRESS.exec(where) ?? [];
  const address = found === undefined ? `s3://<bucket>/<prefix>/${name}` : inShell(found);
  const store = endpoint === undefined ? '' : ` --endpoint-url ${inShell(endpoint)}`;
  return `aws s3 cp ${address} -${store}`;
}

/**
 * Makes sure that an object which should be JSON is neither nothing nor a page. Then somebody else than the store may have answered, and a
 * good object must not be removed for it.
 *
 * @param where the object as errors name it
 * @param name what it is called where `where` does not say its address
 * @throws UserError
 */
export function requireObject(text: string, where: string, name: string): void {
  if (!isNoObject(text)) return;
  throw new UserError(
    `${where} is not JSON. ${whatItIs(text, undefined)}`,
    `It was left as it is. Look at it with \`${showCommand(where, name)}\`. If that shows JSON, something between the ` +
      'runner and the store answered for it: check `endpoint` and the proxy, and run this step again. If not, put an older version back.',
  );
}

/** Whether an object that should be JSON is nothing, or a page. */
export function isNoObject(text: string): boolean {
  return /^\s*(?:<|$)/.test(text);
}

/** A word of a command line: a prefix may hold blanks. */
function inShell(word: string): string {
  return /^[\w:/.@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What a text is that is not JSON, as a sentence. */
export function whatItIs(text: string, thrown: unknown): string {
  if (text.trim() === '') return 'It is empty.';
  if (text.startsWith('\uFEFF')) return 'It begins with a byte order mark, which JSON does not allow.';
  if (/^\s*</.test(text)) return 'It looks like an HTML or XML page.';
  return jsonProblem(text, thrown);
}
