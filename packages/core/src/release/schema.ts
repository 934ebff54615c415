import { z } from 'zod';
import { messageOf, UserError } from '../action/errors.ts';

/** The digest of an object as all our files state it. */
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'It must be a SHA-256 digest: 64 lower-case hex digits.' });

/** A size in bytes. */
export const size = z.int({ error: 'It must be a size in bytes.' }).nonnegative();

/** Where a build comes from (core/action/source.ts). */
export const source = z.object({
  repository: z.string().exactOptional(),
  ref: z.string().exactOptional(),
  sha: z.string().exactOptional(),
  run: z.string().exactOptional(),
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
 * Reads JSON text of any shape.
 *
 * @throws UserError as `parseJson`.
 */
export function readJson(text: string, where: string, advice: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new UserError(`${where} is not JSON: ${messageOf(thrown).replace(/\s+/g, ' ')}`, advice, {
      cause: thrown,
    });
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
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${placeOf(issue.path)}: ${issue.message}`);
  throw new UserError([`${where} does not have the expected form:`, ...lines].join('\n'), advice);
}

/** `artifacts[3].sha256`; `the document` for the whole. */
function placeOf(path: readonly PropertyKey[]): string {
  const text = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  return text === '' ? 'the document' : text;
}
