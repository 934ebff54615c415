import { describe, expect, test } from '@jest/globals';
import { cutText, firstBytes, lastBytes } from '@pv-actions/core/pvtest/wording.ts';

/** 1, 2, 3 and 4 bytes. */
const TEXT = 'aé…😀';

describe('a text is cut between characters', () => {
  test.each([
    [11, TEXT, TEXT],
    [10, TEXT, TEXT],
    [9, 'aé…', 'é…😀'],
    [7, 'aé…', '…😀'],
    [6, 'aé…', '😀'],
    [5, 'aé', '😀'],
    [4, 'aé', '😀'],
    [3, 'aé', ''],
    [2, 'a', ''],
    [0, '', ''],
    [-1, '', ''],
  ])('to %d bytes', (limit, first, last) => {
    expect([firstBytes(TEXT, limit), lastBytes(TEXT, limit)]).toEqual([first, last]);
  });

  test('with a mark at its end', () => {
    expect(cutText(TEXT, 10)).toBe(TEXT);
    expect(cutText(TEXT, 8)).toBe('aé…');
    expect(cutText(TEXT, 5)).toBe('a…');
  });
});
