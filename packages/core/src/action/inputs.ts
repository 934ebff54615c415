import { z } from 'zod';
import { UserError } from './errors.ts';

/** The shape of a stage's inputs: the names of action.yml to schemas over the runner's strings. */
export type InputShape = Readonly<Record<string, z.ZodType>>;

export type InputsOf<S extends InputShape> = { readonly [K in keyof S]: z.output<S[K]> };

const SECRET = { secret: true } as const;
const given = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

/** A text without the blanks around it; undefined where it is not given. */
export function text() {
  return z.preprocess(given, z.string().trim().optional());
}

/** A text that must be given. `hint` says what would be valid. */
export function requiredText(hint: string) {
  return z.preprocess(given, z.string({ error: hint }).trim());
}

/** A text that is masked in the log and never repeated in an error. */
export function secret() {
  return text().meta(SECRET);
}

const boolean = z
  .string()
  .trim()
  .pipe(
    z.enum(['true', 'True', 'TRUE', '1', 'false', 'False', 'FALSE', '0'], { error: 'Use true or false.' }),
  )
  .transform((value) => value === '1' || value.toLowerCase() === 'true');

/** A boolean of YAML 1.2: `true`, `True`, `TRUE`, `false`, `False`, `FALSE`. Lists of machines have 1 and 0, too. */
export function flag(byDefault: boolean) {
  return optionalFlag().transform((value) => value ?? byDefault);
}

/** As `flag`, but undefined where it is not given. */
export function optionalFlag() {
  return z.preprocess(given, boolean.optional());
}

/** One of `values`. */
export function choice<const V extends readonly [string, ...string[]]>(values: V, byDefault: V[number]) {
  return z.preprocess(
    given,
    z.enum(values, { error: `Use one of: ${values.join(', ')}.` }).default(byDefault),
  );
}

/** A number from `min` to `max`; undefined where it is not given. */
export function number(min: number, max: number, kind: 'whole' | 'any' = 'whole') {
  const hint = `Use a ${kind === 'whole' ? 'whole number' : 'number'} from ${min} to ${max}.`;
  const numeral = kind === 'whole' ? /^\d+$/ : /^\d+(\.\d+)?$/;
  return z.preprocess(
    given,
    z
      .string()
      .trim()
      .regex(numeral, { error: hint, abort: true })
      .transform(Number)
      .refine((value) => value >= min && value <= max, { error: hint })
      .optional(),
  );
}

/** Words separated by blanks, newlines or commas. */
export function list(byDefault: readonly string[] = []) {
  return z.preprocess(
    given,
    z
      .string()
      .default(byDefault.join(' '))
      .transform((value) => value.split(/[\s,]+/).filter((word) => word !== '')),
  );
}

/** `schema`, held against `check`, which returns what is wrong and what would be valid, or undefined. */
export function checked<T extends z.ZodType>(
  schema: T,
  check: (value: NonNullable<z.output<T>>) => string | undefined,
) {
  return schema.superRefine((value, context) => {
    if (value === undefined || value === null) return;
    const problem = check(value as NonNullable<z.output<T>>);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });
}

/** Names of the inputs that hold secrets. */
export function secretNames(shape: InputShape): string[] {
  return Object.keys(shape).filter((name) => shape[name]?.meta()?.['secret'] === true);
}

/** The runner's variable for an input: `INPUT_ARTIFACT-DIR` for `artifact-dir`. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replace(/ /g, '_').toUpperCase()}`;
}

/**
 * Reads all inputs of a stage from the runner's variables.
 *
 * @throws UserError with a line for each input that is wrong: its name, its value, and what would be valid.
 */
export function parseInputs<S extends InputShape>(
  shape: S,
  env: Readonly<Record<string, string | undefined>>,
): InputsOf<S> {
  const raw = Object.fromEntries(Object.keys(shape).map((name) => [name, env[inputVariable(name)]]));
  const result = z.object(shape).safeParse(raw);
  if (result.success) return result.data as InputsOf<S>;
  const hidden = new Set(secretNames(shape));
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const value = raw[name]?.trim() ?? '';
    if (value === '') return `Input "${name}" is missing. ${issue.message}`;
    return `Input "${name}" is ${hidden.has(name) ? 'wrong' : quote(value)}. ${issue.message}`;
  });
  throw new UserError(lines.join('\n'), 'Correct the `with:` block of this step.');
}

/** A value as an error text shows it: one line, at most 120 characters, without what may be passwords in URLs. */
export function quote(value: string): string {
  const flat = JSON.stringify(value.replace(/\/\/[^/?#]*@/g, '//***@')).slice(1, -1);
  return `"${flat.length > 120 ? `${flat.slice(0, 117)}...` : flat}"`;
}
