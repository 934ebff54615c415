import { UserError } from '@pv-actions/core/action/errors.ts';
import { type RecipeFile, recipeAlone } from '@pv-actions/core/recipes/recipe-files.ts';
import {
  type RecipeComponent,
  type RecipeReading,
  readRecipePin,
} from '@pv-actions/core/recipes/recipe-pins.ts';
import { digestOf } from './recipe-digest.ts';

export interface Asked extends Partial<RecipeComponent> {
  readonly path?: string;
}

/** Reads a recipe without what it includes. */
export function readAlone(
  file: RecipeFile,
  component: RecipeComponent,
  gitBaseUrl = 'https://github.com',
): RecipeReading {
  try {
    return readRecipePin(recipeAlone(file), { component, gitBaseUrl });
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { kind: 'error', cause: `${file.path}: ${thrown.message}`, advice: thrown.advice };
  }
}

export const [ONE, TWO, LONG] = [digestOf('one'), digestOf('two'), 'ab'.repeat(32)];
export const URI = 'git://github.com/org/app;branch=main;protocol=https';

export function read(text: string, asked: Asked = {}): RecipeReading {
  const { path = 'app_1.0.bb', ...component } = asked;
  return readAlone({ path, text }, { name: 'app', branch: 'main', repoOrg: 'org', ...component });
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
