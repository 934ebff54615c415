import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import type { Token } from '@actions/expressions/lexer';
import type { Json, JsonObject } from './json.ts';

/** How a job stands, or the jobs before it, for `success()`, `failure()`, `cancelled()`. */
export type Status = 'success' | 'failure' | 'cancelled' | 'skipped';

/** What an expression can name: contexts, and the status that the status functions ask for. */
export interface Scope {
  readonly contexts: JsonObject;
  /** Without it the status functions are unknown, as in a default of action.yml. */
  readonly status?: Status;
}

/**
 * The value of one GitHub expression (without `${{ }}`), by GitHub's own evaluator.
 *
 * @throws Error with GitHub's message where the expression is wrong or names an unknown context or function.
 */
export function evaluate(expression: string, scope: Scope): Json {
  const functions = statusFunctions(scope.status);
  const tree = new Parser(lex(expression), Object.keys(scope.contexts), functions).parse();
  const contexts = toData(scope.contexts) as data.Dictionary;
  const known = new Map(functions.map((definition) => [definition.name.toLowerCase(), definition]));
  return toJson(new Evaluator(tree, contexts, known).evaluate());
}

/**
 * The tokens of an expression. The package's lexer turns only the first `''` of a string into `'`, where
 * GitHub turns all of them (https://docs.github.com/actions/reference/workflows-and-actions/expressions#literals).
 */
function lex(expression: string): Token[] {
  return new Lexer(expression)
    .lex()
    .tokens.map((token) =>
      token.lexeme.startsWith("'") && token.lexeme.length > 1
        ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
        : token,
    );
}

/** Whether `value` counts as true in a condition: all but false, 0, NaN, the empty string and null. */
export function truthy(value: Json): boolean {
  return Boolean(value);
}

/** A value as the runner writes it into a text. @throws Error for an array or an object, as the runner does. */
export function toText(value: Json): string {
  if (typeof value === 'object' && value !== null) {
    throw new Error(`${Array.isArray(value) ? 'A sequence' : 'A mapping'} was not expected.`);
  }
  return typeof value === 'number' ? new data.NumberData(value).coerceString() : toData(value).coerceString();
}

/** `text` with each `${{ expression }}` replaced by its value. @throws as `evaluate` and `toText`. */
export function interpolate(text: string, scope: Scope): string {
  let result = '';
  let rest = text;
  for (let open = rest.indexOf('${{'); open >= 0; open = rest.indexOf('${{')) {
    const close = endOfExpression(rest, open + 3);
    result += rest.slice(0, open) + toText(evaluate(rest.slice(open + 3, close).trim(), scope));
    rest = rest.slice(close + 2);
  }
  return result + rest;
}

/** Where `}}` closes the expression that starts at `from`; one in a quoted string does not. */
function endOfExpression(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted;
    else if (!quoted && text.startsWith('}}', at)) return at;
  }
  throw new Error(`The expression is not closed: ${text}`);
}

function statusFunctions(status: Status | undefined): FunctionDefinition[] {
  if (status === undefined) return [];
  const define = (name: string, value: boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  });
  return [
    define('always', true),
    define('success', status === 'success'),
    define('failure', status === 'failure'),
    define('cancelled', status === 'cancelled'),
  ];
}

function toData(value: Json): data.ExpressionData {
  return JSON.parse(JSON.stringify(value), data.reviver) as data.ExpressionData;
}

function toJson(value: data.ExpressionData): Json {
  // JSON has no NaN; in conditions and texts GitHub treats it as false and "NaN".
  if (value instanceof data.NumberData) return value.value;
  return JSON.parse(JSON.stringify(value, data.replacer)) as Json;
}
