import { describe, expect, test } from '@jest/globals';
import { compareTags, isVersionTag, previousTag } from '@pv-actions/core/release/tags.ts';
import fc from 'fast-check';
import semver from 'semver';

const LAYER = ['027', '028-rc1', '028-rc9', '028-rc10', '028-rc10.1', '028-rc11', '028', '029-rc1'];

const CHAINS = [
  LAYER,
  ['v1.2.3-alpha', 'v1.2.3-rc.4', 'v1.2.3-rc.10', 'v1.2.3', 'v1.2.4-rc.1', 'v1.10.0'],
  ['v1.2.3-rc9', 'v1.2.3-rc10', 'v1.2.3'],
  ['028', '028.1-rc1', '028.1', '029'],
  ['9', '10', '20260603', '99999999999999999998', '99999999999999999999'],
  ['nightly-9', 'nightly-10', 'nightly-10-b', '001'],
];

const sign = (value: number): number => Math.sign(value);

describe('the order of tags', () => {
  test.each(CHAINS.map((chain) => [chain]))('%j', (chain) => {
    for (const [i, a] of chain.entries()) {
      for (const [j, b] of chain.entries())
        expect([a, b, sign(compareTags(a, b))]).toEqual([a, b, sign(i - j)]);
    }
  });

  const tag = fc.oneof(
    fc.constantFrom(
      ...LAYER,
      'v028',
      '28',
      '28.0',
      'v1.0.0',
      '1.0.0+b',
      '1.0.0-rc.1',
      '1.0.0-rc1',
      'nightly',
      'x9',
      'x10',
      '',
    ),
    fc.stringMatching(/^v?[0-9]{1,3}(\.[0-9]{1,2}){0,3}(-(rc)?[0-9a-c]{0,3}(\.[0-9]{1,2})?)?$/),
    fc.string({ maxLength: 5 }),
  );

  test('is total over any strings', () => {
    const property = fc.property(tag, tag, tag, (a, b, c) => {
      expect(sign(compareTags(a, b))).toBe(-sign(compareTags(b, a)) + 0);
      expect(compareTags(a, b) === 0).toBe(a === b);
      if (compareTags(a, b) <= 0 && compareTags(b, c) <= 0) expect(compareTags(a, c)).toBeLessThanOrEqual(0);
    });
    fc.assert(property, { seed: 41, numRuns: 5000 });
  });

  test('is the one of SemVer for tags of SemVer', () => {
    const number = fc.integer({ min: 0, max: 12 });
    const identifier = fc.oneof(number.map(String), fc.constantFrom('alpha', 'beta', 'rc', 'x-y'));
    const version = fc
      .tuple(fc.tuple(number, number, number), fc.array(identifier, { maxLength: 3 }))
      .map(([core, pre]) => `v${core.join('.')}${pre.length > 0 ? `-${pre.join('.')}` : ''}`);
    const property = fc.property(version, version, (a, b) => {
      expect(sign(compareTags(a, b))).toBe(semver.compare(a, b));
    });
    fc.assert(property, { seed: 42, numRuns: 5000 });
  });
});

describe('the previous tag', () => {
  test.each([
    ['028-rc10', '028-rc9'],
    ['028', '028-rc11'],
    ['028-rc1', '027'],
    ['029-rc1', '028'],
    ['028-rc12', '028-rc11'],
    ['027', undefined],
  ])('of %s is %s', (tag, previous) => {
    expect(previousTag(tag, [...LAYER].reverse())).toBe(previous);
  });

  test('of a version is a version', () => {
    expect(isVersionTag('nightly')).toBe(false);
    expect(previousTag('027', ['nightly'])).toBeUndefined();
    expect(previousTag('nightly-3', ['nightly-2', '027'])).toBe('nightly-2');
  });
});
