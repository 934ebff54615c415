import { describe, expect, test } from '@jest/globals';
import { revisionChanges, rewriteTexts } from '@pv-actions/core/recipes/recipe-rewrite.ts';
import { bytesAsText, readable } from '@pv-actions/core/recipes/recipe-text.ts';
import fc from 'fast-check';
import { digestOf } from './recipe-digest.ts';
import { readAlone } from './recipe-reading.ts';
import { REVISION, writtenRecipe } from './recipe-written.ts';

const RUNS = { seed: 20260703, numRuns: 800 };
const [OLD, NEW] = [digestOf('old'), digestOf('new')];

const withRevision = (text: string, revision: string): Buffer =>
  Buffer.from(text.replaceAll(REVISION, revision), 'latin1');

function pinOf(bytes: Buffer, branch: string) {
  const component = { name: 'app', branch: readable(branch), repoOrg: 'org' };
  const reading = readAlone({ path: 'recipes/app/app_1.0.bb', text: bytesAsText(bytes) }, component);
  if (reading.kind !== 'pin') throw new Error(JSON.stringify(reading));
  return reading;
}

describe('any recipe', () => {
  test('has its revision read where it stands, and only that changed', () =>
    fc.assert(
      fc.property(writtenRecipe, ({ text, branch }) => {
        const before = withRevision(text, OLD);
        const after = withRevision(text, NEW);
        const { pin, warnings } = pinOf(before, branch);
        expect(warnings).toEqual([]);
        expect(pin).toMatchObject({ old: OLD, url: 'https://github.com/org/app', branch: readable(branch) });
        expect(bytesAsText(rewriteTexts(before, revisionChanges(pin, NEW)))).toBe(bytesAsText(after));

        const again = pinOf(after, branch).pin;
        expect(again).toEqual({ ...pin, old: NEW });
        expect(rewriteTexts(after, revisionChanges(again, OLD))).toEqual(before);
      }),
      RUNS,
    ));
});

describe('a rewrite', () => {
  const bytes = Buffer.from(`\xff ${OLD} x ${OLD.toUpperCase()}`, 'latin1');
  const path = 'app.bb';
  const place = { path, start: 2, end: 42 };

  test('of two pins, with a longer digest', () => {
    const pins = [
      { old: OLD, places: [{ path, start: 45, end: 85 }] },
      { old: OLD, places: [place] },
    ];
    const longer = 'ab'.repeat(32);
    expect(
      bytesAsText(
        rewriteTexts(
          bytes,
          pins.flatMap((pin) => revisionChanges(pin, longer)),
        ),
      ),
    ).toBe(`\xff ${longer} x ${longer}`);
  });

  test('of none is the file', () => expect(rewriteTexts(bytes, [])).toEqual(bytes));

  test.each<[string, { start: number; end: number }[], string]>([
    ['another text stands there', [{ start: 3, end: 43 }], NEW],
    ['the place is there twice', [place, place], NEW],
    ['the place is behind the end', [{ start: 80, end: 120 }], NEW],
    ['the revision is short', [place], NEW.slice(1)],
    ['the revision is no digest', [place], 'main'],
    ['the revision is in upper case', [place], NEW.toUpperCase()],
  ])('is refused where %s', (_, places, revision) =>
    expect(() => {
      const files = places.map((each) => ({ path, ...each }));
      rewriteTexts(bytes, revisionChanges({ old: OLD, places: files }, revision));
    }).toThrow(/is not/),
  );
});
