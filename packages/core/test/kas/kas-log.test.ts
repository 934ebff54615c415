import { describe, expect, test } from '@jest/globals';
import { isKasRecord } from '@pv-actions/core/kas/kas-log.ts';

describe('records', () => {
  test.each([
    ['2026-11-20 20:32:37 - INFO     - NOTE: Executing Tasks', true],
    ['2026-11-20 20:32:43 - ERROR    - ERROR: x - y', true],
    ['2026-11-20 20:32:43 - CRITICAL - x', true],
    ['2026-11-20 20:32:37 - INFO     - ', true],
    ['2026-11-20 20:32:37 - INFO     -', true],
    ['ERROR: x', false],
    ['', false],
    ['--- Error summary ---', false],
    ['2026-11-20 20:32:37 INFO - x', false],
    ['2026-11-20 20:32:37 x INFO     - x', false],
    ['2026-11-20 20:32:37xxxINFO     - x', false],
    ['xxxx-xx-xx xx xx xx - INFO     - x', false],
  ])('%j', (line, record) => expect(isKasRecord(line)).toBe(record));
});
