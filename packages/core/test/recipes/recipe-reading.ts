import { type RecipeReading, readRecipePin } from '@pv-actions/core/recipes/recipe-pins.ts';
import { digestOf } from './recipe-digest.ts';

export interface Asked {
  readonly path?: string;
  readonly name?: string;
  readonly branch?: string;
  readonly repoOrg?: string | undefined;
}

export const [ONE, TWO, LONG] = [digestOf('one'), digestOf('two'), 'ab'.repeat(32)];
export const URI = 'git://github.com/org/app;branch=main;protocol=https';

export function read(text: string, asked: Asked = {}): RecipeReading {
  const { path = 'app_1.0.bb', name = 'app', branch = 'main' } = asked;
  const repoOrg = 'repoOrg' in asked ? asked.repoOrg : 'org';
  return readRecipePin(text, {
    path,
    component: { name, branch, repoOrg },
    gitBaseUrl: 'https://github.com',
  });
}

/** The reading in one text: `variable old`, the reason, or the cause. */
export function said(reading: RecipeReading): string {
  if (reading.kind === 'kept') return `kept: ${reading.reason}`;
  if (reading.kind === 'error') return `error: ${reading.cause}`;
  return `${reading.pin.variable} ${reading.pin.old}`;
}

export function warningsOf(reading: RecipeReading): readonly string[] {
  if (reading.kind !== 'pin') throw new Error(said(reading));
  return reading.warnings;
}

export function notesOf(reading: RecipeReading): readonly string[] {
  if (reading.kind !== 'pin') throw new Error(said(reading));
  return reading.notes;
}

export const withUri = (...lines: string[]): string => [`SRC_URI = "${URI}"`, ...lines, ''].join('\n');
