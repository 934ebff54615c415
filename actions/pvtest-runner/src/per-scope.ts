import { checked, list } from '@pv-actions/core/action/inputs.ts';
import { SCOPES, type Scope } from '@pv-actions/core/pvtest/test-id.ts';

/** A number for all tests, or for those of a scope. */
export type PerScope = Readonly<Partial<Record<Scope | 'all', number>>>;

const PART = /^(?:(local|remote)=)?(\d{1,9})$/;

/**
 * An input that is a number from `min` to `max` for all tests, as `2`, or one for each scope, as `local=0 remote=2`.
 * A scope that is left out has none.
 *
 * @param example One for each scope, for the error text.
 */
export function perScope(min: number, max: number, example: string) {
  return checked(list(), (words) =>
    isRight(words, min, max)
      ? undefined
      : `Use a whole number from ${min} to ${max}. Or give one for each scope: ${example}.`,
  ).transform(
    (words): PerScope =>
      Object.fromEntries(partsOf(words).map(([scope = 'all', value]) => [scope, Number(value)])),
  );
}

function isRight(words: readonly string[], min: number, max: number): boolean {
  const parts = partsOf(words);
  const scopes = parts.map(([scope]) => scope);
  return (
    parts.length === words.length &&
    parts.every(([, value]) => Number(value) >= min && Number(value) <= max) &&
    new Set(scopes).size === scopes.length &&
    (words.length < 2 || scopes.every((scope) => scope !== undefined))
  );
}

function partsOf(words: readonly string[]): (readonly [scope: string | undefined, value: string])[] {
  return words.flatMap((word) => {
    const [, scope, value] = PART.exec(word) ?? [];
    return value === undefined ? [] : [[scope, value] as const];
  });
}

/** `2`, or `local=0 remote=2`: as the input has it. */
export function perScopeText({ all, ...scopes }: PerScope): string {
  if (all !== undefined) return String(all);
  return SCOPES.flatMap((scope) => (scopes[scope] === undefined ? [] : [`${scope}=${scopes[scope]}`])).join(
    ' ',
  );
}
