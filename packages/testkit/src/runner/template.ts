import { evaluate, type Scope, toText } from './expressions.ts';
import { isObject, type Json } from './json.ts';

/** A value of a workflow file whose expressions are not evaluated yet. */
export type Template =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'expression'; readonly expression: string }
  | { readonly kind: 'sequence'; readonly items: readonly Template[] }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [key: Template, value: Template])[] };

/** The value of `template`. @throws as `evaluate`. */
export function resolve(template: Template, scope: Scope): Json {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'expression':
      return evaluate(template.expression, scope);
    case 'sequence':
      return template.items.map((item) => resolve(item, scope));
    case 'mapping':
      return Object.fromEntries(
        template.entries.map(([key, value]) => [toText(resolve(key, scope)), resolve(value, scope)]),
      );
  }
}

/** The value of `template` as a text, empty where there is none. @throws as `evaluate` and `toText`. */
export function resolveText(template: Template | undefined, scope: Scope): string {
  return template === undefined ? '' : toText(resolve(template, scope));
}

/** The value of a mapping of texts, as `env` and `with` are. @throws where it is no mapping, and as `toText`. */
export function resolveTexts(template: Template | undefined, scope: Scope): Record<string, string> {
  const value = template === undefined ? {} : resolve(template, scope);
  if (value === '' || value === null) return {};
  if (!isObject(value)) throw new Error('A mapping was expected.');
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, toText(text)]));
}

/** Whether `template` is a text without any expression. */
export function isLiteral(template: Template | undefined): boolean {
  return template?.kind === 'literal';
}
