import { describe, expect, test } from '@jest/globals';
import { parseKasRecord } from '@pv-actions/core/yocto/kas-log.ts';

describe('records', () => {
  test.each([
    [
      '2026-11-20 20:32:37 - INFO     - NOTE: Executing Tasks',
      { level: 'INFO', text: 'NOTE: Executing Tasks' },
    ],
    ['2026-11-20 20:32:43 - ERROR    - ERROR: x - y', { level: 'ERROR', text: 'ERROR: x - y' }],
    ['2026-11-20 20:32:43 - CRITICAL - x', { level: 'CRITICAL', text: 'x' }],
    ['2026-11-20 20:32:37 - INFO     - ', { level: 'INFO', text: '' }],
    ['2026-11-20 20:32:37 - INFO     -', { level: 'INFO', text: '' }],
    ['ERROR: x', undefined],
    ['', undefined],
    ['--- Error summary ---', undefined],
    ['2026-11-20 20:32:37 INFO - x', undefined],
    ['2026-11-20 20:32:37 x INFO     - x', undefined],
    ['2026-11-20 20:32:37xxxINFO     - x', undefined],
    ['xxxx-xx-xx xx xx xx - INFO     - x', undefined],
  ])('%j', (line, record) => expect(parseKasRecord(line)).toEqual(record));
});
