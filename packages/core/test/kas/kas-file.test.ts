import { expect, test } from '@jest/globals';
import { hasForeignIncludes, localIncludes } from '@pv-actions/core/kas/kas-file.ts';

test('the files of the own repository that a kas file includes', () => {
  const text = [
    'header:',
    '  version: 12',
    '  includes:',
    '    - kas/base.yaml',
    '    - repo: poky',
    '      file: kas/other.yaml',
    '    - "kas/machines/rpi.yaml"',
  ].join('\n');
  expect(localIncludes(text)).toEqual(['kas/base.yaml', 'kas/machines/rpi.yaml']);
});

test.each(['', 'header: [', 'header: 1', 'header:\n  includes: x', '[]'])('%j includes nothing', (text) => {
  expect(localIncludes(text)).toEqual([]);
});

test('whether files of other repositories are included', () => {
  expect(hasForeignIncludes('header: {includes: [a.yaml, {repo: poky, file: b.yaml}]}')).toBe(true);
  expect(hasForeignIncludes('header: {includes: [a.yaml]}')).toBe(false);
  expect(hasForeignIncludes('header: {includes: [null]}')).toBe(false);
});
