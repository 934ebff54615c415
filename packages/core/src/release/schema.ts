import { z } from 'zod';
import { UserError } from '../action/errors.ts';
import { runUrlProblem } from '../action/source.ts';
import { jsonProblem } from '../json/json-error.ts';

/** A SHA-256 digest as all our files state it. */
export const SHA256_HEX = /^[0-9a-f]{64}$/;

/** The digest of an object. */
export const sha256 = z
  .string()
  .regex(SHA256_HEX, { error: 'It must be a SHA-256 digest: 64 lower-case hex digits.' });

const NOT_A_SIZE = 'It must be a size in bytes.';

/** A size in bytes. */
export const size = z.int({ error: NOT_A_SIZE }).nonnegative({ error: NOT_A_SIZE });

/** The URL of a workflow run. */
export const runUrl = named(runUrlProblem);

/** Where a build comes from (core/action/source.ts). */
export const source = z.object({
  repository: z.string().exactOptional(),
  ref: z.string().exactOptional(),
  sha: z.string().exactOptional(),
  run: runUrl.exactOptional(),
});

/** A string that `check` finds nothing wrong with. */
export function named(check: (value: string) => string | undefined) {
  return z.string().superRefine((value, context) => {
    const problem = check(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });
}

/**
 * Reads JSON text of a known shape.
 *
 * @param where What the text is, as the error names it: a path or an object's address.
 * @throws UserError with a line for each problem, and `advice`.
 */
export function parseJson<T extends z.ZodType>(
  schema: T,
  text: string,
  where: string,
  advice: string,
): z.output<T> {
  return checkShape(schema, readJson(text, where, advice), where, advice);
}

/**
 * Reads JSON text of any shape. Nothing of the text is in the error.
 *
 * @throws UserError as `parseJson`.
 */
export function readJson(text: string, where: string, advice: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new UserError(`${where} is not JSON: ${jsonProblem(text, thrown)}`, advice);
  }
}

/**
 * Holds a value that was read from JSON against its shape.
 *
 * @throws UserError as `parseJson`.
 */
export function checkShape<T extends z.ZodType>(
  schema: T,
  value: unknown,
  where: string,
  advice: string,
): z.output<T> {
  const result = schema.safeParse(value, { error: inOurWords });
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${pathText(issue.path)}: ${issue.message}`);
  throw new UserError([`${where} does not have the expected form:`, ...lines].join('\n'), advice);
}

/** Names of types as a message has them. */
const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a text',
};

/** What is wrong with a value, where its schema has no words of its own for it. */
function inOurWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'It is missing.';
  if (issue.code === 'invalid_type') return `It must be ${TYPES[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'too_small' && issue.origin === 'string') return 'It must not be empty.';
  if (issue.code === 'invalid_value') return `It must be ${issue.values.map(String).join(' or ')}.`;
  return undefined;
}

/** `artifacts[3].sha256`; `the document` for the whole. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  return text === '' ? 'the document' : text;
}
