import { createHash } from 'node:crypto';

/** The digest that stands for `word` in the recipes of fixtures/recipes: its SHA-1. */
export function digestOf(word: string): string {
  return createHash('sha1').update(word).digest('hex');
}
