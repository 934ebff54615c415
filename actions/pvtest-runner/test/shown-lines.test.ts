import { expect, test } from '@jest/globals';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { shownLines } from '../src/shown-lines.ts';

test('of a script that prints very much only what matters is shown, and that is said once', () => {
  const log = keptLog();
  const { show } = shownLines({ log }, 20);
  const matters = (line: string): boolean => line.startsWith('!');
  show(['! one', 'two'], matters);
  show(['< a long line of a diff', '! three'], matters);
  show(['four'], matters);
  show(['! five', 'six'], matters);
  expect(log.said).toEqual([
    { level: 'foreign', text: '! one\ntwo' },
    { level: 'foreign', text: '! three' },
    {
      level: 'info',
      text: 'The script prints more than 20 B: from here on only results are shown. All is in its run.log.',
    },
    { level: 'foreign', text: '! five' },
  ]);
});
