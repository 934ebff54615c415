import { readFile } from 'node:fs/promises';
import { Lexer } from '@actions/expressions';
import type { WorkflowTemplate } from '@actions/workflow-parser/model/workflow-template';
import type { MappingToken, TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { loadParser } from './parser.ts';
import type { Template } from './template.ts';

/** What is wrong or not supported, by line. */
export class Problems {
  readonly #found: [line: number, text: string][] = [];

  add(at: TemplateToken | undefined, text: string): void {
    this.#found.push([at?.range?.start.line ?? 0, text]);
  }

  /** @throws UserError that lists everything that was added. */
  check(file: string): void {
    if (this.#found.length === 0) return;
    const lines = this.#found
      .toSorted(([one], [other]) => one - other)
      .map(([line, text]) => `${file}${line > 0 ? `:${line}` : ''}: ${text}`);
    throw new UserError(
      [...new Set(lines)].join('\n'),
      'Nothing was run. The local runner does what the workflows in examples/ use, and no more.',
    );
  }
}

/** One mapping of the file: its known keys as tokens. */
export type Section = ReadonlyMap<string, TemplateToken>;

/**
 * Reads a workflow file with GitHub's own parser.
 *
 * @throws UserError with GitHub's messages where the file is not a workflow.
 */
export async function readWorkflow(file: string): Promise<{ root: MappingToken; model: WorkflowTemplate }> {
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await loadParser();
  const content = await readFile(file, 'utf8').catch((thrown: unknown) => {
    throw new UserError(`The workflow ${file} cannot be read.`, 'Check its path.', { cause: thrown });
  });
  const { context, value } = parseWorkflow({ name: file, content }, new NoOperationTraceWriter());
  const model = value === undefined ? undefined : await convertWorkflowTemplate(context, value);
  const errors = context.errors.getErrors().map(String);
  if (errors.length > 0 || value === undefined || model === undefined) {
    throw new UserError(errors.join('\n'), 'Correct the workflow. Nothing was run.');
  }
  return { root: value.assertMapping('workflow'), model };
}

/**
 * The keys of `token`, of which only `supported` ones are allowed.
 *
 * @param where how a message names this mapping: `jobs.release`
 */
export function section(
  token: TemplateToken | undefined,
  where: string,
  supported: readonly string[],
  problems: Problems,
): Section {
  const keys = new Map<string, TemplateToken>();
  if (token === undefined) return keys;
  for (const { key, value } of token.assertMapping(where)) {
    const name = key.assertString(`key of ${where}`).value;
    if (!supported.includes(name)) {
      problems.add(key, `"${where === '' ? '' : `${where}.`}${name}" is not supported by the local runner.`);
    }
    keys.set(name, value);
  }
  return keys;
}

/** `token` without the parser's types. An expression that the local runner cannot evaluate is a problem. */
export function toTemplate(token: TemplateToken, problems: Problems): Template {
  const plain = token.toJSON();
  if (typeof plain !== 'object' || plain === null) return { kind: 'literal', value: plain ?? null };
  if ('map' in plain) {
    return {
      kind: 'mapping',
      entries: plain.map.map(({ Key, Value }) => [toTemplate(Key, problems), toTemplate(Value, problems)]),
    };
  }
  if ('seq' in plain) {
    return { kind: 'sequence', items: plain.seq.map((item) => toTemplate(item, problems)) };
  }
  if (token.typeName() === 'InsertExpressionToken')
    problems.add(token, 'The insert expression is not supported by the local runner.');
  checkExpression(plain.expr, token, problems);
  return { kind: 'expression', expression: plain.expr };
}

/** As `toTemplate`, for a token that may be missing: an object to spread. */
export function optional<K extends string>(
  key: K,
  token: TemplateToken | undefined,
  problems: Problems,
): { readonly [key in K]?: Template } {
  return token === undefined ? {} : ({ [key]: toTemplate(token, problems) } as { [key in K]: Template });
}

/** Adds the functions that GitHub has and the local runner has not. */
export function checkExpression(expression: string, at: TemplateToken, problems: Problems): void {
  if (expression.trim() === '') return;
  const names = new Lexer(expression).lex().tokens.map((token) => token.lexeme.toLowerCase());
  if (names.includes('hashfiles')) problems.add(at, '"hashFiles()" is not supported by the local runner.');
}
