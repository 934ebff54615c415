import { withoutControls } from '@pv-actions/core/action/markdown.ts';
import { hostileText } from '@pv-actions/testkit/fuzz/hostile.ts';
import { references, render } from '@pv-actions/testkit/fuzz/rendered.ts';
import fc from 'fast-check';
import { expectEqual } from './expect.ts';

/** Longer than what is cut where it is shown; the renderer needs its time, too. */
const LONGEST = 700;

/** The text of others that stands at a place of a document. */
export type Slot = (place: number) => string;

/** Texts of others in which something can be seen. */
export const texts: fc.Arbitrary<readonly string[]> = fc.array(
  hostileText.map((text) => text.slice(0, LONGEST)).filter((text) => /[!-~]/.test(withoutControls(text))),
  { minLength: 1, maxLength: 8 },
);

/** The place of each text in a document: a document with more places has them again. */
export function slotsOf(given: readonly string[]): Slot {
  return (place) => given[place % given.length] ?? '';
}

/** A harmless text of the same kind: as long, of as many lines, and the same for the same one. */
function harmless(given: readonly string[]): string[] {
  return given.map((text) => {
    const letter = String.fromCharCode(97 + given.indexOf(text));
    return text
      .split('\n')
      .map((line) => (line.trim() === '' ? line : letter.repeat(line.length)))
      .join('\n');
  });
}

/**
 * Holds Markdown against what it is with harmless text in the place of the text of others: the same elements, and nothing that GitHub
 * makes a link of.
 */
export function expectText(document: (slot: Slot) => string, given: readonly string[]): void {
  const rendered = render(document(slotsOf(given)));
  expectEqual(references(rendered), []);
  expectEqual(rendered.tags, render(document(slotsOf(harmless(given)))).tags);
}
